"""CSV of portals of open data and of surveyors: positions titled as they title them."""

from tests.data.programs.tables import BUILDING


def opendatasoft() -> bytes:
    """The CSV of a portal of Opendatasoft: both coordinates in one cell, the latitude first."""
    return f"{BUILDING};geo_point_2d\r\nb1;Halle;48095;44.5187, 3.499\r\n".encode("utf-8-sig")


def metres_by_their_names() -> bytes:
    """Coordinates titled by their system, as geographers of a département do."""
    return f"{BUILDING};X_L93;Y_L93\r\nb1;Halle;48095;739870;6380000\r\n".encode()


def conical_metres() -> bytes:
    """Metres of the conical projection of the 44th parallel (CC44, EPSG:3944), as surveyors give them."""
    return f"{BUILDING};X;Y\r\nb1;Halle;48095;1739870;3257000\r\n".encode()


def metres_of_nowhere() -> bytes:
    """Metres of UTM zone 30 N, which are in Lozère in no system."""
    return f"{BUILDING};X;Y\r\nb1;Halle;48095;1016500;4956000\r\n".encode()


def records() -> bytes:
    """The JSON export of a portal: a list of records, without any geometry of GeoJSON."""
    return b'[{"offre_id": "b1", "titre": "Halle", "comm_insee": "48095"}]'
