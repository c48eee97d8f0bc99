"""« Donner un avis » on the page of a study: the effect of a value before it is sent, what is refused, what is kept."""

import pytest

from data.store.writings import discussion
from data.store.writings.remarks import Position
from pages.parts.remarks import things
from studies.committee import order
from studies.toolkit.reading import units
from tests.pages.conftest import lines
from tests.pages.remarks.conftest import SLUG, contested, page_of, say, signed_in, tabs_of, written_on

FIELDS = f"{SLUG}.remark.0"


@pytest.fixture
def member(opened):
    return signed_in(opened, "Aline Vert")


def on(page, study, name: str, position: Position):
    """The form, on an assumption, that position chosen."""
    page.selectbox(key=f"{SLUG}.remarks.item").set_value(f"parameter:{name}").run()
    page.segmented_control(key=f"{FIELDS}.parameter:{name}.position").set_value(position).run()
    assert not page.exception
    return page


def typed(study, name: str, share: float) -> tuple[str, float]:
    """A value at a share of the range as a person types it, and as the study reads it."""
    one = study.parameters[name]
    shown = round((one.low + share * (one.high - one.low)) * units.find(one.unit).scale, 3)
    return str(shown).replace(".", ","), float(f"{shown / units.find(one.unit).scale:.12g}")


def test_the_public_has_no_tab_while_nothing_was_answered(opened, site):
    page = page_of(site, None, "L'essentiel")
    assert "Avis" not in tabs_of(page)
    assert not [button for button in page.button if "remark-on" in (button.key or "")]


def test_the_heaviest_assumption_comes_first_and_communes_are_offered(opened, study):
    offered = list(things.of_study(study))
    assert offered[0] == f"parameter:{order.by_weight(study)[0].parameter}"
    assert things.of_study(study)["commune:48095"] == "Commune\N{NO-BREAK SPACE}: Mende"


def test_the_effect_of_a_value_is_that_of_a_run_before_anything_is_sent(opened, study, site, member):
    name = contested(study)
    page = on(page_of(site, member), study, name, Position.HIGH)
    words, value = typed(study, name, 0.1)
    page.text_input(key=f"{FIELDS}.parameter:{name}.value").set_value(words).run()
    told = written_on(page)
    assert "L'effet de cette valeur" in told
    before, after = study.run(study.card.default_scenario).indicators, study.run(study.card.default_scenario, **{name: value}).indicators
    moved = [headline for headline in after.values() if headline.value != before[headline.id].value]
    assert moved
    for headline in moved:
        shown = units.headline(headline.value, headline.unit, unit_too=False).replace("\N{NARROW NO-BREAK SPACE}", " ")
        assert f"→ {shown}</strong>" in told
    assert discussion.of_study(opened, member, SLUG) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [("douze", "n'est pas un nombre"), ("1.234.567,8", "se lit de deux façons"), ("999999999", "« trop haut » demande une valeur au-dessous de")],
)
def test_what_is_no_value_on_that_side_is_told_in_french_and_not_sent(opened, study, site, member, text, told):
    name = contested(study)
    page = on(page_of(site, member), study, name, Position.HIGH)
    page.text_input(key=f"{FIELDS}.parameter:{name}.value").set_value(text).run()
    assert told in written_on(page) or "n'est pas possible ici" in written_on(page)
    page.text_area(key=f"{FIELDS}.text").set_value("Parce que.")
    page.button(key=f"{FIELDS}.send").click().run()
    assert "Rien n'est envoyé" in written_on(page)
    assert discussion.of_study(opened, member, SLUG) == []


def test_a_position_is_kept_with_its_value_and_the_form_is_empty_again(opened, study, site, member):
    name = contested(study)
    page = on(page_of(site, member), study, name, Position.HIGH)
    words, value = typed(study, name, 0.1)
    page.text_input(key=f"{FIELDS}.parameter:{name}.value").set_value(words)
    page.text_area(key=f"{FIELDS}.text").set_value("Les devis <b>disent</b> moins.")
    page.text_input(key=f"{FIELDS}.source").set_value("Trois devis")
    page.toggle(key=f"{FIELDS}.named").set_value(True)
    page.button(key=f"{FIELDS}.send").click().run()
    assert not page.exception
    assert "votre avis est gardé" in written_on(page)
    (kept,) = discussion.of_study(opened, member, SLUG)
    assert (kept.item, kept.position, kept.value) == (f"parameter:{name}", Position.HIGH, value)
    assert (kept.text, kept.source, kept.version) == ("Les devis <b>disent</b> moins.", "Trois devis", study.version)
    assert page.text_area(key=f"{SLUG}.remark.1.text").value == ""
    assert "Les devis <b>disent</b> moins." in [text.value for text in page.text]


