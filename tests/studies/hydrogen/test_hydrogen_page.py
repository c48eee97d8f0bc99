"""The fifteen questions of the committee of the hydrogen study, on its page: an answer each, and what it rests on once it is opened."""

import json
import re
from pathlib import Path
from threading import Event

import pytest

from pages.parts.study.view import View
from studies import catalog
from studies.hydrogen.screens import common, decide, money, road, solving
from studies.hydrogen.screens import sizes as page_sizes
from tests.pages.conftest import Visitor, in_whole

ROOT = Path(__file__).parents[3]
QUESTIONS, HOURLY = 15, 12
TOLD_IN_TABLES = (1, 11)  # the questions that no chart answers
NARROW = "\N{NO-BREAK SPACE}"
# Words that the details of each question must show, whatever the values.
SHOWN = {
    1: "Les quatre options",
    2: "Sortie d'électrolyseur",
    3: "Clermont-Ferrand",
    4: "Ce que d'autres paient",
    5: "Années d'attente",
    6: "Bascule face au diesel",
    7: "Tracteur à hydrogène",
    8: "électromécanique",
    9: "plafond",
    10: "Saint-Chély",
    11: "Pourquoi ce rang",
    12: "synthétiques",
    13: "Tiré du gaz naturel",
    14: "Palais du Roy",
    15: "qui déplacent le plus la réponse",
}
ENGLISH = re.compile(r"\b(baseline|dashboard|tornado|run|payload|draw|year|price|share|error)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def site():
    return Visitor.new().run()


def opened(site, *questions, scenario="trend", **chosen):
    """The page of the study, with some questions opened, and what the visitor chose; a scenario with a station, unless another is told."""
    chosen["scenario"] = scenario
    for number in range(1, QUESTIONS + 1):
        site.session_state[f"hydrogen.question-{number}"] = number in questions
    for name, value in chosen.items():
        site.session_state[f"hydrogen.{name}"] = value
    site.switch_page(str(ROOT / "studies/hydrogen/page.py"))
    in_whole(site)
    page = site.run()
    if HOURLY in questions:
        solving.SOLVER.submit(int).result()  # one year at a time: what the page asked for is solved before this
        page = site.run()
    assert not page.exception, page.exception
    return page


@pytest.fixture(scope="module")
def read(site):
    """What one visit reads in each question, all of them opened."""
    return in_each_question(opened(site, *range(1, QUESTIONS + 1)))


@pytest.fixture(scope="module")
def read_without_station(site):
    """The same under the option that the study advises, the first that a visitor sees."""
    found = in_each_question(opened(site, *range(1, QUESTIONS + 1), scenario="biomethane"))
    site.session_state["hydrogen.scenario"] = "trend"
    return found


def in_each_question(page) -> dict[int, tuple[str, list[str]]]:
    """By number, the answer and the details of a question, and the charts of its details; under 0, the charts outside of the questions."""
    drawers = [drawer for drawer in page.expander if drawer.label.startswith("Voir ")]
    assert len(drawers) == QUESTIONS
    found = {
        number: (f"{answer}\n{words(drawer)}", charts(drawer))
        for number, (answer, drawer) in enumerate(zip(answers(page), drawers, strict=True), start=1)
    }
    inside = [chart for _, drawn in found.values() for chart in drawn]
    return found | {0: ("", [chart for chart in charts(page) if chart not in inside])}


def words(page) -> str:
    """All that the page writes."""
    return "\n".join(block.value for block in page.markdown)


def answers(page) -> list[str]:
    """The sentence after each question, in order."""
    texts = [block.value for block in page.markdown]
    return [texts[place + 1] for place, text in enumerate(texts) if re.match(r":small\[\*\*\d+\. ", text)]


def test_every_question_is_answered_by_a_sentence_with_its_figures(site):
    found = answers(opened(site))
    assert len(found) == QUESTIONS
    assert all(answer.startswith("### ") and len(answer) > 40 and re.search(r"\d", answer) for answer in found), found
    assert not any(ENGLISH.search(answer) for answer in found)


@pytest.mark.parametrize("number", range(1, QUESTIONS + 1))
def test_a_question_shows_what_its_answer_rests_on_once_it_is_opened(read, number):
    written, _ = read[number]
    assert SHOWN[number] in written


def charts(page) -> list[str]:
    """Each chart on screen, as its text."""
    return [json.dumps(json.loads(chart.proto.spec), ensure_ascii=False) for chart in page.get("plotly_chart")]


@pytest.mark.parametrize("number", range(1, QUESTIONS + 1))
def test_biomethane_and_battery_stand_beside_hydrogen_in_every_chart(read, number):
    (_, drawn), (_, above) = read[number], read[0]
    assert len(above) >= 1 and len(drawn) >= (number not in TOLD_IN_TABLES)  # the kilometre at the top, and those of the question
    for chart in above + drawn:
        assert "iométhane" in chart and ("atterie" in chart or "Électricité" in chart), chart[:300]  # an oven has no battery


@pytest.mark.parametrize(
    ("indicator", "level"),
    [
        ("pump_price", "bascule face au biométhane : 4,85"),
        ("parity_price", "bascule face à la batterie : 4,22"),
        ("station_use", "« Biométhane d'abord » : "),
        ("public_money", "« Épreuve : la batterie gagne » : "),
        ("carbon_saved", "« Biométhane d'abord » : "),
    ],
)
def test_whatever_indicator_is_tried_its_swings_are_read_against_both_rivals(site, indicator, level):
    opened(site, robustness=indicator)
    assert site.selectbox(key="hydrogen.robustness").value == indicator
    robustness = next(
        text for text in words(site).replace(NARROW, " ").replace("\u00a0", " ").split("\n") if "Pointillés, de gauche à droite" in text
    )
    assert level in robustness
    assert "iométhane" in robustness and "atterie" in robustness
    site.session_state["hydrogen.robustness"] = "pump_price"


@pytest.mark.parametrize("scenario", ["nothing", "biomethane", "proactive", "wait", "breakthrough", "battery"])
def test_the_page_stands_under_every_scenario(site, scenario):
    page = opened(site, scenario=scenario)
    assert page.radio(key="hydrogen.scenario").value == scenario
    assert len(answers(page)) == QUESTIONS
    site.session_state["hydrogen.scenario"] = "trend"


@pytest.mark.parametrize("question", range(1, QUESTIONS + 1))
def test_every_question_opens_where_no_station_is(read_without_station, question):
    written, _ = read_without_station[question]
    assert SHOWN[question] in written or question == HOURLY
    assert "inconnu" not in written.split("\n")[0]


def test_the_answer_speaks_of_the_advised_option_with_its_own_euros_whatever_is_on_screen(site):
    spent = common.money(float(catalog.get("hydrogen").run("biomethane").data.public_money))
    for scenario in ("biomethane", "proactive", "trend"):
        first = answers(opened(site, scenario=scenario))[0]
        assert "Biométhane d'abord" in first and spent in first, scenario
    site.session_state["hydrogen.scenario"] = "trend"


@pytest.mark.parametrize("scenario", ["biomethane", "proactive", "trend"])
def test_public_money_is_the_same_on_the_card_among_the_options_and_in_who_pays(scenario):
    study = catalog.get("hydrogen")
    view = View(study, study.run(scenario), study.run(study.card.reference), study.scenarios[scenario].title)
    card = view.outcome.indicators["public_money"].value
    assert money.who_pays(view, "ici", view.outcome)["Argent public et émissions"].startswith(f"{common.money(card)}, ")
    assert sum(float(view.outcome.data.spent.sel(post=post)) for post in view.names("post")) == pytest.approx(card)
    rows = decide.options(view).set_index("option")["argent_public_meur"]
    assert [rows[option.title] for option in study.card.options if option.scenario == scenario] in ([card], [])


def test_no_text_has_another_public_money():
    written = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "studies/hydrogen/text").glob("*.md"))
    assert "de soutien" not in written and "avec l'exploitation" not in written


