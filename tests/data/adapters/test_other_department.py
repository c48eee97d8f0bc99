"""The service is asked for the département of the home page too; each way it can fail leaves the contours that were there."""

import json

import pytest
import shapely

from data import __main__ as command
from data import official_contours, refresh
from geo.territory import contours
from tests.data import answers

AVEYRON = "12"
STAND_IN = {  # how the service may answer for Aveyron, and what is told
    "an error": (answers.body(b"{}", status=500), "réponse 500"),
    "half of it": (answers.body(b'{"type": "FeatureColl'), "JSON illisible"),
    "the communes of Lozère": (answers.body(answers.changed(lambda answer: None)), "152 communes qui ne sont pas les 285 du paquet"),
}


@pytest.fixture
def aveyron(real, service, monkeypatch):
    """The contours of Aveyron taken from the package, the map of the home page being its own; and the service."""
    monkeypatch.setenv("STUDIO_DEPARTMENT", AVEYRON)
    refresh.from_package(print, AVEYRON)
    return service


def moved_by_a_hundredth(features: list[dict]) -> bytes:
    """The answer of the service for these communes: the same, a hundredth of a degree to the east."""
    shapes = [shapely.transform(shapely.geometry.shape(feature["geometry"]), lambda xy: xy + [0.01, 0.0]) for feature in features]
    found = [
        {"type": "Feature", "properties": {key: feature["properties"][key] for key in ("code", "nom")}, "geometry": shapely.geometry.mapping(contour)}
        for feature, contour in zip(features, shapes, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": found}).encode()


def test_the_service_renews_the_departement_of_the_home_page_too_and_its_intercommunalities_stay(aveyron, capsys):
    card, before = official_contours.read(AVEYRON)
    aveyron.reply = answers.body(moved_by_a_hundredth(before))
    assert command.main(["refresh", "communes"]) == 1  # Lozère is refused: these are not its communes
    assert [path.partition("?")[0] for path in aveyron.asked] == ["/departements/48/communes", "/departements/12/communes"]
    assert "Contours officiels (Aveyron) : 285 communes reçues de 127.0.0.1" in capsys.readouterr().out
    after, features = official_contours.read(AVEYRON)
    assert (after.epci, after.communes_on) == (card.epci, None)
    assert [feature["properties"] for feature in features] == [feature["properties"] for feature in before]
    assert contours.of_department(AVEYRON).frame.total_bounds[0] > 1.84, "moved to the east"


@pytest.mark.parametrize("case", list(STAND_IN))
def test_a_service_in_fault_leaves_the_contours_of_the_other_departement_byte_for_byte(aveyron, case):
    aveyron.reply, words = STAND_IN[case]
    before = official_contours.path(AVEYRON).read_bytes()
    told = refresh.refresh("communes", AVEYRON)
    assert words in told.fault.fault
    assert told.sentence == "Les contours du 1er janvier 2025 restent en place."
    assert official_contours.path(AVEYRON).read_bytes() == before


def test_without_the_contours_of_the_package_the_other_departement_is_not_asked_and_it_is_said(service):
    told = refresh.refresh("communes", AVEYRON)
    assert str(told.fault) == "STUDIO_VAR/communes-12.geojson | contours du paquet absents | relancer « make run », qui les prend"
    assert told.sentence == "Contours officiels (Aveyron) : la carte de ce département attend."
    assert service.asked == []
