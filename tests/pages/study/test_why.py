"""« Pourquoi ce chiffre ? » on screen, the levers without effect, the bars of a table: what a reader is given, once it is asked for."""

import re
from types import SimpleNamespace

import pytest

from pages.parts import barred_tables
from pages.parts.barred_tables import Bar, Line, Link
from pages.parts.study import robustness
from pages.parts.study.choosing import changes
from pages.parts.study.effects import origin
from pages.parts.study.view import Choice
from studies import catalog
from studies.toolkit.running.outcome import Headline
from tests.pages.conftest import ROOT

WIDE = "\u00a0"


def tables(page) -> list[str]:
    return [piece.body for piece in page.get("html") if "studio-bars" in piece.body]


def opened(site, slug: str, indicator: str, **asked: str):
    """The page of a study whose « Pourquoi ce chiffre ? » is open under an indicator."""
    site.switch_page(str(ROOT / f"studies/{slug}/page.py"))
    for name, value in asked.items():
        site.query_params[f"{slug}.{name}"] = value
    site.run()
    assert tables(site) == []
    site.session_state[f"{slug}.why.{indicator}"] = True
    return site.run()


def said(page) -> list[str]:
    return [text.value for text in page.markdown]


def test_a_headline_that_has_parts_shows_them_up_to_it_then_what_it_depends_on(site):
    page = opened(site, "datacenter", "public_money")
    cascade, assumptions = tables(page)
    assert "**Ce qui fait 2,14 M€, part par part**".replace(" M€", f"{WIDE}M€") in said(page)
    assert re.findall(r'<th scope="row">(.*?)</th>', cascade) == [
        f"Financement des travaux{WIDE}: subvention",
        "Déficits d&#39;exploitation, additionnés",
        "<strong>En tout</strong>",
    ]
    assert 3 <= assumptions.count("<tr>") - 1 <= 5 and "À vérifier" in assumptions and "ici" in assumptions


def test_the_parts_that_are_nothing_are_counted_and_have_no_line(site):
    page = opened(site, "hydrogen", "pump_price")
    assert "Électrolyseur" not in tables(page)[0]
    assert ":small[7 autres parts sont nulles.]" in said(page)


def test_a_lever_that_was_moved_says_what_it_brings_from_the_scenario_on(site):
    page = opened(site, "hydrogen", "parity_price", scenario="proactive", battery_share="0.2")
    assert any(text.startswith("**Le même chiffre que «") for text in said(page))
    page = opened_again(page, "hydrogen.diesel_price", 1.7)
    way = tables(page)[0]
    assert "Gazole professionnel" in way and "Ce choix" in way and f"1,2{WIDE}€/l → 1,7{WIDE}€/l" in way


def opened_again(page, lever: str, value: float):
    """The same page with a lever moved."""
    page.session_state[lever] = value
    return page.run()


def test_levers_that_do_more_together_say_so(site):
    page = opened(site, "broadband", "lines_to_move", sessions="100", final_coverage="0.99", advisers="20")
    way = tables(page)[0]
    names = re.findall(r'<th scope="row">(?:<strong>)?(.*?)<', way)
    assert names[0] == f"«{WIDE}Tendanciel{WIDE}»" and names[-2:] == ["Ensemble", "Ce choix"]
    assert "ce que ces leviers ne font que l&#39;un avec l&#39;autre" in way


def test_levers_without_effect_are_a_list_that_one_opens(site):
    site.switch_page(str(ROOT / "studies/pork/page.py"))
    site.run()
    site.session_state["pork.idle"] = True
    page = site.run()
    idle, aside = [text.value for text in page.sidebar.markdown if text.value.startswith("- ")]
    assert len(idle.splitlines()) >= 3
    assert re.search(r"(?m)^- Parcours qui manquent.*\s:\sparcours trouvés \(communaux, landes, bois\)$", aside)  # no headline answers to it
    assert not any("ne changent rien de visible" in text.value for text in page.sidebar.markdown)


