"""« Donner un avis » on the page of a study: the effect of a value before it is sent, what is refused, what is kept."""

import pytest

from data.store.writings import discussion
from data.store.writings.remarks import Position
from pages.parts.remarks import finding, things
from studies.committee import order
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import ROLES
from studies.toolkit.running import origins
from tests.pages.remarks.conftest import SLUG, contested, page_of, say, signed_in, tabs_of, written_on

FIELDS, ITEM = f"{SLUG}.remark.0", f"{SLUG}.remarks.item"


@pytest.fixture
def member(opened):
    return signed_in(opened, "Aline Vert")


def asked(page, item: str):
    """The page, its window of remarks open on that thing."""
    page.session_state[ITEM] = item
    return page.run()


def on(page, study, name: str, position: Position):
    """The form, on an assumption, that position chosen."""
    asked(page, f"parameter:{name}")
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
    [("douze", "n'est pas un nombre"), ("2,5,1", "n'est pas un nombre"), ("999999999", "« trop haut » demande une valeur au-dessous de")],
)
def test_what_is_no_value_on_that_side_is_told_in_french_and_not_sent(opened, study, site, member, text, told):
    name = contested(study)
    page = on(page_of(site, member), study, name, Position.HIGH)
    page.text_input(key=f"{FIELDS}.parameter:{name}.value").set_value(text).run()
    assert told in written_on(page) or "n'est pas possible ici" in written_on(page)
    page.text_area(key=f"{FIELDS}.parameter:{name}.text").set_value("Parce que.")
    page.button(key=f"{FIELDS}.parameter:{name}.send").click().run()
    assert "Rien n'est envoyé" in written_on(page)
    assert discussion.of_study(opened, member, SLUG) == []


def test_a_position_is_kept_with_its_value_and_the_form_is_empty_again(opened, study, site, member):
    name = contested(study)
    page = on(page_of(site, member), study, name, Position.HIGH)
    words, value = typed(study, name, 0.1)
    page.text_input(key=f"{FIELDS}.parameter:{name}.value").set_value(words)
    page.text_area(key=f"{FIELDS}.parameter:{name}.text").set_value("Les devis <b>disent</b> moins.")
    page.text_input(key=f"{FIELDS}.parameter:{name}.source").set_value("Trois devis")
    page.toggle(key=f"{FIELDS}.parameter:{name}.named").set_value(True)
    page.button(key=f"{FIELDS}.parameter:{name}.send").click().run()
    assert not page.exception
    assert "votre avis est gardé" in written_on(page)
    (kept,) = discussion.of_study(opened, member, SLUG)
    assert (kept.item, kept.position, kept.value) == (f"parameter:{name}", Position.HIGH, value)
    assert (kept.text, kept.source, kept.version) == ("Les devis <b>disent</b> moins.", "Trois devis", study.version)
    assert not page.text_area  # the thanks stand where the fields were
    page.button(key=f"{SLUG}.remark-more").click().run()
    asked(page, f"parameter:{name}")
    assert page.text_area(key=f"{SLUG}.remark.1.parameter:{name}.text").value == ""
    assert "Les devis <b>disent</b> moins." in [text.value for text in page.text]


def test_what_is_typed_stays_with_its_thing_until_it_is_sent(opened, study, site, member):
    """The window closed by a touch beside it, another thing, « juste » and back: what was typed of the first is there, and on no other."""
    name = contested(study)
    page = on(page_of(site, member), study, name, Position.HIGH)
    words, _ = typed(study, name, 0.1)
    value, text = f"{FIELDS}.parameter:{name}.value", f"{FIELDS}.parameter:{name}.text"
    page.text_input(key=value).set_value(words)
    page.text_area(key=text).set_value("Trois devis.").run()
    page.segmented_control(key=f"{FIELDS}.parameter:{name}.position").set_value(Position.RIGHT).run()
    page.segmented_control(key=f"{FIELDS}.parameter:{name}.position").set_value(Position.HIGH).run()
    assert page.text_input(key=value).value == words
    del page.session_state[ITEM]
    page.run()
    asked(page, "commune:48095")
    assert page.text_area(key=f"{FIELDS}.commune:48095.text").value == ""
    page.text_area(key=f"{FIELDS}.commune:48095.text").set_value("La fibre y est depuis mars.")
    page.button(key=f"{FIELDS}.commune:48095.send").click().run()
    assert [kept.text for kept in discussion.of_study(opened, member, SLUG)] == ["La fibre y est depuis mars."]
    asked(page, f"parameter:{name}")
    del page.session_state[f"{SLUG}.remarks.sent"]
    page.run()
    assert (page.text_input(key=value).value, page.text_area(key=text).value) == (words, "Trois devis.")


def test_a_remark_on_a_commune_has_no_position(opened, study, site, member):
    page = page_of(site, member)
    asked(page, "commune:48095")
    assert not [control for control in page.segmented_control if "position" in control.key]
    page.text_area(key=f"{FIELDS}.commune:48095.text").set_value("La fibre y est depuis mars.")
    page.button(key=f"{FIELDS}.commune:48095.send").click().run()
    (kept,) = discussion.of_study(opened, member, SLUG)
    assert (kept.item, kept.position, kept.value) == ("commune:48095", None, None)


