"""From the draft of the minutes to what is settled: submitted to those present, settled after a last look; then only added to."""

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Fault
from data.store.opening import store
from data.store.writings.assembly import minutes
from data.store.writings.assembly.decisions import Decision, Recusal
from pages.parts import prose, visitor
from pages.parts.committee.desk import do, form, hour, renewed
from pages.parts.decisions import reading
from pages.parts.sittings.desk import Desk, read_again
from studies.decisions import watching, words

SUBMITTED = "**Soumis aux présents.** Ils le lisent sur cette page. Une modification d'ici à l'arrêté est à leur soumettre de nouveau."
TO_READ = "**Ce relevé vous est soumis : il n'est pas encore arrêté.** Une erreur, un oubli ? Le dire à l'agence avant qu'il le soit."
EARLY = "Une fois le relevé arrêté, sa date ne change plus : la corriger d'abord dans « Convocation », s'il le faut."
AWARE = "J'ai relu ce relevé : une fois arrêté, il ne change plus, et tout le monde le lit"


def show(here: Desk) -> None:
    """Where the minutes are, and the next step."""
    if here.sitting.closed_at:
        _tell_late(here)
        prose.success(f"**Relevé arrêté le {words.on(here.sitting.closed_at)}.** Il ne se corrige que par un ajout daté.", icon=":material/lock:")
        prose.markdown("\n".join(_settled(one) for one in here.items))
    elif not here.items:
        prose.markdown("L'ordre du jour est vide : y mettre d'abord un point.")
    elif here.submitted:
        _settle(here)
    elif here.writes:
        _submit(here)


def _tell_late(here: Desk) -> None:
    """What was typed in minutes that were settled meanwhile is not lost, in whatever field it was."""
    for one in here.items:
        fields, kept = form(here.key("minute", one.id)), (one.decided, left(one.recusals), one.conditions, one.owner)
        for name, text in zip(("decided", "recusals", "conditions", "owner"), kept, strict=True):
            typed = st.session_state.get(f"{fields}.{name}") or ""
            if typed and typed.split() != text.split():
                told = f"il est arrêté depuis ; ce que vous écriviez n'est pas gardé : « {typed} »"
                visitor.tell(Fault("relevé", told, "corriger par un ajout daté à la décision"))


def left(recusals: Sequence[Recusal]) -> str:
    """Who left the vote and why, one to a line, as it is typed."""
    return "\n".join(f"{each.name} ; {each.reason}" for each in recusals)


def _submit(here: Desk) -> None:
    waiting = sum(not one.decided for one in here.items)
    if waiting:
        prose.markdown(f"{french.counted(waiting, 'point reste', 'points restent')} à rédiger avant de soumettre le relevé aux présents.")
    name = here.key("submit")
    if prose.button("Soumettre aux présents", icon=":material/forward_to_inbox:", key=name, disabled=bool(waiting)):
        do(lambda: _submitted(here))


def _submitted(here: Desk) -> str:
    minutes.submit(store(), here.visiting.actor, here.sitting.id)
    for one in here.items:
        read_again(here.key("minute", one.id))
    return "Relevé soumis : les membres le lisent sur cette page, depuis leur compte."


def _settle(here: Desk) -> None:
    prose.info(SUBMITTED if here.writes else TO_READ, icon=":material/forward_to_inbox:")
    if not here.writes:
        return
    prose.subheader("Arrêter le relevé")
    if here.sitting.at > datetime.now(UTC):
        prose.warning(f"**Cette séance n'a pas encore eu lieu** : elle est convoquée le {hour(here.sitting.at)}. {EARLY}", icon=":material/event:")
    for told in reading.put_aside(here.items).values():
        prose.warning(f"**{told}.** La décision gardera les chiffres qui ont été montrés.", icon=":material/inventory_2:")
    prose.markdown("\n".join(_recap(rank, one) for rank, one in enumerate(here.items, 1)))
    aware = prose.checkbox(AWARE, key=here.key("aware"))
    if prose.button("Arrêter", icon=":material/lock:", key=here.key("settle"), disabled=not aware):
        do(lambda: _closed(here))


def _recap(rank: int, one: Decision) -> str:
    """A line of a list, which breaks the longest word where it must."""
    figures = f" ({escaping.markdown(words.figures(one))})" if one.study else ""
    return f"{rank}. **{escaping.markdown(one.question)}**{figures} {escaping.markdown(one.decided)} *({words.vote(one)})*"


def _closed(here: Desk) -> str:
    done = minutes.settle(store(), here.visiting.actor, here.sitting.id)
    for study in {one.study for one in here.items if one.study}:  # a version may have been validated since the sitting
        watching.look(store(), here.visiting.actor, study)
    digests = french.plural(len(done), "son empreinte est imprimée", "leurs empreintes sont imprimées")
    return f"Relevé arrêté : {french.counted(len(done), 'décision')}, {digests} ci-dessous."


def _settled(one: Decision) -> str:
    """A line of a list, whose digest a phone breaks where it must."""
    return f"- [{escaping.markdown(french.shortened(one.question))}]({reading.link(one.id)}) : {words.vote(one)}. Empreinte : `{one.digest}`"


def addendum(here: Desk, one: Decision) -> None:
    """The one way to correct what is settled."""
    name = here.key("addendum", one.id)
    with st.form(form(name), border=False):
        text = prose.text_area("Ajouter à cette décision, à la date d'aujourd'hui", key=f"{form(name)}.text", height=80)
        if st.form_submit_button("Ajouter", icon=":material/note_add:"):
            do(lambda: _added(here, one, text))


def _added(here: Desk, one: Decision, text: str) -> str:
    minutes.add(store(), here.visiting.actor, one.id, text)
    renewed(here.key("addendum", one.id))
    return "Ajout gardé, à sa date."