@pytest.mark.parametrize(
    ("low", "high", "reached", "positive", "words"),
    [
        (2.0, 3.0, 0.5, 1.0, ["Entre 2 et 3 M€, 8 chances sur 10"]),
        (
            -1.0,
            3.0,
            0.1,
            0.6,
            ["Entre −1 et 3 M€, 8 chances sur 10", "Six chances sur dix d'être au-dessus de zéro", "Une chance sur dix d'atteindre"],
        ),
        (2.6, 3.0, 1.0, 1.0, ["Entre 2,6 et 3 M€, 8 chances sur 10", origin.OUTSIDE]),
        (2.5, 2.5, 0.5, 1.0, []),
    ],
)
def test_the_chances_of_a_figure_are_in_full_under_its_name(low, high, reached, positive, words):
    found = origin.chances(Headline("npv", "Valeur", "MEUR_2024", 1, 2.5, low, high, reached, positive))
    assert len(found) == len(words) and all(told.replace(WIDE, " ").startswith(start) for told, start in zip(found, words, strict=True))


def shown(monkeypatch, lines, marks=None) -> str:
    """The HTML of a table."""
    written = []
    monkeypatch.setattr(barred_tables.st, "html", written.append)
    barred_tables.show("Table", ("Nom", "Valeur"), lines, marks)
    return written[0]


def test_bars_share_the_scale_of_their_table(monkeypatch):
    html = shown(monkeypatch, [Line("a", (), Bar(0, 5, "red"), ["5"]), Line("b", (), Bar(10, 5, "blue"), ["-5"])], {"zéro": 0.0, "trois": 2.5})
    assert re.findall(r'<b style="(.*?)"', html) == ["left:0.0%;width:50.0%;background:red", "left:50.0%;width:50.0%;background:blue"]
    assert re.findall(r'<i style="left:(.*?)%;border-left:2px (\w+)', html)[:2] == [("0.0", "solid"), ("25.0", "dotted")]


def test_a_bar_too_short_to_be_seen_keeps_a_width_inside_the_scale(monkeypatch):
    html = shown(monkeypatch, [Line("a", (), Bar(0, 10, "red"), ["10"]), Line("b", (), Bar(10, 10, "red"), ["0"])])
    assert re.findall(r'<b style="left:(.*?)%;width:(.*?)%', html) == [("0.0", "100.0"), ("99.4", "0.6")]


def test_a_table_where_nothing_moves_is_drawn_all_the_same(monkeypatch):
    assert "width:0.6%" in shown(monkeypatch, [Line("a", (), Bar(3, 3, "red"), ["3"])])


def test_a_name_is_text_and_only_a_real_address_is_a_link(monkeypatch):
    hostile = Line(
        "<script>x</script>", ["<b>", Link("ici", 'https://a.fr/"onclick="x'), Link("là", "javascript:alert(1)")], Bar(0, 1, "red"), ["<i>1"]
    )
    html = shown(monkeypatch, [hostile])
    assert "<script" not in html and "<small>&lt;b&gt;" in html and "&lt;i&gt;1" in html
    assert '<a href="https://a.fr/%22onclick=%22x" target="_blank">ici</a>' in html and "javascript" not in html


def test_what_matters_most_of_a_figure_without_object_is_not_told(monkeypatch):
    """A price of what nobody buys in a scenario: the model has one, that the page calls without object; its swings would print it."""
    told = []
    monkeypatch.setattr(robustness.sensitivity, "tornado", lambda *_: ["a swing that nobody should read"])
    monkeypatch.setattr(robustness.prose, "markdown", told.append)
    price = Headline("price", "Prix", "EUR_2024/kg", -1, float("nan"), float("nan"), float("nan"), 0.5)
    monkeypatch.setattr(robustness.origins, "without_object", lambda *_: "presque personne ne fait le plein")
    card = SimpleNamespace(indicators=[SimpleNamespace(id="price")])
    robustness.show(SimpleNamespace(run=lambda _: SimpleNamespace(indicators={"price": price}), card=card), "alone", "price")
    assert told == ["Sans objet dans ce choix : presque personne ne fait le plein."]


def test_the_sentence_of_a_move_says_why_a_figure_loses_its_object_or_finds_one():
    study = catalog.get("hydrogen")
    closed, opened, pooled = Choice("biomethane"), Choice("biomethane", (("stations", 1.0),)), Choice("proactive")
    lost = changes.came_of_it(study, closed.outcome(study), opened.outcome(study))
    assert "15,5\u00a0€/kg → sans objet (presque personne ne fait le plein" in lost
    assert "sans objet → 1,11\u00a0% (avant, capacité des stations, une année pleine : 0\u00a0t/an)" in lost
    gone = changes.came_of_it(study, pooled.outcome(study), closed.outcome(study))
    assert "35\u00a0% → sans objet (capacité des stations, une année pleine : 0\u00a0t/an)" in gone
