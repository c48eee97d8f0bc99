"""A drawing of a study that fails: told where it stands with the line of its author, and the rest of the page goes on."""

import re

import pytest

from studies.broadband.screens import network

SECRET = "mot de passe 1234"


@pytest.fixture
def failing(monkeypatch):
    """The broadband study, whose first question reads a column that does not exist."""

    def published(_view):
        raise KeyError(SECRET)

    monkeypatch.setattr(network, "published", published)


def test_the_author_reads_its_line_and_the_other_answers_stand(failing, study_page, incidents_told):
    page = study_page()
    told = [error.value.replace("\u00a0", " ") for error in page.error]
    assert not page.exception and len(told) == len(incidents_told) == 1
    assert re.search(r"Cette partie n'a pas pu s'afficher\..* numéro d'incident [0-9A-F]{8}", told[0])
    assert re.search(r"elle s'arrête à studies/broadband/screens/network\.py, ligne \d+ \(KeyError\)", told[0])
    assert "`python -m pages draw broadband`" in told[0]
    assert SECRET not in told[0] and SECRET in str(incidents_told[0])
    texts = "\n".join(text.value for text in page.markdown).replace("\u00a0", " ")
    assert "La promesse a-t-elle été tenue" in texts and "Qui a payé quoi" in texts
    assert page.metric and page.get("plotly_chart")


def test_an_error_of_our_own_code_is_told_for_the_whole_page(monkeypatch, study_page, incidents_told):
    from pages.parts.study import cautioning

    def broken(*_given):
        raise ValueError(SECRET)

    monkeypatch.setattr(cautioning.Cautions, "redraw", broken)
    page = study_page()
    assert page.exception and not incidents_told
