"""A kind of fault that a study folder can have, and where each is looked for."""

from dataclasses import dataclass
from pathlib import Path

from tests.studies.study_changes import Change

HOME = "studies/broadband"
PARAMETERS, SOURCES, CASES = f"{HOME}/parameters.csv", f"{HOME}/sources.csv", f"{HOME}/cases.csv"
RESULTS, QUESTIONS = f"{HOME}/results.csv", f"{HOME}/text/questions.md"
CARD, PLANS, MODEL, PAGE = f"{HOME}/study.toml", f"{HOME}/scenarios.toml", f"{HOME}/model.py", f"{HOME}/page.py"


@dataclass(frozen=True)
class Kind:
    """A kind of fault: how it is made, the place that must be named and the words that must tell it.

    `at` is a piece of text whose line in the broken file must be named after the place.
    """

    name: str
    change: Change
    place: str
    words: str
    remedy: str
    at: str = ""

    def whole_place(self, folder: Path) -> str:
        if not self.at:
            return self.place
        lines = (folder / self.place.removeprefix(f"{HOME}/")).read_text("utf-8").splitlines()
        return f"{self.place}, ligne {1 + next(i for i, line in enumerate(lines) if self.at in line)}"
