"""A road network is read, verified and kept: paths, speeds, directions, what is left out, and what is refused with its place and remedy."""

import json
import random
from pathlib import Path

import pandas as pd
import pytest
from pyproj import Transformer

from data import editions
from data.imports import roads
from data.intake.job import Reading
from data.intake.limits import COMMAND_LINE
from data.intake.raw import Rejected
from data.intake.task import Told, silent
from tests.data.programs import geographers

# Two crossings of Lozère 3 km apart, east to west [m, Lambert-93], and the same in degrees.
WEST, EAST = (735_000.0, 6_380_000.0), (738_000.0, 6_380_000.0)
DEGREES = [list(Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True).transform(*place)) for place in (WEST, EAST)]
ROAD = {
    "cleabs": "TRONROUT0000000000000001",
    "nature": "Route à 1 chaussée",
    "importance": "3",
    "sens_de_circulation": "Double sens",
    "vitesse_moyenne_vl": 63,
    "acces_vehicule_leger": "Libre",
    "etat_de_l_objet": "En service",
    "urbain": False,
}


def segment(points: list = DEGREES, kind: str = "LineString", **changed: object) -> dict:
    """A segment of BD TOPO, with some properties changed; a property changed to ... is taken out."""
    properties = {name: value for name, value in (ROAD | changed).items() if value is not ...}
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": points}}


def written(folder: Path, *features: dict, name: str = "troncon_de_route.geojson") -> Path:
    """A file of segments."""
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def imported(folder: Path, *features: dict) -> tuple[Told, pd.DataFrame | None]:
    """What the task says of a file, and the table that it writes."""
    out = folder / "out"
    out.mkdir()
    told = roads.run([written(folder, *features)], COMMAND_LINE, {}, out, silent)
    return told, pd.read_csv(out / roads.SEGMENTS) if (out / roads.SEGMENTS).is_file() else None


def test_a_segment_is_kept_in_metres_with_its_length_and_speed(tmp_path):
    told, frame = imported(tmp_path, segment())
    assert (told.faults, told.remarks) == ([], [])
    assert told.summary == {"rows": 1, "length_km": 3, "ign": True}
    assert frame.loc[0, ["x1", "y1", "x2", "y2", "length_m"]].tolist() == pytest.approx([*WEST, *EAST, 3_000], abs=0.11)
    assert frame.loc[0, ["speed_kmh", "forward", "backward"]].tolist() == [63, 1, 1]


def test_lambert_93_and_heights_are_read_too(tmp_path):
    _, frame = imported(tmp_path, segment([[*WEST, 1_012.5], [736_000.0, 6_381_000.0, 1_013.0], [*EAST, 990.0]]))
    assert frame.loc[0, ["x1", "y1", "x2", "y2"]].tolist() == [*WEST, *EAST]
    assert frame.loc[0, "length_m"] == pytest.approx(1_000 * 2**0.5 + 1_000 * 5**0.5, abs=0.06)  # by the corner, not straight


@pytest.mark.parametrize("made", [geographers.roads_geopackage, geographers.roads_shapefile])
def test_the_layer_of_ign_is_read_as_it_comes_and_the_layer_beside_it_is_told(tmp_path, made):
    path, out = tmp_path / "BDT_2026-03-15", tmp_path / "out"
    path.write_bytes(made(ROAD, [WEST, EAST]))
    out.mkdir()
    told = roads.run([path], COMMAND_LINE, {}, out, silent)
    assert told.faults == []
    assert [str(remark) for remark in told.remarks] == ["couche « autre » | non lue | rien à faire si tout est dans les autres"]
    line = pd.read_csv(out / roads.SEGMENTS).loc[0]
    assert line[["x1", "y1", "x2", "y2", "length_m", "speed_kmh"]].tolist() == [*WEST, *EAST, 3_000, 63]


def test_each_part_of_a_multilinestring_is_a_segment(tmp_path):
    middle = [736_500.0, 6_380_000.0]
    _, frame = imported(tmp_path, segment([[[*WEST], middle], [middle, [*EAST]]], "MultiLineString"))
    assert frame["length_m"].tolist() == [1_500, 1_500]
    assert frame.loc[0, ["x2", "y2"]].tolist() == frame.loc[1, ["x1", "y1"]].tolist()


@pytest.mark.parametrize(
    ("written_way", "forward", "backward"), [("Double sens", 1, 1), ("Sens direct", 1, 0), ("SENS INVERSE", 0, 1), ("Sans objet", 1, 1), (None, 1, 1)]
)
def test_the_direction_of_the_traffic(tmp_path, written_way, forward, backward):
    told, frame = imported(tmp_path, segment(sens_de_circulation=written_way))
    assert frame.loc[0, ["forward", "backward"]].tolist() == [forward, backward]
    assert ["sans sens de circulation" in remark.fault for remark in told.remarks] == ([True] if written_way is None else [])


