"""Where each fragment writes, copied once.

Streamlit copies the containers in which a fragment stands at each drawing of each of the forty fragments of a study page, each of them with all those
that hold it: five containers inside one another are copied fifteen times. It keeps the copies as long as the page is open, a third of all that the
collector had to look at. Here each container is copied once, and its pointer, a few numbers and an empty list, by its fields.
"""

from copy import deepcopy
from typing import Any

from streamlit.cursor import Cursor
from streamlit.delta_generator import DeltaGenerator

FIELDS = ("_root_container", "_parent_path", "_index", "_transient_index")  # set one by one: a copied dictionary would stay beside each pointer


def copied(pointer: Cursor, memo: dict[int, Any]) -> Cursor:
    """A pointer of its own to the same place."""
    twin = object.__new__(type(pointer))
    for field in FIELDS:
        setattr(twin, field, getattr(pointer, field))
    held = pointer.transient_elements  # the one thing that can change under a copy; rarely anything is in it
    twin._transient_elements = deepcopy(held, memo) if len(held) else type(held)()
    return twin


def copied_container(container: DeltaGenerator, memo: dict[int, Any]) -> DeltaGenerator:
    """A container of its own at the same place, within the copy of the one that holds it: `memo` has those copied before."""
    twin = DeltaGenerator(
        root_container=container._root_container,
        cursor=deepcopy(container._cursor, memo),
        parent=deepcopy(container._parent, memo),
        block_type=container._block_type,
    )
    twin._form_data = container._form_data  # which nothing changes
    twin._creating_fragment_id = container._creating_fragment_id
    return twin


def copy_so() -> None:
    """Has Streamlit copy its containers and its pointers so."""
    Cursor.__deepcopy__ = copied
    DeltaGenerator.__deepcopy__ = copied_container
