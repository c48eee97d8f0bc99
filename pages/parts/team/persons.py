"""Everybody whom the agency knows, and what it may change for one of them: link, roles, studies, access."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Refused
from data.store import access, people
from data.store.access import Actor, Person, Standing
from data.store.opening import store
from data.store.permissions import EVERY_STUDY, Grant, Role
from pages.parts import prose, provenance, tables, visitor
from pages.parts.team import inviting
from studies import catalog

KEY = "team.person"
MOST = 60  # people listed at once; the field above the list finds the others


def show(actor: Actor) -> None:
    """The card of the person chosen; beside it, the list, with the words looked for."""
    now = datetime.now(UTC)
    with store().reading_as(actor, people.MANAGE) as connection:
        everybody, standings = access.everybody(connection), access.standings(connection, now)
    said = st.session_state.pop(f"{KEY}.said", "")
    with st.empty():  # a place of its own: a message that comes or goes moves nothing, and the drawer that one opened stays open
        if said:
            prose.success(said, icon=":material/check_circle:")
    names = {person.id: person for person in everybody}
    card, listed = st.columns([2, 3], gap="large")  # on a phone, the card stands above the list
    with card:
        chosen = prose.selectbox(
            "Une personne", list(names), index=None, format_func=lambda one: _named(names[one]), placeholder="Choisir", key=f"{KEY}.chosen"
        )
        if chosen in names:
            if said:
                _ask_again(chosen)
            with st.container(border=True):
                _card(actor, names[chosen], standings.get(chosen, Standing()), names)
        else:
            provenance.small("Choisir une personne pour lui donner ou lui retirer un rôle, remplacer son lien, confier ses études, fermer son accès.")
    with listed:
        _list(everybody, standings)


def _list(everybody: Sequence[Person], standings: Mapping[str, Standing]) -> None:
    """Those whose line holds the words looked for, and how many wait or are about to leave."""
    wanted = prose.text_input("Chercher : un nom, une organisation, un rôle, une étude", key=f"{KEY}.wanted").strip().casefold()
    rows = [_row(person, standings.get(person.id, Standing())) for person in everybody]
    found = [row for row in rows if wanted in " ".join(row.values()).casefold()]
    waiting = sum(standing.waits_until is not None and standing.signed_in_at is None for standing in standings.values())
    told = [french.counted(len(found), "personne"), french.counted(waiting, "n'a pas encore ouvert son lien", "n'ont pas encore ouvert leur lien")]
    told = told[: 1 + bool(waiting and not wanted)]
    more = [f"les {french.number(MOST)} premières sont montrées"] if len(found) > MOST else []
    prose.markdown(" ; ".join([*told, *more]) + ".")
    tables.show(found[:MOST])


def _named(person: Person) -> str:
    return f"{person.name} ({person.organisation})" if person.organisation else person.name


def _row(person: Person, standing: Standing) -> dict[str, str]:
    """Two columns, which a phone shows whole."""
    under = [escaping.markdown(text) for text in (person.organisation, person.email) if text]
    who = " · ".join([f"**{escaping.markdown(person.name)}**", *under])
    return {"Personne": who, "Rôles, connexion": f"{escaping.markdown(_roles(person) or 'aucun rôle : accès fermé')} · {_connection(standing)}"}


def _connection(standing: Standing) -> str:
    """When she last came, and whether a link waits for her."""
    came = f"venue le {french.short_day(standing.signed_in_at.date())}" if standing.signed_in_at else ""
    waits = f"lien à ouvrir avant le {french.short_day(standing.waits_until.date())}" if standing.waits_until else ""
    return " ; ".join(filter(None, (came, waits))) or "jamais venue, sans lien"


def _roles(person: Person) -> str:
    today = datetime.now(UTC).date()
    return " ; ".join(grant_in_words(grant) for grant in person.grants if grant.holds(today))


def grant_in_words(grant: Grant) -> str:
    """A role with its study and its last day."""
    study = next((study.card.title for study in catalog.studies() if study.slug == grant.study), grant.study)
    of = "" if grant.study == EVERY_STUDY else f", {study}"
    until = f", jusqu'au {french.short_day(grant.until)}" if grant.until else ""
    return f"{grant.role.value}{of}{until}"


def _card(actor: Actor, person: Person, standing: Standing, everybody: dict[str, Person]) -> None:
    """Who one person is, and what may be done for her."""
    prose.subheader(escaping.markdown(person.name))
    told = (person.organisation, person.email, _roles(person) or "aucun rôle : accès fermé")
    prose.markdown(" · ".join([*(escaping.markdown(text) for text in told if text), _connection(standing)]))
    if prose.button("Remplacer son lien", icon=":material/link:", key=f"{KEY}.link", help="Pour un lien perdu, expiré, ou un autre appareil"):
        _ask_again(person.id)
        with visitor.told():
            inviting.keep_links(f"{KEY}.{person.id}", [people.renew_link(store(), actor, person.id)])
    inviting.show_links(f"{KEY}.{person.id}")
    with prose.expander("Donner un rôle"), st.form(f"{KEY}.give", border=False):
        inviting.choose_role(f"{KEY}.give", [st.container() for _ in range(3)])  # the card is narrow: one under the other
        if st.form_submit_button("Donner ce rôle"):
            _do(lambda: people.give(store(), actor, person.id, inviting.chosen_role(f"{KEY}.give")), "Rôle donné.")
    if person.grants:
        _take_back(actor, person)
    if any(grant.role is Role.AUTHOR for grant in person.grants):
        _hand_over(actor, person, everybody)
    _leave(actor, person)


def _take_back(actor: Actor, person: Person) -> None:
    with prose.expander("Retirer un rôle"):
        grant = prose.selectbox("Rôle à retirer", person.grants, format_func=grant_in_words, key=f"{KEY}.held")
        if prose.button("Retirer ce rôle", key=f"{KEY}.take"):
            _do(lambda: people.take_back(store(), actor, person.id, grant), "Rôle retiré.")


def _hand_over(actor: Actor, person: Person, everybody: dict[str, Person]) -> None:
    with prose.expander("Confier ses études à quelqu'un d'autre"), st.form(f"{KEY}.hand", border=False):
        others = [one for one in everybody if one != person.id]
        coming = prose.selectbox(
            "À qui", others, index=None, format_func=lambda one: _named(everybody[one]), placeholder="Choisir", key=f"{KEY}.coming"
        )
        until = prose.date_input("Dernier jour de son stage", value=None, min_value=date.today(), format="DD/MM/YYYY", key=f"{KEY}.hand-until")
        if st.form_submit_button("Confier"):
            _do(lambda: people.hand_over(store(), actor, person.id, coming or "", until), "Études confiées.")


def _leave(actor: Actor, person: Person) -> None:
    """Closing and erasing, each behind a box to tick: they cannot be undone by a click."""
    with prose.expander("Fermer son accès, ou l'effacer"):
        provenance.small(
            "Fermer retire ses rôles, annule ses liens et la déconnecte partout. Effacer fait de même et ôte son nom : ce qu'elle a écrit reste."
        )
        sure = prose.toggle(f"Oui, pour {escaping.markdown(person.name)}", key=_sure(person.id))
        with st.container(horizontal=True):
            if prose.button("Fermer l'accès", icon=":material/block:", disabled=not sure, key=f"{KEY}.close"):
                _do(lambda: people.close_access(store(), actor, person.id), "Accès fermé.")
            if prose.button("Effacer la personne", icon=":material/person_remove:", disabled=not sure, key=f"{KEY}.erase"):
                _do(lambda: people.erase(store(), actor, person.id), "Personne effacée.")


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
        visitor.tell(refused.fault)
        return
    st.session_state[f"{KEY}.said"] = said
    st.rerun()
