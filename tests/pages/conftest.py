"""The site as AppTest sees it, from app.py."""

from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.parts import menu, tables
from pages.parts.study import groups
from pages.parts.versions import answers
from studies.toolkit.checking.trials import page_trial
from tests.new_stores import tables_made_once  # noqa: F401

ROOT = Path(__file__).parents[2]
PATIENCE = 180  # [s] a cold disk makes the first imports slow, and tests share the cores


class Visitor(AppTest):
    """Somebody who may come straight to a page by its link: the home page, which AppTest asks for first, takes as long as most others."""

    @classmethod
    def new(cls) -> Self:
        """One who has opened nothing yet: `run()` opens the home page, `switch_page()` then `run()` another."""
        return cls(str(ROOT / "app.py"), default_timeout=PATIENCE)

    def switch_page(self, page_path: str) -> Self:
        """As AppTest does; when nothing was opened before, by the address of the page, as a browser does."""
        if self._registered_pages:
            return super().switch_page(page_path)
        file = ROOT / page_path
        address = next(entry.address for entry in menu.entries() if entry.file == file)
        self._page_hash = calc_hash(address) if address else ""
        return self


def lines(page: AppTest) -> list[str]:
    """The rows of the wide tables of a page, as a narrow one is written: | Lozère | 80,4 % |."""
    return [tables.as_markdown(table.value.to_dict("records")) for table in page.table]


def text_of(page: AppTest) -> str:
    """All that is written on a page, tables included, with plain spaces."""
    titles, told = (page.title, page.header, page.subheader), (page.warning, page.info, page.error, page.success)
    written = [element.value for elements in (*titles, page.markdown, page.caption, page.text, *told) for element in elements]
    return " ".join([*written, *lines(page)]).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="package", autouse=True)
def asked_here() -> Iterator[None]:
    """The page of a study that is submitted is asked in this process, as when it is submitted on screen."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(page_trial, "answers", answers.asked)
        yield


@pytest.fixture
def site() -> Visitor:
    """A visitor who has opened nothing yet."""
    return Visitor.new()


@pytest.fixture(scope="module")
def home() -> Visitor:
    """The home page, already run, to be read only."""
    return Visitor.new().run()


@pytest.fixture
def study_page(site):
    """The broadband study, all its tabs in sight, already run; a function that opens it with an address when it gets one."""

    def opened(**address: str) -> AppTest:
        site.switch_page(str(ROOT / "studies/broadband/page.py"))
        in_whole(site)
        for name, value in address.items():
            site.query_params[f"broadband.{name}"] = value
        return site.run()

    return opened


def in_whole(page: AppTest) -> None:
    """Has the next run of a study page show all its tabs, one under the other."""
    page.query_params[groups.VIEW] = groups.WHOLE


def opened_question(page: AppTest, slug: str, number: int) -> AppTest:
    """The page once a question of its committee is opened. AppTest has no click on an expander: its state is set as the browser would."""
    page.session_state[f"{slug}.question-{number}"] = True
    return page.run()
