"""Any address opens: what can be followed is, and one notice says in French what cannot."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from data.ground import escaping
from pages.parts import address, menu
from tests.pages.conftest import ROOT, Visitor

TOLD = "Le lien demandait"
PAGES = [  # those that have parameters, with the choices that show more of them
    ("", {}),
    ("territoire", {}),
    ("territoire", {"territory.mode": "Quel site convient ?", "territory.transaction": "location"}),
    ("territoire", {"territory.mode": "Quel site convient ?", "territory.weights": "deux à deux"}),
    ("fibre", {}),
    ("tres-haut-debit", {}),
    ("datacenter-de-proximite", {}),
    ("hydrogene", {}),
    ("porc-de-qualite", {}),
]
HOSTILE = [
    "",
    " ",
    "abc",
    "60,5",
    "1\u202f234",
    "inf",
    "-inf",
    "nan",
    "1e309",
    "1e300",
    "-0",
    "-1",
    "99999999",
    "0x10",
    "1_000",
    "true",
    "oui",
    "x" * 10_000,
    "[Identifiez-vous](https://exemple.fr)",
    "<script>",
    "`a`",
    "\u202e\x00",
    "# Titre",
    "=1+1",
    ["1", "2"],
    ["", "a"],
    ["abc", "abc"],
]


def opened(page: str, **parameters) -> AppTest:
    """A page as a new visitor opens it with that address."""
    site = Visitor.new()
    entry = next(entry for entry in menu.entries() if entry.address == page)
    if page:
        site.switch_page(str(entry.file))
    for name, value in parameters.items():
        site.query_params[name] = value
    return site.run()


def notice(page: AppTest) -> str:
    """What the page says that it could not follow."""
    found = [text.value for text in page.markdown if text.value.startswith(TOLD)]
    assert len(found) <= 1
    return found[0].replace("\u00a0", " ") if found else ""


def broadband(**levers) -> AppTest:
    return opened("tres-haut-debit", **{f"broadband.{name}": value for name, value in levers.items()})


@pytest.mark.parametrize(("value", "followed"), [("60,5", 60.5), ("60.5", 60.5), ("60", 60.0), (" 60\u202f", 60.0), (["1", "60"], 60.0)])
def test_a_number_is_followed_however_french_it_is(value, followed):
    assert broadband(sessions=value).slider(key="broadband.sessions").value == followed


def test_a_number_without_an_upper_bound_still_has_its_lower_one():
    for wrong in ("-3", "-0,5"):
        with pytest.raises(address.NotFollowed, match="au moins 0"):
            address.Number(whole=True).read(wrong)
    assert address.Number(whole=True).read("500") == ("500", "")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        (
            "sessions",
            "99999",
            "Le lien demandait « Séances de médiation numérique » = « 99999 » : hors des bornes (0 à 300) ; la valeur du scénario est gardée.",
        ),
        (
            "sessions",
            "abc",
            "Le lien demandait « Séances de médiation numérique » = « abc » : ce n'est pas un nombre ordinaire ; la valeur du scénario est gardée.",
        ),
        ("sessions", "1e309", "« 1e309 » : ce n'est pas un nombre ordinaire"),
        ("sessions", "nan", "« nan » : ce n'est pas un nombre ordinaire"),
        ("sessions", "", "« Séances de médiation numérique » = (vide) : la valeur manque"),
        ("sessions", ["1", "2"], "« 1 puis 2 » : demandé plusieurs fois ; seule la dernière valeur compte"),
        ("scenario", "", "« Scénario » = (vide) : la valeur manque ; « Tendanciel » est affiché."),
        ("scenario", "nope", "choix inconnu (il y a : Tendanciel, Volontariste, Rupture, Fracture…) ; « Tendanciel » est affiché."),
        ("scenario", "Volontarist", "choix inconnu (le plus proche : Volontariste) ; « Tendanciel » est affiché."),
        ("scenario", "proactve", "choix inconnu (le plus proche : Volontariste)"),
        ("map.layer", "nope", "choix inconnu"),
        ("map.commune", "langone", "aucune commune de Lozère n'a ce nom (le plus proche : Langogne)"),
        ("nope", "1", "« nope » = « 1 » : cette page ne connaît pas ce paramètre"),
    ],
)
def test_what_cannot_be_followed_is_said_with_what_stands_instead(name, value, words):
    page = broadband(**{name: value})
    assert not page.exception
    assert words in notice(page)
    assert value == ["1", "2"] or not page.query_params  # the address is what was followed


@pytest.mark.parametrize(
    "page",
    ["inventaire", "equipe", "erreurs", "compte", "scenario", "sources", "methode", "accessibilite", "mentions-legales", "scenario?code=aaaaaa"],
)
def test_what_a_page_does_not_know_is_said_by_those_that_ask_for_nothing_too(page):
    name, _, code = page.partition("?code=")
    shown = opened(name, nope="1", **({"code": code} if code else {}))
    assert not shown.exception
    assert "« nope » = « 1 » : cette page ne connaît pas ce paramètre" in notice(shown)


@pytest.mark.parametrize(
    ("code", "words"), [("x" * 10_000, "texte trop long (40 caractères au plus)"), ("\u202e\x00", "texte illisible"), (["a", "b"], "« a puis b »")]
)
def test_a_code_that_cannot_be_read_is_said(code, words):
    shown = opened("scenario", code=code)
    assert not shown.exception
    assert words in notice(shown)


@pytest.mark.parametrize("value", ["proactive", "Volontariste"])
def test_a_scenario_is_followed_by_its_title_or_by_its_name(value):
    page = broadband(scenario=value)
    assert page.session_state["broadband.scenario"] == "proactive"
    assert not notice(page)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("land", "Prix du terrain maximal (€ HT par m²)"),
        ("surface", "Surface minimale (m²)"),
        ("power", "Puissance électrique minimale (kVA)"),
        ("minutes", "Accès à l'autoroute A75 (min au plus)"),
    ],
)
def test_an_infinite_filter_opens_the_page_without_it(name, title):
    page = opened("territoire", **{f"territory.{name}": "inf"})
    assert not page.exception
    assert f"« {escaping.markdown(title)} » = « inf »" in notice(page)
    assert page.number_input(key=f"territory.{name}").value is None


def test_an_unknown_site_is_said_and_draws_no_link_and_no_title():
    page = opened("territoire", site="# [Identifiez-vous](https://exemple.fr) et encore bien d'autres mots")
    assert "« site » = « \\# \\[Identifiez-vous\\]\\(https\\:\u2060//exemple.fr\\)… » : ce site n'est pas dans l'inventaire" in notice(page)
    assert not [text for text in page.markdown if "Identifiez" in text.value and not text.value.startswith(TOLD)]


def test_many_faults_are_told_in_a_few_lines_and_counted():
    page = broadband(**{f"nope_{number}": "1" for number in range(9)})
    assert notice(page).count(TOLD) == address.MOST_LINES
    assert notice(page).endswith("… et 5 autres demandes.")


def test_the_notice_goes_when_the_visitor_chooses_and_does_not_come_back():
    page = broadband(sessions="99999")
    assert notice(page) and notice(page.run())
    page.slider(key="broadband.sessions").set_value(60.0).run()
    assert not notice(page)
    assert not notice(page.run())


def test_a_link_of_the_version_before_opens_on_the_same_choice_without_a_word():
    page = broadband(sessions="62.5", scenario="Volontariste", innovation="0.21")  # between two steps of their sliders
    assert not notice(page)
    assert page.slider(key="broadband.sessions").value == 62.5
    assert page.slider(key="broadband.innovation").value == 0.21
    assert page.session_state["broadband.scenario"] == "proactive"


@pytest.mark.parametrize(("page", "more"), PAGES, ids=[f"{page or 'accueil'}-{len(more)}-{rank}" for rank, (page, more) in enumerate(PAGES)])
def test_any_value_of_any_parameter_opens_the_page_and_what_is_not_followed_is_said(page, more):
    clean = opened(page, **more)
    assert not notice(clean) and not clean.exception
    names = sorted(set(clean.session_state[address.NOTICE].known) - set(more))
    assert names

    @settings(max_examples=2, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(values=st.lists(st.sampled_from(HOSTILE), min_size=len(names), max_size=len(names)))
    def opens(values):
        asked = dict(zip(names, values, strict=True))
        shown = opened(page, **more, **asked)
        assert not shown.exception, asked
        assert notice(shown), asked
        left = shown.query_params
        again = opened(page, **left)
        assert not again.exception and not notice(again), (asked, left)  # what is left can be followed
        assert len(notice(shown)) < 2_000

    opens()


def test_every_tied_widget_is_drawn_by_the_address():
    files = [*ROOT.glob("pages/**/*.py"), *ROOT.glob("studies/*/page*.py"), ROOT / "app.py"]
    assert [file.name for file in files if "query-params" in file.read_text("utf-8")] == ["address.py"]
