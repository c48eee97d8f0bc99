"""Each lever of each study, moved to both its ends as a browser would: the page answers, and no incident stands in its place.

AppTest runs the whole page again when a widget moves: what a fragment may not do only shows on the real server.
"""

import pytest

from benchmarks.visitor import Visitor
from studies import catalog
from tests.e2e.conftest import running_server


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("levers") / "log") as address:
        yield address


def incidents(run) -> list[str]:
    """The errors on screen after a run."""
    kinds = [(element.WhichOneof("type"), element) for element, _ in run.elements]
    return [element.alert.body for kind, element in kinds if kind == "alert" and element.alert.format == element.alert.ERROR] + [
        element.exception.message for kind, element in kinds if kind == "exception"]


@pytest.mark.parametrize("study", catalog.studies(), ids=lambda one: one.slug)
def test_every_lever_answers_at_both_its_ends(base, study):
    visitor = Visitor(base, f"/{study.card.url}")
    first = visitor.open()
    levers = [element.slider for element, fragment in first.elements if element.WhichOneof("type") == "slider" and fragment]
    moved = {name: figure for name, figure in study.parameters.items() if figure.role == "lever"}
    assert len(levers) >= len(moved)
    assert not incidents(first)
    for one in levers:
        for value in (one.min, one.max, one.default[0]):
            assert not incidents(visitor.move(one.id.partition("-")[2].partition("-")[2], value)), (one.label, value)
    visitor.close()
