"""What became of last year's decisions: the first thing on the page of decisions and on the home page."""

import re
from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from data.ground import escaping, french
from data.store.writings.assembly.decisions import Decision
from data.store.writings.assembly.flags import ANSWER
from pages.parts import menu, prose, provenance
from pages.parts.decisions import following, reading
from pages.parts.decisions.reading import Held
from pages.parts.visitor import Visitor
from studies.decisions import followed, former
from studies.decisions.followed import Became, Followed
from studies.decisions.former import Former

TITLE = "Ce que sont devenues les décisions"
AT_HOME = 2  # those that wait, told one by one on the home page
WAITING = (Became.LATE, Became.UNTOLD)


def title(year: int) -> str:
    """The heading: « … de l'an dernier », or of the year when it is an older one."""
    return f"{TITLE} de l'an dernier" if year == reading.today().year - 1 else f"{TITLE} de {year}"


def show(held: Held, visiting: Visitor) -> None:
    """Those of the last year in which there are any, by what became of them; what is older in a drawer."""
    year, found = followed.last_year(held.followed, reading.today())
    if not found:
        return
    prose.header(title(year))
    if year < reading.today().year - 1:
        prose.caption(f"Aucune décision de {reading.today().year - 1} n'est connue ici : voici les dernières qui le sont.")
    prose.markdown(f"**{_counted(found)}**")
    with st.container(width=provenance.READABLE):
        _listed(found)
        if older := [one for one in held.followed if one.on.year < year]:
            with prose.expander(f"Avant {year} : {french.number(len(older))}"):
                _listed(sorted(older, key=lambda one: one.on, reverse=True))
        with prose.expander("Ce qui a été dit des années passées"):
            prose.markdown("\n".join(f"- {_review(one)}" for one in former.reviews()))
        following.outcome([*found, *older], visiting)


def _listed(found: Sequence[Followed]) -> None:
    """By what became of them; what they have in common is told once: the sitting before them, their sources after."""
    several = len({_taken(one) for one in found}) > 1
    if not several:
        prose.markdown(f"{_taken(found[0])}.")
    for became, ones in groupby(found, key=lambda one: one.became):
        prose.markdown(f"### {french.begun(became.value)}")
        for one in ones:
            prose.markdown(line(one, with_sitting=several))
    read_first = sorted((one.former for one in found if one.former), key=lambda former: not former.url)
    if sources := dict.fromkeys(provenance.linked(each.source, each.url) for each in read_first):
        provenance.small(f"Ce qui a été décidé, d'après : {' ; '.join(sources)}.")


def line(one: Followed, with_sitting: bool) -> str:
    """A decision, when and where it was taken, why it stands there and who says so."""
    what = escaping.markdown(one.decided.rstrip("."))
    named = what if one.former else f"[{what}]({reading.link(one.id)})"
    doubt = f" ({provenance.DOUBT})" if one.doubtful else ""
    where = f" {_taken(one)}." if with_sitting else ""
    why = f" {escaping.markdown(french.begun(one.reason))}" if one.reason else ""
    told = f" Source : {provenance.linked(one.source, one.url)}." if one.source else ""
    return f"**{named}**{doubt}.{where}{_ended(why)}{told}"


def _ended(text: str) -> str:
    return f"{text.rstrip('.')}." if text else ""


def _taken(one: Followed) -> str:
    return f"{escaping.markdown(one.instance)}, {french.day(one.on)}"


def _review(one: Former) -> str:
    return f"**{escaping.markdown(one.subject)}** : {escaping.markdown(one.decided)}. Source : {provenance.linked(one.source, one.url)}."


def in_brief(held: Held, visiting: Visitor) -> None:
    """The counts, those that wait most, the way to the others: for the home page; who is to answer for a decision is told that it is flagged."""
    year, found = followed.last_year(held.followed, reading.today())
    if not found:
        return
    prose.header(title(year))
    first = [one for one in found if one.became in WAITING][:AT_HOME]
    waiting = [f"- {escaping.markdown(french.shortened(one.decided.rstrip('.')))} : {one.became.value}" for one in first]
    with st.container(width=provenance.READABLE):
        prose.markdown("\n".join([f"**{_counted(found)}**", "", *waiting]))
        for one in held.waiting():
            if visiting.may(ANSWER, one.study) or _carries(visiting, one):
                prose.warning(f"Une décision est à revoir ? [{escaping.markdown(one.question)}]({reading.link(one.id)})", icon=":material/flag:")
        prose.page_link(menu.as_page(menu.DECISIONS), label="Toutes les décisions", icon=":material/arrow_forward:")


def _carries(visiting: Visitor, one: Decision) -> bool:
    """Whether a decision was given to a visitor, by her name."""
    return visiting.person is not None and names(one.owner, visiting.person.name)


def names(owner: str, name: str) -> bool:
    """Whether who answers for a decision (« Aline Vert et la CCI ») is somebody, by her whole name: Ali is not Aline."""
    return re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", owner.casefold()) is not None


def _counted(found: Sequence[Followed]) -> str:
    told = followed.counted(found)
    return f"{french.begun(told)}."
