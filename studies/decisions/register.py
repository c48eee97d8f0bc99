"""The settled decisions in a table that authorities know, for a spreadsheet or a program: instance, date, objet, décision, vote, suite."""

from collections.abc import Mapping, Sequence

import pandas as pd

from data.store.writings.assembly.decisions import Decision
from studies.committee.papers.letters import HERE
from studies.decisions import words
from studies.decisions.followed import Followed

COLUMNS = ("instance", "date", "lieu", "objet", "décision", "option retenue", "vote", "conditions", "responsable", "échéance", "suite")
FIGURES = ("étude", "version", "scénario", "lien figé", "empreinte")


def frame(settled: Sequence[Decision], followed: Mapping[str, Followed], links: Mapping[str, str]) -> pd.DataFrame:
    """A row for each settled decision [COLUMNS, FIGURES]; `links`: the address of the version that each was shown, by identifier, "" for none."""
    rows = [_row(one, followed[one.id], links.get(one.id, "")) for one in settled]
    return pd.DataFrame(rows, columns=[*COLUMNS, *FIGURES])


def _row(one: Decision, became: Followed, link: str) -> tuple[str | int, ...]:
    deadline = one.deadline.isoformat() if one.deadline else ""
    suite = f"{became.became.value} : {became.reason}"
    corrected = " ; ".join(f"ajout du {added.at.astimezone(HERE):%d/%m/%Y} : {added.text}" for added in one.addenda)
    decided = f"{one.decided} ({corrected})" if corrected else one.decided
    said = (one.sitting.card.name, one.sitting.at.astimezone(HERE).date().isoformat(), one.sitting.place, one.question, decided, one.chosen)
    shown = (one.shown["title"], one.version, one.shown["scenario_title"]) if one.study else ("", "", "")
    return (*said, words.vote(one), one.conditions, one.owner, deadline, suite, *shown, link, one.digest)