def test_nothing_written_is_said_and_what_was_chosen_stays(opened, study, site, member):
    name = contested(study)
    page = on(page_of(site, member), study, name, Position.LOW)
    page.button(key=f"{FIELDS}.parameter:{name}.send").click().run()
    assert "rien n'est écrit" in written_on(page)
    assert page.segmented_control(key=f"{FIELDS}.parameter:{name}.position").value is Position.LOW


def test_a_second_position_on_the_same_figure_says_that_it_replaces_the_first(opened, study, site, member):
    name = contested(study)
    say(opened, member, study, name, 0.1)
    page = page_of(site, member)
    asked(page, f"parameter:{name}")
    assert "Vous avez dit « trop haut »" in written_on(page)


def test_an_author_answers_and_does_not_give(opened, study, site):
    page = page_of(site, signed_in(opened, "Inès Stage", "author"))
    assert "Avis" in tabs_of(page)
    assert not [button for button in page.button if button.label == "Donner un avis"]


def test_beside_a_chart_an_option_an_assumption_one_opens_the_form_on_it(opened, study, site, member):
    page = page_of(site, member, "L'essentiel")
    option = study.card.options[0].id
    assert page.button(key=f"{SLUG}.remark-on.result:with_fibre").label == "Avis"
    page.selectbox(key=f"{SLUG}.remark-on.option").set_value(f"option:{option}").run()
    assert not page.exception
    assert page.session_state[ITEM] == f"option:{option}"
    assert page.button(key=f"{FIELDS}.option:{option}.send")


@pytest.mark.parametrize(("tab", "item"), [("L'essentiel", "commune:48095"), ("Questions du comité", "question:")])
def test_a_question_and_the_commune_on_the_map_have_their_button(opened, study, site, member, tab, item):
    page = page_of(site, member, tab, **{"map.commune": "Mende"})
    beside = next(button for button in page.button if f"remark-on.{item}" in (button.key or ""))
    named = beside.key.partition("remark-on.")[2]
    beside.click().run()
    assert not page.exception
    assert page.session_state[ITEM] == named
    assert page.button(key=f"{FIELDS}.{named}.send")


def test_the_public_is_shown_none_of_it(opened, study, site):
    page = page_of(site, None, "L'essentiel", **{"map.commune": "Mende"})
    assert not [widget for widget in (*page.button, *page.selectbox) if "remark" in (widget.key or "")]


def test_each_assumption_has_its_mark_that_counts_what_was_said_and_opens_the_window_on_it(opened, study, site, member):
    name = contested(study)
    say(opened, member, study, name, 0.1)
    for other in ("Bruno Roche", "Claude Brun"):
        say(opened, signed_in(opened, other), study, name, 0.9)
    rank = list(ROLES).index(study.parameters[name].role)
    page = page_of(site, member, "Hypothèses")
    assert f"{SLUG}.remark-on.parameter:{name}" not in [button.key for button in page.button]  # its drawer is closed
    page.session_state[f"{SLUG}.assumptions-{rank}"] = True
    mark = page.run().button(key=f"{SLUG}.remark-on.parameter:{name}")
    assert mark.label == "2 ▲ 1 ▼"
    mark.click().run()
    assert not page.exception
    assert "Vous avez dit « trop haut »" in written_on(page)
    assert "Ce qui s'en est dit : 3 avis" in written_on(page)


def test_under_the_name_of_a_headline_one_opens_the_window_which_offers_what_moves_it_most(opened, study, site, member):
    indicator = study.card.indicators[0]
    page = page_of(site, member, "Emporter")
    page.session_state[f"{SLUG}.why.{indicator.id}"] = True
    page.run().button(key=f"{SLUG}.remark-on.indicator:{indicator.id}").click().run()
    heaviest = page.radio(key=f"{SLUG}.remark-choose")
    assert heaviest.options
    item = f"parameter:{origins.assumptions(study, indicator, study.card.default_scenario, {})[0].parameter}"
    heaviest.set_value(item).run()
    assert not page.exception
    assert page.segmented_control(key=f"{FIELDS}.{item}.position")


def test_letters_find_first_what_begins_with_them_then_a_word_that_does_then_the_rest():
    offered = {"a": "Hypothèse : Suraliment", "b": "Hypothèse : Prix de l'aliment", "c": "Hypothèse : Aliment d'un porcelet", "d": "Commune : Mende"}
    assert finding.found(offered, "ALIMENT") == ["c", "b", "a"]
    assert finding.found(offered, "prix alim") == ["b"]
    assert finding.found({"e": "Commune : Le Bleymard", "f": "Hypothèse : Électricité, œuvre"}, "electricite oeuvre") == ["f"]
    assert finding.found(offered, "hypothèse") == []
    assert finding.found(offered, "  ") == []


def test_nobody_gives_an_opinion_on_a_version_shown_as_it_was_kept_or_on_a_preview(opened, study, site, member):
    site.user = {"session": member.session}
    site.switch_page("pages/publishing/preview.py")
    site.query_params["etude"] = SLUG
    assert "Avis" not in tabs_of(site.run())