@pytest.mark.parametrize(
    ("changed", "speed"),
    [
        # BD TOPO, descriptif de contenu 3.0, rules of "Vitesse moyenne VL"
        ({"importance": "1"}, 67),
        ({"importance": 4}, 58),
        ({"importance": "5"}, 35),
        ({"importance": "5", "urbain": True}, 30),
        ({"nature": "Type autoroutier", "importance": "1"}, 125),
        ({"nature": "Route à 2 chaussées", "importance": "2", "urbain": "Vrai"}, 50),
        ({"nature": "Bretelle", "importance": "5"}, 30),
        ({"nature": "Rond-point"}, 25),
        ({"nature": "Route empierrée", "importance": None}, 10),
    ],
)
def test_a_road_that_says_no_speed_has_that_of_its_kind_and_it_is_told(tmp_path, changed, speed):
    told, frame = imported(tmp_path, segment(vitesse_moyenne_vl=None, **changed))
    assert frame["speed_kmh"].tolist() == [speed]
    assert [remark.fault for remark in told.remarks] == ["1 tronçon sans vitesse : celle que l'IGN donne à leur nature et à leur importance"]


def test_the_speed_that_somebody_wrote_counts_before_that_of_ign(tmp_path):
    _, frame = imported(tmp_path, segment(vitesse_kmh="47,5"))
    assert frame["speed_kmh"].tolist() == [47.5]


@pytest.mark.parametrize(
    "changed",
    [
        {"vitesse_moyenne_vl": 0},
        {"vitesse_moyenne_vl": 1, "nature": "Chemin"},
        {"vitesse_moyenne_vl": None, "nature": "Sentier"},
        {"vitesse_moyenne_vl": None, "importance": "6"},
        {"acces_vehicule_leger": "Physiquement impossible"},
        {"acces_vehicule_leger": "Restreint aux ayants droit"},
        {"etat_de_l_objet": "En projet"},
    ],
)
def test_what_cars_do_not_drive_is_left_out_and_counted(tmp_path, changed):
    told, frame = imported(tmp_path, segment(), segment(**changed), segment(**changed))
    assert len(frame) == 1
    assert [remark.fault for remark in told.remarks] == [
        "2 tronçons fermés aux voitures (chemins, sentiers, accès restreint, hors service), lus et non gardés"
    ]


def test_a_road_of_which_nothing_is_known_is_left_out_not_guessed(tmp_path):
    told, frame = imported(tmp_path, segment(), segment(vitesse_moyenne_vl=None, nature="Piste"), segment(vitesse_moyenne_vl=None, importance=None))
    assert len(frame) == 1
    assert [remark.fault for remark in told.remarks] == ["2 tronçons sans vitesse ni nature connue, lus et non gardés"]


def test_a_network_in_pieces_is_told(tmp_path):
    far = [[x, y + 20_000] for x, y in (WEST, EAST)]
    told, _ = imported(tmp_path, segment([[*WEST], [*EAST]]), segment(far))
    what = "réseau en 2 morceaux, le plus grand porte 50 % des tronçons, moins de 90 % (posé, à vérifier)"
    assert [remark.fault.replace("\u00a0", " ") for remark in told.remarks] == [what]


def test_a_network_scattered_in_pieces_is_refused(tmp_path):
    apart = [segment([[x, y + 2_000 * index] for x, y in (WEST, EAST)]) for index in range(3)]
    told, frame = imported(tmp_path, *apart)
    assert frame is None
    what = "réseau en 3 morceaux, le plus grand porte 33 % des tronçons, moins de 40 % (posé, à vérifier)"
    assert [fault.fault.replace("\u00a0", " ") for fault in told.faults] == [what]


def test_a_segment_given_twice_is_told(tmp_path):
    told, _ = imported(tmp_path, segment(), segment())
    assert [remark.fault for remark in told.remarks] == ["1 tronçon en double (mêmes bouts, même longueur)"]


