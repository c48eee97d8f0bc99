"""Every text that the product shows or hands out keeps the rules of French, and its figures are those of the models: nobody reads forty
screens again to find « 25 anss », or two values of one result."""

from urllib.parse import urlsplit

import pytest

from data.ground import french
from pages.parts import menu
from pages.parts.charts import chart_panel
from pages.parts.charts.taken import ForPrograms
from pages.parts.home import advised
from studies import catalog
from studies.exports import tables_for_machines
from studies.toolkit.reading import units
from tests.french import figures, reading, rules

CHARTS = {"broadband": 10, "datacenter": 14, "hydrogen": 17, "pork": 16}  # those that the pages draw in their first scenario, questions open
# Rankings by the weights of who reads: nothing that is kept gives them, and they say so.
ON_SCREEN = {"ranks", "zones"}


@pytest.fixture(scope="module")
def charts() -> dict[str, ForPrograms]:
    """What each chart says to who would read it by a program, by the key of the chart, once `said` has drawn them all."""
    return {}


@pytest.fixture(scope="module")
def said(charts) -> list[reading.Said]:
    """Each text once, from one rendering of each page."""
    drawn = chart_panel.chart

    def seen(room: chart_panel.Room, figure: object, title: str, alt: str, key: str, *more: object, **named: object) -> None:
        charts[key] = room.taken.programs()
        drawn(room, figure, title, alt, key, *more, **named)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(chart_panel, "chart", seen)
        return list(dict.fromkeys([*reading.pages(), *reading.files()]))


def test_every_chart_of_every_page_says_where_a_program_reads_it(said, charts):
    for slug, least in CHARTS.items():
        assert sum(key.startswith(f"{slug}.") for key in charts) >= least, slug
    without = {key.rpartition(".")[2] for key, found in charts.items() if not found.addresses}
    assert without == ON_SCREEN
    assert all(found.said and "la page les calcule" not in found.said for found in charts.values())


def test_every_address_that_a_chart_gives_is_one_of_the_studio(said, charts):
    known = {f"/api/tables/{name}.json" for name in tables_for_machines.given()}
    known |= {f"/api/studies/{study.slug}/brouillon/{name}.json" for study in catalog.studies() for name in study.results}
    given = {urlsplit(address).path for found in charts.values() for address in found.addresses}
    assert given and given <= known


def test_all_the_pages_and_files_are_read(said):
    places = {text.where.partition(" ")[0] for text in said}
    assert places >= {*menu.addresses(), "sites.xlsx,", "sites.html", "layer"}
    kinds = {text.where.partition("(")[2].rstrip(")") for text in said}
    assert kinds >= {"markdown", "caption", "table", "metric", "slider", "expander", "plotly_chart", "deck_gl_json_chart", "page_link"}


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_no_text_breaks_the_rule(said, rule):
    read = (
        said if rule is not rules.loose_sign else [text for text in said if text.where.startswith("/")]
    )  # a file hands deposited texts out as they are
    wrong = [f"{text.where} | {found} | {text.text[:150]}" for text in read if (found := rule(rules.readable(text.text)))]
    assert not wrong, f"{len(wrong)} texts:\n" + "\n".join(wrong)


@pytest.mark.parametrize("study", catalog.studies(), ids=lambda study: study.slug)
def test_a_figure_that_stands_after_its_name_is_that_of_the_model_wherever_the_page_writes_it(said, study):
    page = "\n".join(text.text for text in said if text.where.startswith(f"/{study.card.url} "))
    told = {label: numbers for label in figures.labels(study) if (numbers := figures.told(page, label))}
    written = figures.written(study, told)
    assert {label: wrong for label, numbers in told.items() if (wrong := set(numbers) - written[label])} == {}
    assert {indicator.label for indicator in study.card.indicators} <= set(told)


@pytest.mark.parametrize("study", catalog.studies(), ids=lambda study: study.slug)
def test_each_headline_is_the_same_on_its_card_and_at_home(said, study):
    shown = [french.spaced(units.headline(headline.value, headline.unit)) for headline in study.run().indicators.values()]
    cards = {text.text for text in said if text.where == f"/{study.card.url} (metric)"}
    assert set(shown) <= cards
    advice = advised.headline(study, advised.outcome(study))
    assert f"{french.spaced(units.headline(advice.value, advice.unit))}" in {text.text for text in said if text.where == "/ (metric)"}