def test_a_lever_moves_the_answers(site):
    still = answers(opened(site))
    site.session_state["hydrogen.hgv_share"] = 0.1
    moved = answers(site.run())
    assert still[0] != moved[0] and still[1] != moved[1]
    site.session_state["hydrogen.hgv_share"] = 0.005


def test_a_choice_without_electrolyser_says_so(site):
    page = opened(site, 12, delivered_share=1.0)
    assert any("Pas d'électrolyseur dans ce choix" in answer for answer in answers(page))
    site.session_state["hydrogen.delivered_share"] = 0.0


def test_the_page_does_not_wait_for_the_hours_of_a_new_choice(site):
    opened(site, HOURLY)
    hold = Event()
    solving.SOLVER.submit(hold.wait)
    site.session_state["hydrogen.tank_days"] = 3.0
    page = site.run()
    assert any("en train d'être résolues" in block.value for block in page.info)
    assert "Au marché de 2022" in words(page)  # what does not need the hours is there
    hold.set()
    solving.SOLVER.submit(int).result()
    page = site.run()
    assert not page.info
    assert "Cette semaine-là, la machine tourne" in words(page)


def test_the_sizes_are_solved_exactly_when_one_asks_and_the_levers_may_take_the_best(site):
    opened(site, HOURLY)
    assert "Résolu exactement, le moins cher" not in words(site)  # nobody asked
    hold = Event()
    solving.SOLVER.submit(hold.wait)
    page = site.button(key="hydrogen.size").click().run()
    assert any("2 tailles de machine en train d'être résolues" in block.value for block in page.info)
    hold.set()
    solving.SOLVER.submit(int).result()
    page = site.run()
    assert not page.info
    best = "Résolu exactement, le moins cher : 1 module de 0,5 MW, 2,2 jours de réservoir"
    assert best in words(page).replace(NARROW, " ")
    page = site.button(key="hydrogen.take-size").click().run()
    solving.SOLVER.submit(int).result()
    page = site.run()
    assert (page.slider(key="hydrogen.full_load_hours").value, page.slider(key="hydrogen.tank_days").value) == (4_300, 2.2)
    assert "0,5 MW" in answers(page)[HOURLY - 1].replace(NARROW, " ")
    assert best in words(page).replace(NARROW, " ")  # the sizes do not depend on the levers that they replace
    page = site.button(key="hydrogen.reset").click().run()
    site.session_state["hydrogen.stations"] = 2
    page = site.run()
    assert page.button(key="hydrogen.size") and best not in words(page).replace(NARROW, " ")  # another choice is another question
    site.session_state["hydrogen.stations"] = 1


