"""Inviting one person or forty: their names, one role, a link for each with a text ready to send."""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import escaping, french
from data.ground.faults import Fault, Refused
from data.store import access, people, permissions, signing
from data.store import newcomers as listed
from data.store.access import Actor, Person, Standing
from data.store.opening import store
from data.store.people import Invited
from data.store.permissions import EVERY_STUDY, Grant, Role
from pages.parts import prose, provenance, tables, visitor
from pages.parts.team import described, mailing, meanwhile
from pages.parts.team.mailing import MailServer
from pages.parts.visiting import done
from studies import catalog

KEY = "team.invite"
MANY, HIGH = 10, 260  # lines shown whole, and the height of more [px]
PRESSED_TWICE = 10  # [s] the second press of a double one may wait for the page to be drawn; a later one is another list
FEW = 3  # known people shown whole: the button under them stays in sight
ROLES = {  # what each role is for, in the words of the form
    Role.ELECTED: "élu : lit les études et décide en assemblée",
    Role.REVIEWER: "relecteur : membre d'un comité de suivi",
    Role.AUTHOR: "auteur : stagiaire, pour la durée du stage",
    Role.CONTRIBUTOR: "contributeur : expert, opérateur, partenaire",
    Role.ADMINISTRATOR: "administrateur : l'agence, pour tout",
}
ALL_KNOWN = Fault("liste", "tous y sont déjà connus, et laissés comme ils sont", "ajouter quelqu'un, ou choisir de les inviter de nouveau")


class Known(StrEnum):
    """What to do about people of the list whom the agency knows already; the value is shown as it is."""

    LEFT = "ne rien changer, et n'inviter que les autres"
    AGAIN = "inviter de nouveau : ce rôle en plus, et un nouveau lien à la place de celui qui attend"


TEXT = (
    "Bonjour {name},\n\nLozère Développement vous ouvre le Studio ({role}). Votre lien personnel, à ouvrir une fois avant le {until} sur "
    "l'appareil dont vous vous servirez :\n\n{link}\n\n"
    "Il est à votre nom : ne le transférez pas. Perdu ou expiré, il se remplace sur demande.\n"
)


@dataclass(frozen=True)
class Letter:
    """A link that opens something: whom it is for, as she is now, and until when."""

    person: Person
    until: datetime
    token: str

    @property
    def link(self) -> str:
        """The address that opens it."""
        return f"{visitor.base()}/invitation/{self.token}"

    @property
    def text(self) -> str:
        """The letter, ready to send."""
        roles = french.listed(sorted({grant.role.value for grant in described.held(self.person)}))
        return TEXT.format(name=self.person.name, role=roles, until=french.day(self.until.date()), link=self.link)


def show(actor: Actor) -> None:
    """The form, with those of its list whom the agency knows already; then the links of those who were just invited, and what was done."""
    if st.session_state.pop(f"{KEY}.empty", False):
        st.session_state[f"{KEY}.list"] = ""
    with st.form(KEY, border=False):
        prose.text_area(
            "Une personne par ligne : nom ; organisation ; adresse électronique",
            placeholder="Aline Vert ; Chambre d'agriculture ; aline.vert@exemple.fr",
            help="Le nom suffit. Une liste copiée d'un tableur convient : trois colonnes, sans en-têtes.",
            key=f"{KEY}.list",
            height=160,
        )
        choose_role(KEY, st.columns([3, 2, 2]))
        _ask_about_known(actor)
        asked = st.form_submit_button("Inviter", icon=":material/person_add:")
    if asked:
        _invite(actor)
    show_links(KEY)


def _ask_about_known(actor: Actor) -> None:
    """Those of the list whom the agency knew when « Inviter » was pressed, one by one, and what to do about them."""
    met: Collection[str] = st.session_state.get(f"{KEY}.met", ())
    if not met:
        return
    with store().reading_as(actor, people.MANAGE) as connection:
        known = [person for person in access.everybody(connection) if person.id in met]
        standings = access.standings(connection, datetime.now(UTC))
    count = french.counted(len(known), "personne est déjà connue", "personnes sont déjà connues")
    prose.warning(f"{count} : rien n'est encore fait. Choisir que faire, puis appuyer de nouveau sur « Inviter ».", icon=":material/group:")
    prose.radio("Pour qui est déjà connu", list(Known), format_func=lambda one: one.value, key=f"{KEY}.known")
    with st.container(height=HIGH if len(known) > FEW else "content", border=False, key=f"{described.TABLE}-known"):
        tables.show([described.row(person, standings.get(person.id, Standing())) for person in known])
    if st.session_state.pop(f"{KEY}.new", False):
        prose.toast(f"{count} : rien n'est encore fait.", icon=":material/group:", duration="long")


