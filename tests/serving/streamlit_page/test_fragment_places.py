"""A place of the page for Streamlit, container and pointer, copied as Streamlit would and moved apart."""

from copy import deepcopy

import pytest
from streamlit.cursor import Cursor, RunningCursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.form_utils import FormData
from streamlit.proto.Element_pb2 import Element

from pages.serving.streamlit_page import fragment_places

OF_STREAMLIT = DeltaGenerator.__deepcopy__  # read before any test runs


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


def copy_so(monkeypatch) -> None:
    """As the server has Streamlit copy, until the end of a test."""
    for kind in (Cursor, DeltaGenerator):
        monkeypatch.setattr(kind, "__deepcopy__", None, raising=False)
    fragment_places.copy_so()


@pytest.fixture
def nested() -> tuple[DeltaGenerator, ...]:
    """Three containers, each inside the one before, the second in a form; each has drawn something before the next."""
    held: list[DeltaGenerator] = []
    for depth in range(3):
        pointer = held[-1]._cursor.open_block() if held else RunningCursor(root_container=0)
        held.append(DeltaGenerator(root_container=0, cursor=pointer, parent=held[-1] if held else None, block_type="vertical" if depth else None))
        pointer.lock_element()
    held[1]._form_data = FormData("f")
    held[2]._creating_fragment_id = "a"
    return tuple(held)


def test_containers_are_copied_with_all_that_streamlit_copies_of_them(nested, monkeypatch):
    monkeypatch.setattr(DeltaGenerator, "__deepcopy__", OF_STREAMLIT)
    theirs = deepcopy(nested)
    copy_so(monkeypatch)
    own = deepcopy(nested)
    for one, other in zip(own, theirs, strict=True):
        assert one.__dict__.keys() == other.__dict__.keys()
        same = ("_root_container", "_block_type", "_form_data", "_creating_fragment_id")
        assert [getattr(one, name) for name in same] == [getattr(other, name) for name in same]
        assert one._get_delta_path_str() == other._get_delta_path_str()


def test_each_container_is_copied_once_and_holds_the_copies_that_it_is_in(nested, monkeypatch):
    copy_so(monkeypatch)
    outer, middle, inner = deepcopy(nested)
    assert inner._parent is middle and middle._parent is outer
    assert not {id(one) for one in (outer, middle, inner)} & {id(one) for one in nested}
    before = nested[2]._get_delta_path_str()
    inner._cursor.lock_element()
    assert nested[2]._get_delta_path_str() == before != inner._get_delta_path_str()


def test_a_copy_and_its_pointer_move_apart(pointers, monkeypatch):
    copy_so(monkeypatch)
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
