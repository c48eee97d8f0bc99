"""The committee of a study as a page shows it to somebody: what it said that she may read, what she may do there, the values that it would take."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from data.ground.faults import Refused
from data.store.opening import store
from data.store.writings import discussion, remarks
from data.store.writings.discussion import Remark
from pages.parts import menu, visitor
from pages.parts.remarks import things
from pages.parts.visitor import Visitor
from studies.committee import counter_values, scenario
from studies.committee.counter_values import Heard
from studies.toolkit.running.study import Study

TITLE = "Avis"  # of the tab, which the address carries: no count in it, a link would break with each remark
LOG = logging.getLogger("studio")


@dataclass(frozen=True)
class Committee:
    """`study` is that of its files, without the scenario of the committee: what is computed of it stays known when a value is given."""

    study: Study
    visiting: Visitor
    remarks: Sequence[Remark]

    def may(self, action: str) -> bool:
        """Whether to show who reads what does that."""
        return self.visiting.may(action, self.study.slug)

    @cached_property
    def reads(self) -> bool:
        """Whether she reads what waits for an answer."""
        return self.may(discussion.READ)

    @cached_property
    def gives(self) -> bool:
        """Whether she may give a remark."""
        return self.may(remarks.GIVE)

    @property
    def shown(self) -> bool:
        """Whether there is anything for her in the tab."""
        return self.reads or self.gives or bool(self.remarks)

    @cached_property
    def heard(self) -> Mapping[str, Heard]:
        """What was said of each assumption, for who reads it."""
        return counter_values.heard(self.study, self.remarks) if self.reads else {}

    @cached_property
    def medians(self) -> dict[str, float]:
        """The values of the committee by assumption [unit of each]."""
        return counter_values.medians(self.heard)

    @cached_property
    def with_scenario(self) -> Study:
        """The study with the scenario of its committee, for who reads it."""
        return scenario.beside(self.study, self.medians)

    @cached_property
    def counts(self) -> Counter[str]:
        """How many remarks stand on each thing, by its lasting name."""
        return Counter(one.item for one in self.remarks if not one.hidden)


def of(study: Study) -> Committee | None:
    """The committee of a study for who visits. None where there is nothing to say anything of: a version shown as it was kept, the preview of a
    draft; or when the store cannot be read, which is told elsewhere."""
    if study.answered or st.session_state.get(menu.ADDRESS) == menu.PREVIEW.address:
        return None
    visiting = visitor.current()
    try:
        said = discussion.of_study(store(), visiting.actor, study.slug)
        read = visiting.may(discussion.READ, study.slug)
        return Committee(study, visiting, said if read else things.for_everybody(study, said))
    except Refused as refused:
        LOG.error("avis sur l'étude %s : %s", study.slug, refused)
        return None
