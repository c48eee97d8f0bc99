"""The open pages on which somebody may deposit a file: those to which a page has just shown a field for it, having asked what the visitor may do.

The browser sends a file apart from the page, by an address that anybody may call: the server asks here before it reads a byte of it.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx

REMEMBERED = 10_000  # open pages; those that showed a field longest ago go first
_pages: OrderedDict[str, None] = OrderedDict()
_lock = threading.Lock()


def offered(writer: Callable[..., Any]) -> Callable[..., Any]:
    """The writer of the fields where one deposits a file, which lets the page on which it writes send one."""

    @wraps(writer)
    def written(*given: Any, **named: Any) -> Any:
        context = get_script_run_ctx(suppress_warning=True)
        if context is not None:
            let(context.session_id)
        return writer(*given, **named)

    return written


def let(page: str) -> None:
    """Lets an open page, by the name that Streamlit gives it, send files."""
    with _lock:
        _pages[page] = None
        _pages.move_to_end(page)
        while len(_pages) > REMEMBERED:
            _pages.popitem(last=False)


def may(page: str) -> bool:
    """Whether that open page may send a file."""
    with _lock:
        return page in _pages
