"""Everybody whom the agency knows, and what it may change for one of them: link, roles, studies, access."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Refused
from data.store import access, people
from data.store.access import Actor, Person, Standing
from data.store.opening import store
from data.store.permissions import Role
from pages.parts import prose, provenance, tables
from pages.parts.team import described, inviting, meanwhile
from pages.parts.visiting import done

KEY = "team.person"
MOST = 60  # people listed at once; the field above the list finds the others


def show(actor: Actor) -> None:
    """The card of the person chosen; beside it, the list, with the words looked for."""
    now = datetime.now(UTC)
    with store().reading_as(actor, people.MANAGE) as connection:
        everybody, standings = access.everybody(connection), access.standings(connection, now)
        names = {person.id: person for person in everybody}
        moved = meanwhile.told(connection, names, standings)
    with st.empty(), st.container():  # a place of its own: a message that comes or goes moves nothing, and the drawer that one opened stays open
        said = done.show(KEY)
        if moved:
            prose.warning(moved, icon=":material/group:")
            prose.toast(moved, icon=":material/group:", duration="long")
    card, listed = st.columns([2, 3], gap="large")  # on a phone, the card stands above the list
    with card:
        chosen = prose.selectbox(
            "Une personne", list(names), index=None, format_func=lambda one: described.named(names[one]), placeholder="Choisir", key=f"{KEY}.chosen"
        )
        if chosen in names:
            if said or moved:
                _ask_again(chosen)
            with st.container(border=True):
                _card(actor, names[chosen], standings.get(chosen, Standing()), names, _told_only if moved else _do)
        else:
            provenance.small("Choisir une personne pour lui donner ou lui retirer un rôle, remplacer son lien, confier ses études, fermer son accès.")
    with listed:
        _list(everybody, standings)


def _list(everybody: Sequence[Person], standings: Mapping[str, Standing]) -> None:
    """Those whose line holds the words looked for, and how many wait or are about to leave."""
    wanted = prose.text_input("Chercher : un nom, une organisation, un rôle, une étude", key=f"{KEY}.wanted").strip().casefold()
    placed = [(person, standings.get(person.id, Standing())) for person in everybody]
    found = [described.row(*each) for each in placed if wanted in described.words(*each).casefold()]
    waiting = sum(bool(person.grants) and standing.waits_until is not None and standing.signed_in_at is None for person, standing in placed)
    told = [french.counted(len(found), "personne"), french.counted(waiting, "n'a pas encore ouvert son lien", "n'ont pas encore ouvert leur lien")]
    told = told[: 1 + bool(waiting and not wanted)]
    more = [f"les {french.number(MOST)} premières sont montrées"] if len(found) > MOST else []
    prose.markdown(" ; ".join([*told, *more]) + ".")
    with st.container(key=f"{described.TABLE}-list"):
        tables.show(found[:MOST])


def _card(actor: Actor, person: Person, standing: Standing, everybody: dict[str, Person], do: Callable[[Callable[[], object], str], None]) -> None:
    """Who one person is, and what may be done for her; `do` does it, or not."""
    meanwhile.remember(person, standing)
    prose.subheader(escaping.markdown(person.name))
    told = filter(None, (person.organisation, person.email, described.roles(person)))
    prose.markdown(" · ".join([*map(escaping.markdown, told), described.connection(person, standing)]))
    if prose.button("Remplacer son lien", icon=":material/link:", key=f"{KEY}.link", help="Pour un lien perdu, expiré, ou un autre appareil"):
        links = _links(person.id)
        do(lambda: inviting.keep_links(links, [people.renew_link(store(), actor, person.id)]), "Lien remplacé : l'ancien ne vaut plus.")
    inviting.show_links(_links(person.id))
    with prose.expander("Donner un rôle"), st.form(f"{KEY}.give", border=False):
        inviting.choose_role(f"{KEY}.give", [st.container() for _ in range(3)])  # the card is narrow: one under the other
        if st.form_submit_button("Donner ce rôle"):
            do(lambda: people.give(store(), actor, person.id, inviting.chosen_role(f"{KEY}.give")), "Rôle donné.")
    if person.grants:
        with prose.expander("Retirer un rôle"):
            grant = prose.selectbox("Rôle à retirer", person.grants, format_func=described.grant_in_words, key=f"{KEY}.held")
            if prose.button("Retirer ce rôle", key=f"{KEY}.take"):
                do(lambda: people.take_back(store(), actor, person.id, grant), "Rôle retiré.")
    if any(grant.role is Role.AUTHOR for grant in person.grants):
        with prose.expander("Confier ses études à quelqu'un d'autre"), st.form(f"{KEY}.hand", border=False):
            coming, until = _asked_hand_over(person, everybody)
            if st.form_submit_button("Confier"):
                do(lambda: people.hand_over(store(), actor, person.id, coming, until), "Études confiées.")
    _leave(actor, person, do)


def _asked_hand_over(person: Person, everybody: dict[str, Person]) -> tuple[str, date | None]:
    """To whom ("" for nobody yet) and until when."""
    others = [one for one in everybody if one != person.id]
    coming = prose.selectbox(
        "À qui", others, index=None, format_func=lambda one: described.named(everybody[one]), placeholder="Choisir", key=f"{KEY}.coming"
    )
    until = prose.date_input("Dernier jour de son stage", value=None, min_value=date.today(), format="DD/MM/YYYY", key=f"{KEY}.hand-until")
    return coming or "", until


def _leave(actor: Actor, person: Person, do: Callable[[Callable[[], object], str], None]) -> None:
    """Closing and erasing, each behind a box to tick: they cannot be undone by a click."""
    with prose.expander("Fermer son accès, ou l'effacer"):
        provenance.small(
            "Fermer retire ses rôles, annule ses liens et la déconnecte partout. Effacer fait de même et ôte son nom : ce qu'elle a écrit reste."
        )
        sure = prose.toggle(f"Oui, pour {escaping.markdown(person.name)}", key=_sure(person.id))
        with st.container(horizontal=True):
            if prose.button("Fermer l'accès", icon=":material/block:", disabled=not sure, key=f"{KEY}.close"):
                do(lambda: people.close_access(store(), actor, person.id), "Accès fermé.")
            if prose.button("Effacer la personne", icon=":material/person_remove:", disabled=not sure, key=f"{KEY}.erase"):
                do(lambda: people.erase(store(), actor, person.id), "Personne effacée.")


def _links(person: str) -> str:
    """The key of the links made on the card of one person."""
    return f"{KEY}.{person}"


def _sure(person: str) -> str:
    """The key of the box that confirms, for one person."""
    return f"{KEY}.sure.{person}"


def _ask_again(person: str) -> None:
    """Leaves her box blank: a tick is worth one deed, and erasing never follows from what was said for another."""
    st.session_state[_sure(person)] = False


def _do(deed: Callable[[], object], said: str) -> None:
    """Does it, and says so on the page drawn again; or says what refuses."""
    try:
        deed()
    except Refused as refused:
        done.refuse(refused.fault)
        return
    meanwhile.forget()
    done.keep(KEY, said)
    st.rerun()


def _told_only(deed: Callable[[], object], said: str) -> None:
    """Nothing: the page says what somebody else did first."""