def test_a_remark_on_a_commune_has_no_position(opened, study, site, member):
    page = page_of(site, member)
    page.selectbox(key=f"{SLUG}.remarks.item").set_value("commune:48095").run()
    assert not [control for control in page.segmented_control if "position" in control.key]
    page.text_area(key=f"{FIELDS}.text").set_value("La fibre y est depuis mars.")
    page.button(key=f"{FIELDS}.send").click().run()
    (kept,) = discussion.of_study(opened, member, SLUG)
    assert (kept.item, kept.position, kept.value) == ("commune:48095", None, None)


def test_nothing_written_is_said_and_what_was_chosen_stays(opened, study, site, member):
    name = contested(study)
    page = on(page_of(site, member), study, name, Position.LOW)
    page.button(key=f"{FIELDS}.send").click().run()
    assert "rien n'est écrit" in written_on(page)
    assert page.segmented_control(key=f"{FIELDS}.parameter:{name}.position").value is Position.LOW


def test_a_second_position_on_the_same_figure_says_that_it_replaces_the_first(opened, study, site, member):
    name = contested(study)
    say(opened, member, study, name, 0.1)
    page = page_of(site, member)
    page.selectbox(key=f"{SLUG}.remarks.item").set_value(f"parameter:{name}").run()
    assert "Vous avez dit « trop haut »" in written_on(page)


def test_an_author_answers_and_does_not_give(opened, study, site):
    page = page_of(site, signed_in(opened, "Inès Stage", "author"))
    assert "Avis" in tabs_of(page)
    assert not [field for field in page.selectbox if field.key == f"{SLUG}.remarks.item"]


def test_beside_a_chart_an_option_an_assumption_one_opens_the_form_on_it(opened, study, site, member):
    page = page_of(site, member, "L'essentiel")
    option = study.card.options[0].id
    assert page.button(key=f"{SLUG}.remark-on.result:with_fibre").label == "Avis"
    page.selectbox(key=f"{SLUG}.remark-on.option").set_value(f"option:{option}").run()
    assert not page.exception
    assert page.session_state[f"{SLUG}.tab"] == "Avis"
    assert page.selectbox(key=f"{SLUG}.remarks.item").value == f"option:{option}"


@pytest.mark.parametrize(("tab", "item"), [("L'essentiel", "commune:48095"), ("Questions du comité", "question:")])
def test_a_question_and_the_commune_on_the_map_have_their_button(opened, study, site, member, tab, item):
    page = page_of(site, member, tab, **{"map.commune": "Mende"})
    beside = next(button for button in page.button if f"remark-on.{item}" in (button.key or ""))
    named = beside.key.partition("remark-on.")[2]
    beside.click().run()
    assert not page.exception
    assert page.selectbox(key=f"{SLUG}.remarks.item").value == named


def test_the_public_is_shown_none_of_it(opened, study, site):
    page = page_of(site, None, "L'essentiel", **{"map.commune": "Mende"})
    assert not [widget for widget in (*page.button, *page.selectbox) if "remark" in (widget.key or "")]


def test_the_table_of_assumptions_has_one_list_that_opens_the_form_and_counts_what_was_said(opened, study, site, member):
    name = contested(study)
    say(opened, member, study, name, 0.1)
    page = page_of(site, member, "Hypothèses")
    listed = page.selectbox(key=f"{SLUG}.remark-on.assumption")
    assert any("(1 avis)" in words for words in listed.options)
    assert "(1 avis)" in " ".join(lines(page))
    listed.set_value(f"parameter:{name}").run()
    assert not page.exception
    assert page.selectbox(key=f"{SLUG}.remarks.item").value == f"parameter:{name}"


def test_nobody_gives_an_opinion_on_a_version_shown_as_it_was_kept_or_on_a_preview(opened, study, site, member):
    site.user = {"session": member.session}
    site.switch_page("pages/publishing/preview.py")
    site.query_params["etude"] = SLUG
    assert "Avis" not in tabs_of(site.run())
