"""The results of a study by commune, as a GeoJSON and as a map in one file."""

import json
import re

import pytest

from geo.maps import decks
from studies.exports import commune_maps
from studies.exports.commune_maps import Drawn, Origin
from tests.hostile_texts import TEXTS
from tests.studies.study_changes import good_study

HOSTILE = " ".join(TEXTS.values())
ORIGIN = Origin(f"Étude {HOSTILE}", "0123456789ab", "Tendanciel", "Part : 40 %", "l'intercommunalité")


@pytest.fixture(scope="module")
def codes() -> list[str]:
    return [str(code) for code in good_study().territory.commune.values]


@pytest.fixture(scope="module")
def layers(codes) -> list[Drawn]:
    """A share that nobody knows in Mende, and a count that is 30 in Langogne and nothing elsewhere."""
    shares = {code: None if code == "48095" else 0.25 for code in codes}
    counts = {code: 30.0 if code == "48080" else 0.0 for code in codes}
    classes = {code: None if value is None else 1 for code, value in shares.items()}
    rate = Drawn(
        "rate",
        f"Part {HOSTILE}",
        "share",
        "estimé",
        f"Source : {HOSTILE}",
        shares,
        classes,
        decks.PALETTE[:2],
        (f"moins de 20 % {HOSTILE}", "20 % et plus"),
    )
    return [rate, Drawn("lines", "Lignes", "premises", "réparti", "Source : essai.", counts, {}, (), ())]


def test_the_geojson_has_each_commune_with_its_values_in_the_unit_that_it_says(layers):
    found = json.loads(commune_maps.geojson(layers, ORIGIN))
    by_code = {feature["properties"]["code"]: feature["properties"] for feature in found["features"]}
    assert len(by_code) == 152 and {feature["geometry"]["type"] for feature in found["features"]} <= {"Polygon", "MultiPolygon"}
    assert by_code["48080"] == {"code": "48080", "nom": "Langogne", "intercommunalite": "CC du Haut Allier Margeride", "rate": 25.0, "lines": 30.0}
    assert "rate" not in by_code["48095"]  # unknown is not zero
    assert found["metadata"]["colonnes"]["rate"]["unite"] == "%"
    assert found["metadata"]["colonnes"]["rate"]["titre"] == f"Part {HOSTILE}" and found["metadata"]["Étude"] == f"Étude {HOSTILE}"
    assert found["metadata"]["Scénario"] == "Tendanciel" and found["metadata"]["Ne pas lire sous"] == "l'intercommunalité"


def test_the_map_in_one_file_holds_the_same_and_no_text_acts(layers):
    page = commune_maps.page(layers, ORIGIN).decode("utf-8")
    content = json.loads(re.search(r'<script type="application/json" id="content">(.*?)</script>', page, re.DOTALL)[1])
    rate, lines = content["layers"]
    assert rate["colours"]["48080"] == "#bcaf6f" and rate["colours"]["48095"] == "#ffffff"
    assert lines["circles"]["48080"]["radius"] == 30 and len(lines["circles"]) == 1  # no circle for nothing
    assert content["circle"] == "#0072b2"
    assert content["facts"]["48080"][1] == "Lignes\u00a0: 30\u00a0locaux"
    assert "<td>Langogne</td><td>CC du Haut Allier Margeride</td><td>25\u00a0%</td><td>30\u00a0locaux</td>" in page
    assert "Étude\u00a0: " in page  # no line of the introduction begins by its double sign
    assert rate["title"] == f"Part {HOSTILE}"
    assert page.count("<script") == page.count("</script>") == 3
    assert "<img src=x" not in page and "<svg onload" not in page and 'href="javascript' not in page
    assert 'http-equiv="Content-Security-Policy" content="default-src \'none\'' in page
