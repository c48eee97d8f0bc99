"""Each lever of each study, moved to both its ends as a browser would: the page answers, and no incident stands in its place.

AppTest runs the whole page again when a widget moves: what a fragment may not do only shows on the real server.
"""

import pytest

from benchmarks.lever import LEVERS
from benchmarks.visitor import Visitor
from pages.parts.study import groups
from studies import catalog


def incidents(run) -> list[str]:
    """The errors on screen after a run."""
    kinds = [(element.WhichOneof("type"), element) for element, _ in run.elements]
    return [element.alert.body for kind, element in kinds if kind == "alert" and element.alert.format == element.alert.ERROR] + [
        element.exception.message for kind, element in kinds if kind == "exception"
    ]


def levers(study, run) -> list:
    """The sliders of the levers of a study in a run of its page."""
    sliders = [element.slider for element, fragment in run.elements if element.WhichOneof("type") == "slider" and fragment]
    keys = tuple(f"-{study.slug}.{parameter.id}" for parameter in study.parameters.values() if parameter.role == "lever")
    return [slider for slider in sliders if slider.id.endswith(keys)]


# Some eighty moves a study, seconds each with every question open: by day one study shows it, by night all of them.
BY_DAY = ("broadband", True)
VISITS = [
    pytest.param(
        study, is_open, id=f"{study.slug}-{'open' if is_open else 'closed'}", marks=() if (study.slug, is_open) == BY_DAY else pytest.mark.nightly
    )
    for study in catalog.studies()
    for is_open in (False, True)
]


@pytest.mark.parametrize(("study", "questions_open"), VISITS)
def test_every_lever_answers_at_both_its_ends_whether_questions_are_open_or_not(server, study, questions_open):
    visitor = Visitor(server, f"/{study.card.url}?{groups.VIEW}={groups.WHOLE}" if questions_open else f"/{study.card.url}")
    closed = visitor.open()
    first = visitor.open_drawers(closed) if questions_open else closed
    assert (len(first.elements) > len(closed.elements)) is questions_open
    assert not incidents(first)
    found = levers(study, first)
    assert len(found) == sum(parameter.role == "lever" and parameter.low is not None for parameter in study.parameters.values())
    at_home = {}  # a lever goes back to its own value in the same message that moves the next one, as a browser sends both at once
    for slider in found:
        key = slider.id.partition("-")[2].partition("-")[2]
        for value in (slider.min, slider.max):
            assert not incidents(visitor.move_together(at_home | {key: value})), (slider.label, value)
        at_home = {key: slider.default[0]}
    assert not incidents(visitor.move_together(at_home)), "every lever back at home"
    visitor.close()


def test_a_lever_sends_nothing_of_the_origins_that_nobody_opened(server):
    visitor = Visitor(server, "/porc-de-qualite")
    runs = [visitor.open(), visitor.move("pork.install_ferm", 2.0)]
    visitor.close()
    sent = [element.html.body for run in runs for element, _ in run.elements if element.WhichOneof("type") == "html"]
    assert any("studio-changes" in body for body in sent)
    assert not any("studio-bars" in body for body in sent)


def test_a_lever_dragged_without_pause_ends_on_its_last_value_without_a_queue(server):
    page, lever, step = LEVERS["pork"]
    visitor, other = Visitor(server, page), Visitor(server, page)
    visitor.open(), other.open()
    runs = visitor.drag(lever, [step * position for position in range(1, 21)])
    expected = other.move(lever, step * 20)
    visitor.close(), other.close()
    assert len(runs) <= 2  # the first move, should it end before the others come, then the last
    assert not incidents(runs[0])
    assert texts(runs[0])[-len(texts(expected)) :] == texts(expected)


def texts(run) -> list[str]:
    """What a run wrote of figures and of words, in their order."""
    kinds = [(element.WhichOneof("type"), element) for element, _ in run.elements]
    return [getattr(element, kind).body for kind, element in kinds if kind in ("metric", "markdown")]
