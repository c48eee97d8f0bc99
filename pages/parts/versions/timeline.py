"""The versions of a study in a table: where each stands, its figures as they were written, what was said of it."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from data.ground import escaping, french
from data.store.access import PUBLIC
from data.store.opening import store
from data.store.writings import sign_offs
from data.store.writings.sign_offs import SignOff
from pages.parts import menu, prose, tables
from pages.parts.versions import reading
from pages.parts.versions.reading import Known
from studies.publishing import document, life
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Indicator
from studies.toolkit.running.study import Study

FIGURES = "Chiffres de tête"
SHOWN = 2  # headlines of each version in the table, those that moved first; all of them are on its page
NOTHING_SENT = "Rien n'a encore été soumis : les chiffres affichés sont ceux du brouillon."


def show(study: Study, found: Sequence[Known]) -> None:
    """The table; a sentence when there is only the draft."""
    if all(known.version is None for known in found):
        prose.markdown(NOTHING_SENT)
    signed = sign_offs.of_study(store(), PUBLIC, study.slug)  # counted, not named
    written = [_written(study, known) for known in found]
    asked = chosen(study.card.indicators, written)
    rows = [_row(study, known, signed, _figures(asked, figures)) for known, figures in zip(found, written, strict=True)]
    told = [name for name in rows[0] if any(row[name] for row in rows)] if rows else []  # no column for what nothing has yet
    tables.show([{name: row[name] for name in told} for row in rows])


def chosen(indicators: Sequence[Indicator], written: Sequence[Mapping[str, str]]) -> list[Indicator]:
    """The headlines of the table, in the order of the card: those that a version writes otherwise than another, then the first ones."""
    first = sorted(indicators, key=lambda one: len({figures.get(one.id) for figures in written}) < 2)[:SHOWN]
    return [one for one in indicators if one in first]


def _row(study: Study, known: Known, signed: Sequence[SignOff], figures: str) -> dict[str, str]:
    """Where it stands, since when and who signed it in one cell, its figures in another: a phone shows three columns."""
    name = f"**Version {known.number}**"
    if known.version is None:
        return {"Version": f"{name}, {known.status.agreed}", FIGURES: figures, "Message": ""}
    last = known.version.steps[-1]
    message = next((step.message for step in reversed(known.version.steps) if step.message), "")
    where = f"[{name}]({reading.link(study.slug, known.number)}), {known.status.agreed} le {french.short_day(last.at.date())}"
    signatures = _signatures(study, [one for one in signed if one.number == known.number])
    return {"Version": f"{where}{signatures}", FIGURES: figures, "Message": escaping.markdown(message)}


def _signatures(study: Study, signed: Sequence[SignOff]) -> str:
    """How many of each verdict, which lead to what was written."""
    page = f"/{menu.COMMITTEE.address}?{urlencode({reading.STUDY: study.slug})}"
    return f". [{sign_offs.in_brief(signed)}]({page})" if signed else ""


def _written(study: Study, known: Known) -> dict[str, str]:
    """Each headline as that version wrote it, or as the draft does now."""
    if known.version is None:
        now = life.under_way(store(), study.slug, known.named).run().indicators
        return {name: units.headline(one.value, one.unit) for name, one in now.items()}
    kept = life.content(store(), known.version)
    return {one["id"]: one["written"] for one in document.headlines(kept, kept["card"]["default_scenario"])}


def _figures(asked: Sequence[Indicator], written: Mapping[str, str]) -> str:
    """Some headlines, under the names that the study gives them today."""
    told = (f"{escaping.markdown(one.short or one.label)}{french.NO_BREAK}: **{written[one.id]}**" for one in asked if one.id in written)
    return " ; ".join(told)
