"""Streamlit's writers of text, for French readers: who writes types plain spaces, the page gets those that keep a sign with its word.

A link that leads neither to the web nor to a page is shown as it was typed, and the log tells it.

The names are Streamlit's: `prose.markdown`, `prose.expander`… What is chosen from a list keeps its value, only its words change.
"""

import logging
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import streamlit as st

from data.ground import escaping, french, links
from geo.maps.background import choice
from pages.parts.charts import checked
from pages.parts.printing import paper
from pages.parts.visiting import depositors, typed

LOG = logging.getLogger("studio")
UNREAD = {"key", "icon", "data", "file_name", "mime", "options", "page", "query_params"}  # what the writers receive that nobody reads
TYPED = {"text_area", "text_input"}  # the value that these receive is somebody's words, which go back to the store as they are in the field
CHOICES = {"selectbox", "radio", "segmented_control", "select_slider", "pills"}
LABELLED = CHOICES | TYPED | {"download_button"}  # only the first of what these receive in order is a text


def _in_french(writer: Callable[..., Any]) -> Callable[..., Any]:
    """The writer, whose texts pass through `_shown`."""

    @wraps(writer)
    def written(*given: Any, **named: Any) -> Any:
        texts = given[:1] if writer.__name__ in LABELLED else given
        if writer.__name__ in CHOICES:
            words = named.get("format_func", str)
            named["format_func"] = lambda value: _shown(words(value))
        kept = {"value": named.pop("value")} if writer.__name__ in TYPED and "value" in named else {}
        return writer(*french.within(texts, _shown), *given[len(texts) :], **_texts(named), **kept)

    return written


def _shown(text: str) -> str:
    """The text with French spaces, where a link to anywhere else is words and one to a page of the Studio is that of this host."""
    for _, refused, remedy in links.wrong(text):
        LOG.error("texte d'une page : %s ; écrire %s", refused, remedy)
    return links.from_host(links.as_words(french.spaced(text)))


def _texts(named: dict[str, Any]) -> dict[str, Any]:
    return {name: value if name in UNREAD else french.within(value, _shown) for name, value in named.items()}


def _with_credit(writer: Callable[..., Any]) -> Callable[..., Any]:
    """The writer of maps, which says under each one whom to credit for its background when the administrator chose one."""

    @wraps(writer)
    def written(*given: Any, **named: Any) -> Any:
        drawn, ground = writer(*given, **named), choice.chosen()
        if ground is not None:
            markdown(f":small[{ground.credit}]")
        return drawn

    return written


def relabelled(key: str, labels: Iterable[str]) -> None:
    """To be called before a list whose words change while it is on screen. A browser knows a line by its words: at its next visit it would send
    those of before, which are no line any more and would be taken for the choice; it is told the new words of what is chosen."""
    now, last = tuple(labels), f"{key}.labels"
    if st.session_state.get(last, now) != now and key in st.session_state:
        st.session_state[key] = st.session_state[key]
    st.session_state[last] = now


def as_html(text: str) -> str:
    """A text as `st.html` may receive it: French, and no value in it is read as markup."""
    return escaping.html(french.spaced(text))


title, header, subheader = map(_in_french, (st.title, st.header, st.subheader))
markdown, caption, table, metric = map(_in_french, (st.markdown, st.caption, st.table, st.metric))
info, warning, error, success = map(_in_french, (st.info, st.warning, st.error, st.success))
toast = _in_french(st.toast)
tabs, file_uploader, progress = map(_in_french, (st.tabs, depositors.offered(st.file_uploader), st.progress))
text_area = _in_french(typed.remembered(st.text_area))
date_input, time_input, checkbox = map(_in_french, (st.date_input, st.time_input, st.checkbox))
expander = _in_french(paper.or_else(st.expander, paper.opened(st.expander)))
popover = _in_french(paper.or_else(st.popover, paper.in_the_page))
button, download_button, page_link = (_in_french(paper.or_else(writer, paper.nothing)) for writer in (st.button, st.download_button, st.page_link))
selectbox, radio, segmented_control, select_slider, pills, slider, toggle, number_input = (
    _in_french(paper.or_else(writer, paper.chosen(writer)))
    for writer in (st.selectbox, st.radio, st.segmented_control, st.select_slider, st.pills, st.slider, st.toggle, st.number_input)
)
text_input = _in_french(paper.or_else(typed.remembered(st.text_input), paper.chosen(st.text_input)))
pydeck_chart = paper.or_else(_with_credit(_in_french(st.pydeck_chart)), _in_french(paper.chart_map))
plotly_chart = _in_french(paper.or_else(checked.plotly_chart, paper.chart))
