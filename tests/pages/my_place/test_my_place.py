"""What the Studio says of a commune: its own figures, those of its intercommunality when they are not read lower, and the way it is chosen."""

import json
from datetime import date

import pytest

from geo import place_facts
from geo.places import chosen
from pages.parts.my_place import decided, told
from studies import catalog
from studies.decisions.followed import Became, Followed
from studies.toolkit.places import written
from tests.pages.conftest import ROOT, text_of

SLUGS = ("broadband", "datacenter", "hydrogen", "pork")
LANGOGNE, MENDE, ALTIER, SAINT_CHELY = "48080", "48095", "48004", "48140"


@pytest.fixture(scope="module")
def studies():
    """The studies of the house under what they advise."""
    return {slug: told.shown(catalog.get(slug)) for slug in SLUGS}


def said_of(study, code: str) -> dict[str, str]:
    """What a study says, by the name of the place of which it says it, with plain spaces."""
    return {said.place.name: " ".join(said.sentences).replace("\u00a0", " ") for said in told.of_study(study, chosen.places()[code])}


def test_all_the_communes_and_intercommunalities_get_from_each_study_sentences_that_are_filled_and_known(studies):
    places = list(chosen.places().values())
    assert [place.is_commune for place in places].count(True) == 152
    assert [place.is_commune for place in places].count(False) == 11  # INSEE, 2025: one of them has a single commune in Lozère
    wrong = []
    for place in places:
        for slug, study in studies.items():
            sentences = [sentence for said in told.of_study(study, place) for sentence in said.sentences]
            assert sentences, (place.name, slug)
            wrong += [(place.name, slug, sentence) for sentence in sentences if "{" in sentence or "inconnu" in sentence.lower()]
    assert wrong == []


def test_copper_stops_first_where_the_press_named_the_commune(studies):
    # 48FM, conférence de presse d'Orange, 2026: Langogne and Altier are among the twelve communes named, Mende is not.
    for code in (LANGOGNE, ALTIER):
        assert (
            "Fin du cuivre** : d'ici fin 2028 (commune nommée parmi les premières)" in said_of(studies["broadband"], code)[chosen.places()[code].name]
        )
    assert "Fin du cuivre** : d'ici fin 2030" in said_of(studies["broadband"], MENDE)["Mende"]
    around = chosen.intercommunality_of(chosen.places()[LANGOGNE])
    assert place_facts.copper_end(around).startswith("d'ici fin 2028 pour Langogne et Saint-Flour-de-Mercoire")


def test_what_is_not_read_of_a_commune_is_said_of_what_holds_it(studies):
    assert list(said_of(studies["broadband"], LANGOGNE)) == ["Langogne", "CC du Haut Allier Margeride"]
    assert list(said_of(studies["pork"], LANGOGNE)) == ["Langogne", "Lozère"]
    assert "locaux" not in said_of(studies["broadband"], LANGOGNE)["Langogne"]
    assert "exploitations" in said_of(studies["pork"], LANGOGNE)["Lozère"]


def test_the_lines_to_switch_of_the_intercommunalities_add_up_to_those_of_lozere(studies):
    study = studies["broadband"]
    parts = [place for place in chosen.places().values() if not place.is_commune]
    counted = [float(told.local(study.outcome, study.study, place).data["lines_to_move_by_commune"]) for place in parts]
    assert all(count.is_integer() for count in counted)  # premises: there is no half of one
    assert sum(counted) == pytest.approx(float(study.outcome.data["lines_to_move"]), abs=len(parts) / 2)


def test_the_studio_knows_all_that_the_sentences_may_name():
    assert tuple(place_facts.of(chosen.places()[LANGOGNE])) == written.FACTS


def test_the_page_says_it_of_the_commune_of_the_link_and_the_other_pages_open_on_it(site):
    site.switch_page(str(ROOT / "pages/my_place.py"))
    site.query_params["lieu"] = "Langogne"
    page = site.run()
    assert not page.exception
    assert page.title[0].value == "Langogne"
    said = text_of(page)
    assert "CC du Haut Allier Margeride : ces chiffres ne se lisent pas plus bas" in said
    assert "558 locaux" in said  # of the option advised, as the map of the study adds them up by intercommunality
    assert "52 locaux** sans fibre fin 2030" in said
    assert "Toute la Lozère** : 7 décisions, 6 à renseigner par l'agence et 1 tenue. Aucune ne nomme Langogne." in said
    page.selectbox(key="place.list").set_value(MENDE).run()
    assert page.title[0].value == "Mende"
    assert page.query_params["lieu"] == "Mende"
    page.switch_page(str(ROOT / "pages/home.py")).run()
    assert page.selectbox(key="home.map.commune").value == MENDE
    assert [layer["id"] for layer in json.loads(page.get("deck_gl_json_chart")[0].proto.json)["layers"] if "selected" in layer["id"]] == [
        f"selected-{MENDE}"
    ]


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("Ouvrir un guichet à Langogne", {LANGOGNE, "200006930"}),
        ("Un bâtiment pour la communauté de communes du Haut Allier Margeride", {LANGOGNE, "200006930"}),
        ("Doter la CC Cœur de Lozère", {MENDE}),
        ("La halle de Saint-Chély-d’Apcher", {SAINT_CHELY}),
        ("Un guichet à Mende-Ouest et à Langognette", set()),
    ],
)
def test_a_decision_touches_the_commune_or_the_intercommunality_that_it_names(text, touched):
    one = Followed("x", date(2026, 1, 1), "Assemblée", text, Became.KEPT, "")
    places = (chosen.places()[code] for code in (LANGOGNE, "200006930", MENDE, ALTIER, SAINT_CHELY))
    assert {place.code for place in places if decided.naming([one], {"x": text}, place)} == touched


def test_a_place_is_named_in_a_sentence_as_one_says_it():
    places = (chosen.places()[LANGOGNE], chosen.places()["200006930"], chosen.department())
    assert [place.in_sentence for place in places] == ["Langogne", "la CC du Haut Allier Margeride", "la Lozère"]


def test_a_link_that_names_no_commune_is_told_and_the_page_asks(site):
    site.switch_page(str(ROOT / "pages/my_place.py"))
    site.query_params["lieu"] = "Lutèce"
    page = site.run()
    assert page.title[0].value == "Ma commune ou mon intercommunalité"
    assert "aucune commune ni intercommunalité de Lozère n'a ce nom" in text_of(page)
