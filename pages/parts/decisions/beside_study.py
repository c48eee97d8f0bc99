"""Beside a study: what was decided on it, on which figures, what has changed since."""

import streamlit as st

from data.ground import escaping, french
from data.store.access import PUBLIC
from data.store.opening import store
from data.store.writings.assembly import decisions, flags
from data.store.writings.assembly.decisions import Decision
from pages.parts import menu, prose, provenance, visitor
from pages.parts.decisions import figures, flagged, reading
from pages.parts.study.part import Part, Screen
from studies.decisions import words


class Decided(Part):
    """The last decision in three lines, the others counted; nothing while there is none."""

    id = "decisions"

    def draw(self, screen: Screen) -> None:
        """Its figures are those of a scenario, not of the levers."""
        with visitor.told():
            found = decisions.read(store(), PUBLIC, study=screen.study.slug)
            if found:
                prose.subheader("Décisions")
                with st.container(width=provenance.READABLE):
                    _three_lines(found[0])
                    if others := len(found) - 1:
                        provenance.small(
                            f"{french.counted(others, 'autre décision', 'autres décisions')} : "
                            f"[{french.plural(others, 'la lire', 'les lire')}](/{menu.DECISIONS.address})"
                        )


def _three_lines(one: Decision) -> None:
    visiting = visitor.current()
    question = f"[{escaping.markdown(one.question)}]({reading.link(one.id)})"
    where = f"{escaping.markdown(one.sitting.card.name)}, {words.day(one)}"
    prose.markdown(f"**Ce qui a été décidé** ({where}) : {question} {escaping.markdown(one.decided)} *({words.vote(one)})*")
    link = reading.frozen_for(one, visiting)
    said = escaping.markdown(words.figures(one))
    shown = [f"{escaping.markdown(french.in_sentence(each['label']))}, **{each['written']}**" for each in one.shown["headlines"]]
    prose.markdown(f"**Sur quels chiffres** ({f'[{said}]({link})' if link else said}) : {' ; '.join(shown)}")
    _since(one)


def _since(one: Decision) -> None:
    """What has changed since: the last flag and its answer, else the figures that are out of their range today, or not given any more."""
    found = flags.of(store(), one.id)
    told = figures.since(one, figures.of_today(one, visitor.current()))
    if reading.waits(found):
        prose.warning(f"**Ce qui a changé depuis** : {told}. La décision est [à revoir ?]({reading.link(one.id)})", icon=":material/flag:")
    else:
        answer = f" {flagged.answered(found[0])}" if found else ""
        prose.markdown(f"**Ce qui a changé depuis** : {told}.{answer}")