def test_no_size_to_look_for_is_said(site, monkeypatch):
    nothing = page_sizes.candidates
    monkeypatch.setattr(page_sizes, "candidates", lambda view: nothing(view).iloc[:0])
    site.session_state["hydrogen.sizing"] = None  # nobody asked yet
    opened(site, HOURLY)
    page = site.button(key="hydrogen.size").click().run()
    assert not page.exception
    assert "aucun électrolyseur ne tournerait assez" in words(page)


@pytest.mark.parametrize("scenario", ["trend", "proactive", pytest.param("breakthrough", marks=pytest.mark.nightly)])
def test_a_size_solved_exactly_costs_what_the_model_says_of_it_within_the_stated_doubt(scenario):
    study, patient = catalog.get("hydrogen"), {"gap_delay": 0}  # without it, a dearer size would be asked for less
    view = View(study, study.run(scenario, **patient), study.run("trend"), study.scenarios[scenario].title)
    frame = page_sizes.candidates(view)
    sizes = page_sizes.exact_prices(view, frame, [page_sizes.cheapest_tank(view, row).result() for row in frame.itertuples()])
    assert len(sizes) >= 2
    for size in sizes.itertuples():
        beside = study.run(scenario, full_load_hours=size.asked, tank_days=size.days, **patient).data
        assert float(beside.electrolyser_power) == size.electrolyser_power
        assert size.pump_price == pytest.approx(float(beside.pump_price), abs=float(beside.dispatch_doubt))


def test_the_page_says_that_weather_and_market_are_synthetic(read):
    written, _ = read[12]
    assert "Météo et marché synthétiques" in written


def test_the_strip_of_the_a75_shows_every_station_and_where_one_would_do(read):
    written, charts_of_the_road = read[6]
    assert "entre les kilomètres 135 et 200" in written
    drawn = next(chart for chart in charts_of_the_road if "Clermont-Ferrand, km 0" in chart)
    for station in ("Les Gravanches", "Rodez, Braley", "Saint-Jean-de-Védas", "Narbonne"):
        assert station in drawn


def test_one_station_keeps_the_rule_only_where_both_gaps_are_short_enough():
    """By hand: 335 km of road, 200 km at most between two stations, one at each end."""
    first, last = road.single(common.marks())
    assert (first, last) == (135, 200)


def test_the_minutes_to_a_zone_are_told_for_each_technology(read):
    text, _ = read[11]
    assert "À moins de 30 min" in text and "À moins de 60 min" in text
    assert "Biométhane demandé" in text and "Électricité des véhicules à batterie" in text


def test_zones_whose_place_is_unknown_have_no_distance_to_residents(read):
    text, _ = read[14]
    assert "ne sont placées qu'à leur commune" in text and "Rubrique 1416" in text


def test_the_essential_says_what_to_do_what_to_watch_and_the_price_of_a_switch():
    text = (ROOT / "studies/hydrogen/text/essential.md").read_text(encoding="utf-8")
    order = [text.index(words) for words in ("Que faire maintenant", "Que surveiller", "À quel prix un camion basculerait")]
    assert order == sorted(order)
    for figure in ("{station_use}", "{parity_price}", "{tie[biogas, hgv]}", "{tie[battery, hgv]}", "{pump_price}"):
        assert figure in text