def choose_role(key: str, places: Sequence[DeltaGenerator]) -> None:
    """The fields of a role, each in its place: which, for what study, until when."""
    titles = {EVERY_STUDY: "toutes les études", **{study.slug: study.card.title for study in catalog.studies()}}
    role, study, until = places
    with role:
        prose.selectbox("Rôle", list(permissions.GIVEN), format_func=ROLES.__getitem__, key=f"{key}.role")
    with study:
        prose.selectbox("Étude", list(titles), format_func=titles.__getitem__, key=f"{key}.study")
    with until:
        prose.date_input("Dernier jour (obligatoire pour un auteur)", value=None, min_value=date.today(), format="DD/MM/YYYY", key=f"{key}.until")


def chosen_role(key: str) -> Grant:
    """What those fields hold."""
    held = st.session_state
    return Grant(held[f"{key}.role"], held[f"{key}.study"], held[f"{key}.until"])


def _invite(actor: Actor) -> None:
    """Invites everybody of the list, or says what keeps it from doing so: the list stays in its field."""
    text, role = st.session_state[f"{KEY}.list"], chosen_role(KEY)
    if _pressed_twice(text, role):  # what was done stays told
        st.session_state[f"{KEY}.empty"] = True
        st.rerun()
    st.session_state.pop(f"{KEY}.told", None)  # what follows is another list
    newcomers, faults = listed.read_list(text)
    with store().reading_as(actor, people.MANAGE) as connection:
        found = listed.among(connection, newcomers)
    if not faults:
        met = zip(listed.line_numbers(text), newcomers, found, strict=True)
        wrong = ((number, listed.other_name(newcomer, person)) for number, newcomer, person in met)
        faults = [replace(fault, place=f"ligne {number}, {fault.place}") for number, fault in wrong if fault]
    for fault in faults:
        visitor.tell(fault)
    if faults:
        prose.toast(f"Personne n'est invité : {french.counted(len(faults), 'défaut')} dans la liste.", icon=done.UNDONE, duration="long")
        return
    known = {person.id for person in found if person}
    if known - st.session_state.get(f"{KEY}.met", set()):
        st.session_state.update({f"{KEY}.met": known, f"{KEY}.new": True})
        st.rerun()
    left = known and st.session_state[f"{KEY}.known"] is Known.LEFT
    asked = [newcomer for newcomer, person in zip(newcomers, found, strict=True) if not (left and person)]
    if left and not asked:
        done.refuse(ALL_KNOWN)
        return
    try:
        keep_links(KEY, people.invite(store(), actor, asked, [role], again=known))
    except Refused as refused:
        done.refuse(refused.fault)
        return
    kept = f" {french.counted(len(known), 'personne déjà connue, laissée', 'personnes déjà connues, laissées')} sans changement." if left else ""
    made = french.counted(len(asked), "lien fait", "liens faits")
    words = f"{made}. À copier maintenant : un lien n'est montré qu'une fois.{kept}"
    st.session_state.pop(f"{KEY}.met", None)
    st.session_state.update({f"{KEY}.told": words, f"{KEY}.new": True, f"{KEY}.empty": True, f"{KEY}.last": (text, role, time.monotonic())})
    meanwhile.forget()
    st.rerun()


def _pressed_twice(text: str, role: Grant) -> bool:
    """Whether the same list has just been invited, and nothing else was done since: none of its links replaced nor cancelled."""
    _letters(KEY)
    *last, at = st.session_state.get(f"{KEY}.last", (None,))
    return last == [text, role] and f"{KEY}.told" in st.session_state and time.monotonic() - at < PRESSED_TWICE


def keep_links(key: str, made: Sequence[Invited]) -> None:
    """Keeps links in the session of the visitor, in place of those before: they are shown until she leaves."""
    st.session_state.update({f"{key}.links": [one.token for one in made], f"{key}.sent": set()})
    _another_list(key)


