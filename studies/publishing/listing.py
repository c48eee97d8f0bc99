"""The studies that the site shows, with where their version stands, for the command line."""

from collections.abc import Iterator
from typing import Any

from studies.publishing import shown
from studies.publishing.shown import Shown


def in_json() -> list[dict[str, Any]]:
    """The documented JSON; drafts that only some may read included: who has the console reads all."""
    return [
        {
            "slug": one.study.slug,
            "title": one.study.card.title,
            "number": one.number,
            "status": one.status.name.lower(),
            "version": one.study.version,
            "words_version": one.study.words_version,
            "url": f"/{one.study.card.url}",
            "scenarios": list(one.study.scenarios),
            "indicators": [indicator.id for indicator in one.study.card.indicators],
        }
        for one in _all()
    ]


def in_words() -> Iterator[str]:
    """The same as lines to read."""
    for one in _all():
        study = one.study
        standing = f"version {one.number}, {one.status.agreed}"
        yield f"{study.slug} : {study.card.title} ({standing}), chiffres {study.version}, scénarios {', '.join(study.scenarios)}"


def _all() -> list[Shown]:
    return shown.to(lambda _: True)
