"""Where a program reads what a chart shows: the addresses of its results in the version on screen."""

from collections.abc import Callable, Sequence

from data.store.opening import store
from pages.parts import visitor
from pages.parts.versions import reading
from studies.exports import for_machines
from studies.publishing import public
from studies.toolkit.running.outcome import NAMED
from studies.toolkit.running.study import Study


def of(study: Study, names: Sequence[str]) -> Callable[[], list[str]]:
    """What gives the addresses of results by their names, `farms` or `-tco[battery, hgv]@2030`, that of the whole version when none is named; nothing
    while the version on screen is not for all. Asked for only when somebody opens them; Refused when the store cannot say."""

    def addresses() -> list[str]:
        shown = reading.of(study, visitor.current())
        name = str(shown.number) if shown.version and shown.version.public else public.DRAFT
        if name not in public.readable(store(), study.slug):
            return []
        base = f"{visitor.base()}{for_machines.address(study.slug, name)}"
        if not names:
            return [f"{base}.json"]
        return [f"{base}/{result}.json" for result in dict.fromkeys(NAMED.fullmatch(one)["result"].removeprefix("-") for one in names)]

    return addresses
