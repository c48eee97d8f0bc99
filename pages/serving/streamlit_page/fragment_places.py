"""Where each fragment writes, copied at a third of the cost.

Streamlit copies the whole chain of containers in which a fragment stands, at each drawing of each of the forty fragments of a study page: a tenth of
the time that a page took. Most of it went in asking every pointer, a few numbers and an empty list, how it wants to be copied.
"""

from copy import deepcopy
from typing import Any

from streamlit.cursor import Cursor

TRANSIENT = "_transient_elements"  # the one thing of a pointer that can change under a copy; rarely anything is in it


def copied(pointer: Cursor, memo: dict[int, Any]) -> Cursor:
    """A pointer of its own to the same place."""
    twin = object.__new__(type(pointer))
    twin.__dict__ |= pointer.__dict__
    held = getattr(pointer, TRANSIENT)
    setattr(twin, TRANSIENT, deepcopy(held, memo) if len(held) else type(held)())
    return twin


def copy_so() -> None:
    """Has Streamlit copy its pointers so."""
    Cursor.__deepcopy__ = copied
