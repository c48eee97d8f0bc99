"""What a committee does on paper and by mail, for its page: the review sheet, to print or to fill in and give back; the letters of a meeting."""

from collections.abc import Sequence

from data.store.writings.discussion import Remark
from data.store.writings.meetings import HOLD
from data.store.writings.remarks import GIVE
from pages.parts import prose, refusal
from pages.parts.committee_papers import letters, sheet
from pages.parts.visitor import Visitor
from studies.toolkit.running.study import Study


def show(study: Study, visiting: Visitor, remarks: Sequence[Remark]) -> None:
    """The sheet for all, its return for who gives an opinion, the letters for who holds the meetings. `remarks`: all that she reads."""
    prose.subheader("Sur papier et par courriel")
    with refusal.in_place(study):
        sheet.take(study)
        if visiting.may(GIVE, study.slug):
            sheet.give_back(study, visiting)
        if visiting.may(HOLD, study.slug):
            letters.show(study, visiting, remarks)
