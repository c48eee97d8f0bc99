"""What several visits of a study page begin with, or do: its first drawing; « Annuler » and « Rétablir », pressed as fast as a hand does."""

from playwright.sync_api import expect

from tests.e2e.browser import settle

HAND = 150  # [ms] between the two presses of a double click


def visit(page, server: str, address: str, size: tuple[int, int]):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"{server}/{address}")
    settle(page, 180_000)  # [ms] every tab at once is long where cores are shared


def nudge_then_go_two_steps_back_and_forth(page, lever) -> None:
    """Of a lever that was at its end, then put back: twice is two steps, where the second press of any other button is nothing."""
    lever.press("ArrowRight")
    settle(page)
    for step, value in (("Annuler", lever.get_attribute("max")), ("Rétablir", lever.input_value())):
        page.get_by_role("button", name=step, exact=True).dblclick(delay=HAND)
        expect(lever).to_have_value(value)
        settle(page)
