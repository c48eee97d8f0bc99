"""What a remark may be about on the page of a study: all that has a lasting name there, and each commune."""

import logging
from collections.abc import Sequence

from data.ground import french
from data.store.opening import store
from data.store.writings import versions
from data.store.writings.discussion import Remark
from data.store.writings.remarks import PARAMETER
from data.store.writings.versions import Version
from geo.territory import lozere
from pages.parts.reporting import items
from studies.committee import order
from studies.publishing import life
from studies.toolkit.errors import FaultyStudy
from studies.toolkit.running.study import Study

LOG = logging.getLogger("studio")
COMMUNE = "commune:"  # how the lasting name of a commune begins


def of_study(study: Study) -> dict[str, str]:
    """How each thing is called, by its lasting name: the assumptions first, those that weigh most before the others, then what stands on the page in
    its order, then the communes. Raises BadRequest as `order.by_weight` does."""
    named = {name: french.spaced(label) for name, label in items.of_study(study)}
    weighed = [f"{PARAMETER}{weight.parameter}" for weight in order.by_weight(study)]
    return {**{name: named[name] for name in weighed}, **named, **communes()}


def communes() -> dict[str, str]:
    """How each commune is called, by its lasting name: commune:48095, « Commune : Mende »."""
    return {commune(code): french.spaced(f"Commune : {name}") for code, name in lozere.communes(lozere.LOZERE)["name"].items()}


def commune(code: str) -> str:
    """The lasting name of a commune."""
    return f"{COMMUNE}{code}"


def for_everybody(study: Study, said: Sequence[Remark]) -> list[Remark]:
    """Those of some remarks that are on a thing of the study that the public reads, or of a version that was published: the others would tell of a
    draft. Refused when the store cannot be read."""
    known = _names(study)
    if not {one.item for one in said} <= known:
        known = known.union(*map(_kept, versions.listed(store(), study.slug)))
    return [one for one in said if one.item in known]


def _kept(version: Version) -> frozenset[str]:
    """The things of a version that everybody may read; none of another one, nor of one that this Studio cannot read any more."""
    try:
        return _names(life.frozen(store(), version)) if version.public else frozenset()
    except FaultyStudy as faulty:
        LOG.error("version %s de %s : %s", version.number, version.study, faulty)
        return frozenset()


def _names(study: Study) -> frozenset[str]:
    return frozenset([*(name for name, _ in items.of_study(study)), *map(commune, lozere.communes(lozere.LOZERE).index)])


def sentences(study: Study, stems: Sequence[str]) -> dict[str, str]:
    """The sentences of some texts of the study."""
    starts = tuple(f"paragraph:{stem}." for stem in stems)
    return {name: label for name, label in items.of_study(study) if name.startswith(starts)}