@pytest.mark.parametrize(
    ("features", "place", "fault"),
    [
        ([segment(), segment(sens_de_circulation="Sens unique")], "objet 2", "« Sens unique » hors de la liste"),
        ([segment(vitesse_moyenne_vl=300)], "objet 1", "vitesse de 300 km/h"),
        ([segment(vitesse_kmh="vite")], "objet 1", "n'est pas un nombre"),
        ([segment([[*WEST]])], "objet 1", "moins de deux points"),
        ([segment([[*WEST], ["a", 2]])], "objet 1", "coordonnées illisibles"),
        ([segment([3.5, 44.5], "Point")], "objet 1", "qui n'est pas une ligne"),
        ([{"type": "Feature", "properties": ROAD, "geometry": None}], "objet 1", "tracé absent"),
        ([segment(), segment([[*WEST], [*EAST]])], "fichier", "1 tronçon en degrés et les autres en mètres"),
        ([segment([point[::-1] for point in DEGREES])], "fichier", "axes inversés"),
        ([segment([list(WEST[::-1]), list(EAST[::-1])])], "fichier", "axes inversés"),
        ([segment([[*WEST], [*EAST]]), segment([[*EAST], [1e300, 6.4e6]])], "objet 2", "point hors de la carte de France"),
        ([segment([[*WEST], [*EAST]]), segment([[*EAST], [735_000.0, -1e308]])], "objet 2", "point hors de la carte de France"),
        ([segment(), segment([DEGREES[0], [-61.5, 16.2]])], "objet 2", "point hors de la carte de France"),
        ([segment(), segment([DEGREES[0], DEGREES[1], [3.9, 44.9]])], "objet 2", "km d'un point au suivant, plus de 20\u00a0km"),
        ([segment([[2.35, 48.85], [2.36, 48.85]])], "fichier", "aucun tronçon en Lozère"),
        ([segment(vitesse_moyenne_vl=0)], "troncon_de_route.geojson", "aucun tronçon ouvert aux voitures"),
        ([segment(vitesse_moyenne_vl=..., nature=...)], "troncon_de_route.geojson", "aucune vitesse et aucune nature de route"),
    ],
)
def test_a_network_that_is_wrong_is_refused_with_its_place(tmp_path, features, place, fault):
    told, frame = imported(tmp_path, *features)
    assert frame is None
    assert told.faults[0].place.endswith(place)
    assert fault in told.faults[0].fault
    assert told.faults[0].remedy


def test_a_road_that_goes_out_of_lozere_as_far_as_corsica_is_kept(tmp_path):
    told, frame = imported(tmp_path, segment(), segment([[9.45, 42.70], [9.46, 42.70]]))  # Bastia
    assert (told.faults, len(frame)) == ([], 2)


def test_all_the_faults_of_a_network_are_told_at_once_up_to_a_hundred(tmp_path):
    told, _ = imported(tmp_path, *[segment(vitesse_moyenne_vl=-5)] * 150)
    assert len(told.faults) == 101
    assert told.faults[-1].fault == "et 50 autres défauts"


def test_a_table_is_no_network(tmp_path):
    path = tmp_path / "routes.csv"
    path.write_text("nature;vitesse_kmh\nRoute à 1 chaussée;50\n", encoding="utf-8")
    told = roads.run([path], COMMAND_LINE, {}, tmp_path, silent)
    assert [fault.fault for fault in told.faults] == ["ce n'est pas une couche de tronçons"]


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_is_refused_or_read_and_nothing_else_happens(tmp_path, seed):
    draw = random.Random(seed)
    content = bytearray(written(tmp_path, segment(), segment(DEGREES[::-1])).read_bytes())
    for _ in range(draw.randint(1, 6)):
        content[draw.randrange(len(content))] = draw.randrange(256)
    if draw.random() < 0.3:
        del content[draw.randrange(len(content)) :]
    path = tmp_path / "damaged.geojson"
    path.write_bytes(content)
    try:
        told = roads.run([path], COMMAND_LINE, {}, tmp_path, silent)
    except Rejected as rejected:
        assert rejected.faults
    else:
        assert bool(told.faults) != (tmp_path / roads.SEGMENTS).is_file()


def test_a_network_becomes_an_edition_that_says_where_it_comes_from(tmp_path):
    path = written(tmp_path, segment(), name="BDTOPO_D048_2026-09-15.geojson")
    reading = Reading("roads", [path], COMMAND_LINE)
    edition, told = roads.keep(reading.answer(), [path])
    assert told == "Édition n° 1 gardée : 1 tronçon, 3\u00a0km. Les temps d'accès se calculent désormais par la route."
    card = edition.card
    assert (card.producer, card.licence, card.data_on, card.rows) == ("IGN", "Licence Ouverte 2.0", "2026-09-15", 1)
    again, told = roads.keep(reading.answer(), [path])
    assert again.card.number == 1
    assert told.startswith("Déjà importé (édition n° 1")
    assert len(editions.listing(roads.KIND)) == 1


def test_a_network_of_somebody_else_says_that_its_origin_is_not_known(tmp_path):
    path = written(tmp_path, segment(cleabs=...), name="reseau_2026-19-45.geojson")
    reading = Reading("roads", [path], COMMAND_LINE)
    card = roads.keep(reading.answer(), [path])[0].card
    assert (card.producer, card.licence, card.data_on) == ("non dit par le fichier", "à vérifier", roads.UNDATED)


def test_a_faulty_network_is_never_kept(tmp_path):
    path = written(tmp_path, segment(vitesse_moyenne_vl=300))
    reading = Reading("roads", [path], COMMAND_LINE)
    with pytest.raises(Rejected):
        roads.keep(reading.answer(), [path])
    assert editions.current(roads.KIND) is None
