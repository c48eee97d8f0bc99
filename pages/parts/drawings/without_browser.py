"""The page of a study run without a browser, its tabs in sight and its questions open: what a command draws, and what a check tries."""

import logging
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from streamlit.testing.v1 import AppTest

from data.ground.faults import Fault
from pages.parts import incidents
from pages.parts.study import groups
from studies.toolkit.errors import BadRequest, FaultyStudy, in_french
from studies.toolkit.reading.code.loading import line_in
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study

APP = Path(__file__).parents[3] / "app.py"
PATIENCE = 300  # [s] for a page whose questions are all open
LOGS = ("streamlit.error_util", incidents.LOG.name)  # Streamlit gives what a page raises to the first, we what a part of it raises to the second
KEY = re.compile(r"\$\$ID-[0-9a-f]+-(.+)")  # how Streamlit names what has a key


def opened(study: Study, outcome: Outcome) -> AppTest:
    """The page of a study under the scenario and the levers of an outcome, its questions open. Raises FaultyStudy when it cannot be shown."""
    with errors() as found:
        page = _site(study)
        visit(page, study, outcome.scenario, outcome.changes)
        visit(page, study, outcome.scenario, outcome.changes, closed(page))
    if found:
        raise FaultyStudy(study.slug, [failed(study, found[0])])
    return page


def _site(study: Study) -> AppTest:
    """The whole Studio, then the page of a study."""
    site = AppTest.from_file(str(APP), default_timeout=PATIENCE)
    site.run()
    site.switch_page(str(study.folder / "page.py"))
    return site


def alone(study: Study) -> AppTest:
    """The page of a study by itself, wherever its folder stands, beside links to the others that nobody draws: the whole Studio takes a minute."""
    return AppTest.from_function(_page_alone, default_timeout=PATIENCE, args=(str(study.folder),))


def _page_alone(folder: str) -> None:
    """The script of that page; it is read apart from this file, and names all that it uses."""
    from pathlib import Path

    import streamlit as st

    from pages.parts import address, lane, menu
    from pages.parts.study import study_page
    from studies import catalog

    here = Path(folder)
    study = catalog.get(here.name, source=catalog.Folder(here.parent))
    linked = {entry.address: entry for entry in [*menu.fixed(), *menu.written(catalog.ROOT), menu.of_study(study)]}
    st.navigation([menu.as_page(entry) for entry in linked.values()])
    address.listen(study.card.title)
    with lane.turn(lane.REST):
        study_page.show_own(study)


def visit(page: AppTest, study: Study, scenario: str, changes: Mapping[str, float], drawers: Collection[str] = ()) -> None:
    """Draws the page as a link that holds these choices asks for it, with these drawers opened."""
    page.query_params[groups.VIEW] = groups.WHOLE
    page.query_params[f"{study.slug}.scenario"] = scenario
    for name, value in changes.items():
        page.query_params[f"{study.slug}.{name}"] = repr(value)
    for drawer in drawers:
        page.session_state[drawer] = True
    page.run()


def closed(page: AppTest) -> list[str]:
    """The drawers of a page, by their keys."""
    return [found[1] for drawer in page.expander if (found := KEY.fullmatch(drawer.proto.id))]


@contextmanager
def errors() -> Iterator[list[BaseException]]:
    """What pages raise while they run without a browser. The words of an error are kept from the page; only a log is given the error."""
    logs, found = [logging.getLogger(name) for name in LOGS], []

    def take(record: logging.LogRecord) -> bool:
        """Keeps the error, and leaves its English words out of the console."""
        if record.exc_info:
            found.append(record.exc_info[1])
        return not record.exc_info

    for log in logs:
        log.filters.insert(0, take)  # before the filter of a server, which keeps these errors for itself
    try:
        yield found
    finally:
        for log in logs:
            log.removeFilter(take)


def failed(study: Study, error: BaseException, where: str = "") -> Fault:
    """A page that raised: the line of the study that did, and what it said; `where` names the choice under which it did."""
    if isinstance(error, BadRequest) and not isinstance(error.__cause__, Exception):  # its own words, in French already
        said, remedy = error.fault.fault, error.fault.remedy
    else:  # of a model that stopped, what Python said of it is what its author can mend
        said, remedy = in_french(
            error.__cause__ if isinstance(error, BadRequest) else error, "corriger cette ligne, ou la valeur du dossier de l'étude qu'elle lit"
        )
    return Fault(line_in(study.folder, error, f"studies/{study.slug}", "page.py"), f"la page échoue{where} : {said}", remedy)
