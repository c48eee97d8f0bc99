"""What each study says of a place: its sentences filled there, or of the smallest place around it of which they may be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from data.ground.stamped import stamped
from geo import place_facts
from geo.places import chosen
from geo.places.chosen import Place
from geo.sites import offers
from pages.parts.home import advised
from pages.parts.maps import commune_layers
from studies.toolkit.places import written
from studies.toolkit.places.narrowed import narrowed
from studies.toolkit.places.written import Scale
from studies.toolkit.running import narrative
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study


class Said(NamedTuple):
    """Sentences, and the place of which they are said."""

    place: Place
    sentences: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Shown:
    """A study under what it advises."""

    study: Study
    outcome: Outcome
    reference: Outcome


@lru_cache(maxsize=16)
def shown(study: Study) -> Shown:
    """The study under what it advises."""
    return Shown(study, advised.outcome(study), study.run(study.card.reference))


def of_study(study: Shown, place: Place) -> list[Said]:
    """What a study says of a place, the place itself first; nothing when it has no text/places.md."""
    return [Said(where, _filled(study, tuple(texts), where)) for where, texts in _by_place(study.study.texts, place).items()]


def local(outcome: Outcome, study: Study, place: Place) -> Outcome:
    """An outcome as it is in a place."""
    communes = commune_layers.places()
    return narrowed(outcome, study.card, communes, np.isin(communes.commune.values, place.communes))


def _by_place(texts: Mapping[str, str], place: Place) -> dict[Place, list[str]]:
    around = {Scale.COMMUNE: place, Scale.EPCI: chosen.intercommunality_of(place), Scale.DEPARTMENT: chosen.department()}
    found: dict[Place, list[str]] = {}
    for sentence in sorted(written.sentences(texts.get(written.STEM, "")), key=lambda sentence: sentence.scale):
        found.setdefault(around[sentence.scale], []).append(sentence.words)
    return found


@stamped(lambda *_asked: offers.state(), keep=64)  # the same département stands under all the places of a study
def _filled(study: Shown, texts: tuple[str, ...], place: Place) -> tuple[str, ...]:
    here, base = (local(outcome, study.study, place) for outcome in (study.outcome, study.reference))
    facts = _facts(study.outcome, texts, place)
    return tuple(narrative.fill(text, here, base, study.study.parameters, lambda: facts) for text in texts)


def _facts(outcome: Outcome, texts: Sequence[str], place: Place) -> dict[str, str]:
    """What the Studio knows of a place, and the communes that would serve best the results that the texts name."""
    named = set[str]().union(*map(narrative.page_names, texts))
    served = {name: outcome.data[name.removeprefix(written.SERVING)].to_series() for name in named if name.startswith(written.SERVING)}
    return {**place_facts.of(place, named), **{name: place_facts.serving(place, demand) for name, demand in served.items()}}
