"""A move of a lever stops the run of the one before, and nothing else does: Streamlit says it in names that are not public, held here."""

from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests

from pages.parts.study.choosing import redrawn


class Stopped(Exception):
    """What Streamlit raises to stop a run."""


@pytest.fixture
def asked(monkeypatch):
    """What a session waits for, while the run of what the lever « rooms » changes goes on."""
    waiting = ScriptRequests()
    run = SimpleNamespace(script_requests=waiting, fragment_ids_this_run=["changed", "rooms"])

    def rerun(scope: str) -> None:
        raise Stopped(scope)

    monkeypatch.setattr(redrawn, "get_script_run_ctx", lambda: run)
    monkeypatch.setattr(redrawn.st, "rerun", rerun)
    return waiting


def test_a_run_goes_on_while_nothing_new_is_asked(asked):
    redrawn.give_way()


def test_a_newer_move_of_the_same_lever_stops_it(asked):
    asked.request_rerun(RerunData(fragment_id="rooms"))
    with pytest.raises(Stopped, match="fragment"):
        redrawn.give_way()


def test_a_button_that_stands_apart_waits_for_its_end(asked):
    asked.request_rerun(RerunData(fragment_id="rooms"))
    asked.request_rerun(RerunData(fragment_id="draws"))
    redrawn.give_way()
