"""« Annuler » and « Rétablir », pressed as fast as a hand does."""

from playwright.sync_api import expect

from tests.e2e.browser import settle

HAND = 150  # [ms] between the two presses of a double click


def nudge_then_go_two_steps_back_and_forth(page, lever) -> None:
    """Of a lever that was at its end, then put back: twice is two steps, where the second press of any other button is nothing."""
    lever.press("ArrowRight")
    settle(page)
    for step, value in (("Annuler", lever.get_attribute("max")), ("Rétablir", lever.input_value())):
        page.get_by_role("button", name=step, exact=True).dblclick(delay=HAND)
        expect(lever).to_have_value(value)
        settle(page)
