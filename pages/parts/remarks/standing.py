"""How many remarks the committee made on a study and what became of them, in a few words: what files, printed pages and sources of charts carry."""

import logging
from collections.abc import Mapping
from functools import lru_cache

from data.ground import french
from data.ground.faults import Refused
from data.store import journal
from data.store.opening import Store, store
from data.store.writings import discussion
from data.store.writings.discussion import Counts

LOG = logging.getLogger("studio")


def told(slug: str) -> str:
    """« 5 avis du comité : 2 acceptés, 1 refusé, 2 sans réponse »; "" while nobody said anything, or when the store cannot be read, which is told
    elsewhere."""
    opened = store()
    try:
        with opened.reading() as connection:
            head = journal.head(connection)
        counts = _at(opened, head).get(slug)
    except Refused as refused:
        LOG.error("avis sur l'étude %s : %s", slug, refused)
        return ""
    return _in_words(counts) if counts else ""


@lru_cache(maxsize=2)
def _at(opened: Store, _head: tuple[int, str]) -> Mapping[str, Counts]:
    """Read again when anybody has written something since."""
    return discussion.counts(opened)


def _in_words(counts: Counts) -> str:
    parts = [
        (counts.accepted, french.plural(counts.accepted, "accepté")),
        (counts.refused, french.plural(counts.refused, "refusé")),
        (counts.waiting, "sans réponse"),
    ]
    said = ", ".join(f"{french.number(count)} {words}" for count, words in parts if count)
    return f"{french.number(counts.given)} avis du comité" + (f" : {said}" if said else "")
