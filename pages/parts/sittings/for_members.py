"""A sitting as its members read it, on a phone first: what is submitted to them or settled, before what they were called for."""

from data.ground import escaping
from data.store.opening import store
from data.store.writings.assembly import agenda
from pages.parts import prose
from pages.parts.sittings import attending, documents, minutes, papers, settling
from pages.parts.sittings.desk import Desk


def show(here: Desk) -> None:
    """The minutes when there are some, else the agenda; the documents."""
    if here.items:
        settling.show(here)
        attending.quorum(here.sitting)
        for rank, one in enumerate(here.items, 1):
            prose.subheader(f"{rank}. {escaping.markdown(one.question)}")
            minutes.read(here, one)
        with prose.expander("Présents et pouvoirs"):
            attending.told(here.sitting)
        papers.show(here)
    else:
        _agenda(here)
    documents.show(here)


def _agenda(here: Desk) -> None:
    prose.subheader("Ordre du jour")
    items = agenda.read(store(), here.visiting.actor, here.sitting.id)
    lines = [f"{rank}. {escaping.markdown(' '.join(item.question.split()))}" for rank, item in enumerate(items, 1)]
    prose.markdown("\n".join(lines) or "Il suivra.")