def _another_list(key: str) -> None:
    """The list of letters is another one: a browser goes on showing the name that it chose in the former one."""
    st.session_state[f"{key}.turn"] = st.session_state.get(f"{key}.turn", 0) + 1


def _letters(key: str) -> list[Letter]:
    """The links that still open something, each with her whom it is for and the roles that she holds now. Forgets those that open nothing any more,
    whoever replaced, cancelled or opened them, and what was said of the list that they were in."""
    made = st.session_state.get(f"{key}.links", [])
    found = signing.in_force(store(), made) if made else {}
    if len(found) < len(made):
        st.session_state[f"{key}.links"] = [token for token in made if token in found]
        st.session_state.pop(f"{key}.told", None)
    letters = [Letter(*found[token], token) for token in made if token in found and described.held(found[token][0])]
    if (names := [one.token for one in letters]) != st.session_state.get(f"{key}.listed"):
        st.session_state[f"{key}.listed"] = names
        _another_list(key)
    return letters


def show_links(key: str) -> None:
    """What was done, and the links just made that still open something: in a list when there are several, and the text of one, ready to copy; a
    button to send those that have an address, where a server takes mail."""
    letters = _letters(key)
    if words := st.session_state.get(f"{key}.told"):
        prose.success(words, icon=done.DONE)
        if st.session_state.pop(f"{key}.new", False):
            prose.toast(words, icon=done.DONE, duration="long")
    to = mailing.server()
    if to is not None and any(letter.person.email for letter in letters):
        _offer_mail(key, to, {letter.person.email: letter.text for letter in letters if letter.person.email})
    if len(letters) > 1:
        _show_list(letters)
    if letters:
        _show_letter(key, letters)


def _show_list(letters: Sequence[Letter]) -> None:
    """A line for each, which one pastes into a spreadsheet or a mailing list: forty letters would be a page of drawers."""
    lines = ["\t".join(str(escaping.cell(each)) for each in (one.person.name, one.person.email, one.link)) for one in letters]
    prose.markdown("**Tous les liens, une personne par ligne** : nom, adresse électronique, lien. La liste se colle dans un tableur.")
    st.code("\n".join(lines), language=None, height=HIGH if len(lines) > MANY else "content")


def _show_letter(key: str, letters: Sequence[Letter]) -> None:
    """The letter of one of them, whom the reader chooses when there are several."""
    names, chosen = [one.person.name for one in letters], st.session_state.get(f"{key}.whose")
    place = next((number for number, one in enumerate(letters) if one.token == chosen), 0)
    if len(letters) > 1:
        field = f"{key}.letter-{st.session_state[f'{key}.turn']}"
        place = prose.selectbox("Le texte à envoyer à", range(len(names)), index=place, format_func=names.__getitem__, key=field, width=320)
    letter = letters[place]
    st.session_state[f"{key}.whose"] = letter.token
    prose.markdown(f"**Lien personnel : {escaping.markdown(letter.person.name)}**")
    st.code(letter.text, language=None, wrap_lines=True, width=provenance.READABLE)
    if letter.person.email:
        sent = letter.person.email in st.session_state[f"{key}.sent"]
        provenance.small(f"{'Envoyé' if sent else 'À envoyer'} à {escaping.markdown(letter.person.email)}.")


def _offer_mail(key: str, to: MailServer, texts: dict[str, str]) -> None:
    """The button, for those to whom nothing was sent yet; then what was sent, and what was refused."""
    sent = st.session_state[f"{key}.sent"]
    waiting = {address: text for address, text in texts.items() if address not in sent}
    count = french.counted(len(waiting), "personne")
    if waiting and prose.button(f"Envoyer par courriel à {count}", icon=":material/mail:", key=f"{key}.mail"):
        with st.spinner("Envoi…"):
            refused = mailing.send(to, waiting)
        sent |= waiting.keys() - refused.keys()
        for fault in dict.fromkeys(refused.values()):
            visitor.tell(fault)
    if sent:
        prose.success(f"{french.counted(len(sent), 'courriel envoyé', 'courriels envoyés')}.", icon=":material/mark_email_read:")
