"""A page says what it is before Streamlit draws anything, and without JavaScript: a study its question, its headlines and its answer."""

import re

import pytest

from pages.serving.streamlit_page import first_words
from studies import catalog
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import units
from studies.toolkit.running import runs

HYDROGEN = "/hydrogene"


def words(client, address: str) -> str:
    """What stands in the page before Streamlit, without its tags."""
    found = re.search(r'<main id="studio-first-words">(.*?)</main>', client.get(address).text, re.DOTALL)
    return re.sub("<[^>]+>", " ", found[1]) if found else ""


@pytest.mark.parametrize("study", catalog.studies(), ids=lambda study: study.slug)
def test_each_study_says_its_question_its_headlines_and_its_answer(client, study):
    said = words(client, f"/{study.card.url}")
    assert study.card.question.split()[-2] in said
    for headline in runs.run(study).indicators.values():
        assert units.headline(headline.value, headline.unit) in said
        assert headline.label.split()[0] in said
    assert "{" not in said and "**" not in said


def test_the_figures_are_those_of_the_choice_that_the_address_carries(client):
    study = catalog.get("hydrogen")
    moved = runs.run(study, "proactive", {"hgv_share": 0.037}).indicators["public_money"]
    said = words(client, f"{HYDROGEN}?hydrogen.scenario=proactive&hydrogen.hgv_share=0,037")
    assert "Scénario « Volontariste », 1 levier déplacé." in said.replace("\u202f", " ").replace("\xa0", " ")
    assert units.headline(moved.value, moved.unit) in said
    assert units.headline(moved.value, moved.unit) not in words(client, HYDROGEN)


@pytest.mark.parametrize("asked", ["hgv_share=plein", "hgv_share=inf", "hgv_share=", "scenario=<b>x</b>", "nothing=1", "hgv_share=9e9"])
def test_what_cannot_be_followed_leaves_the_words_of_the_scenario(client, asked):
    assert words(client, f"{HYDROGEN}?hydrogen.{asked}") == words(client, HYDROGEN)


@pytest.mark.parametrize(("address", "title"), [("/", "Le Studio"), ("/territoire", "Territoire"), ("/fibre?territory.mode=x", "Fibre")])
def test_any_other_page_says_its_title_and_that_it_is_coming(client, address, title):
    assert words(client, address).split("  ")[0].strip() == title
    assert "La page arrive" in words(client, address)


def test_a_page_to_print_has_none(client):
    assert words(client, "/hydrogene?vue=imprimer") == ""
    assert '<div id="root">' in client.get("/hydrogene?vue=imprimer").text


def test_the_script_that_takes_them_away_is_kept_for_ever(client):
    script = re.search(r'src="(/scripts/[0-9a-f]{20}\.js)"', client.get(HYDROGEN).text)[1]
    answer = client.get(script)
    assert answer.headers["content-type"].startswith("text/javascript") and "immutable" in answer.headers["cache-control"]


def test_a_choice_that_the_model_refuses_has_none_and_the_page_says_why(client, monkeypatch, caplog):
    def refused(*_given):
        raise BadRequest("étude hydrogen", "ces valeurs ne vont pas ensemble", "en changer une")

    monkeypatch.setattr(first_words, "_written", refused)
    assert words(client, HYDROGEN) == ""
    assert "Premiers mots" not in caplog.text


def test_a_fault_of_a_study_leaves_the_page_to_streamlit_and_is_logged(client, monkeypatch, caplog):
    def broken(*_given):
        raise ZeroDivisionError

    monkeypatch.setattr(first_words, "_written", broken)
    assert words(client, HYDROGEN) == ""
    assert "Premiers mots de /hydrogene" in caplog.text
