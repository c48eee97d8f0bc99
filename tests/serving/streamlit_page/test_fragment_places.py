"""A pointer of Streamlit to a place of the page, copied as Streamlit would and moved apart."""

from copy import deepcopy

import pytest
from streamlit.cursor import Cursor, RunningCursor
from streamlit.proto.Element_pb2 import Element

from pages.serving.streamlit_page import fragment_places


@pytest.fixture
def pointers():
    """A moving one, in a block, after two elements; and a still one."""
    inside = RunningCursor(root_container=1, parent_path=(4,)).open_block()
    inside.lock_element()
    inside.open_block()
    return inside, inside.lock_element()


def test_a_copy_has_all_that_streamlit_copies(pointers, monkeypatch):
    assert Cursor.__dict__.get("__deepcopy__") in (None, fragment_places.copied)  # else Streamlit has its own way by now
    monkeypatch.delattr(Cursor, "__deepcopy__", raising=False)
    for pointer in pointers:
        own, theirs = fragment_places.copied(pointer, {}), deepcopy(pointer)
        assert type(own) is type(theirs)
        assert own.__dict__.keys() == theirs.__dict__.keys()
        assert own.delta_path == theirs.delta_path == pointer.delta_path
        assert (own.is_locked, own.transient_index, dict(own.transient_elements.items())) == (pointer.is_locked, 0, {})


def test_a_copy_and_its_pointer_move_apart(pointers, monkeypatch):
    monkeypatch.setattr(Cursor, "__deepcopy__", None, raising=False)
    fragment_places.copy_so()
    moving, _ = pointers
    moving.get_transient_cursor()
    moving.transient_elements[0] = Element()
    before = moving.delta_path
    twin = deepcopy(moving)
    twin.lock_element()
    assert (moving.delta_path, len(moving.transient_elements), len(twin.transient_elements)) == (before, 1, 0)
    other = deepcopy(moving)
    other.transient_elements[1] = Element()
    assert len(moving.transient_elements) == 1
    assert other.transient_elements[0] is not moving.transient_elements[0]
