"""Inviting one person or forty: their names, one role, a link for each with a text ready to send."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import escaping, french
from data.ground.faults import Refused
from data.store import access, people, permissions
from data.store.access import Actor
from data.store.opening import store
from data.store.people import Invited
from data.store.permissions import EVERY_STUDY, Grant, Role
from pages.parts import prose, provenance, visitor
from pages.parts.team import mailing
from pages.parts.team.mailing import MailServer
from studies import catalog

KEY = "team.invite"
MANY, HIGH = 10, 260  # lines shown whole, and the height of more [px]
ROLES = {  # what each role is for, in the words of the form
    Role.ELECTED: "élu : lit les études et décide en assemblée",
    Role.REVIEWER: "relecteur : membre d'un comité de suivi",
    Role.AUTHOR: "auteur : stagiaire, pour la durée du stage",
    Role.CONTRIBUTOR: "contributeur : expert, opérateur, partenaire",
    Role.ADMINISTRATOR: "administrateur : l'agence, pour tout",
}
TEXT = (
    "Bonjour {name},\n\nLozère Développement vous ouvre le Studio ({role}). Votre lien personnel, à ouvrir une fois avant le {until} sur "
    "l'appareil dont vous vous servirez :\n\n{link}\n\n"
    "Il est à votre nom : ne le transférez pas. Perdu ou expiré, il se remplace sur demande.\n"
)


def show(actor: Actor) -> None:
    """The form, then the links of those who were just invited."""
    with st.form(KEY, border=False):
        prose.text_area(
            "Une personne par ligne : nom ; organisation ; adresse électronique",
            placeholder="Aline Vert ; Chambre d'agriculture ; aline.vert@exemple.fr",
            help="Le nom suffit. Une liste copiée d'un tableur convient : trois colonnes, sans en-têtes.",
            key=f"{KEY}.list",
            height=160,
        )
        choose_role(KEY, st.columns([3, 2, 2]))
        asked = st.form_submit_button("Inviter", icon=":material/person_add:")
    if asked:
        _invite(actor)
    show_links(KEY)


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
    newcomers, faults = people.read_list(st.session_state[f"{KEY}.list"])
    for fault in faults:
        visitor.tell(fault)
    if faults:
        return
    try:
        keep_links(KEY, people.invite(store(), actor, newcomers, [chosen_role(KEY)]))
    except Refused as refused:
        visitor.tell(refused.fault)
        return
    count = len(newcomers)
    prose.success(
        f"{french.counted(count, 'lien fait', 'liens faits')}. À copier maintenant : un lien n'est montré qu'une fois.",
        icon=":material/check_circle:",
    )


def keep_links(key: str, made: Sequence[Invited]) -> None:
    """Keeps links in the session of the visitor, in place of those before: they are shown until she leaves."""
    st.session_state[f"{key}.links"] = list(made)
    st.session_state.pop(f"{key}.letter", None)  # that of somebody of the list before
    st.session_state[f"{key}.sent"] = set()


def show_links(key: str) -> None:
    """The links just made, in a list when there are several, and the text of one, ready to copy; a button to send those that have an address, where a
    server takes mail."""
    links = {invited: _text(invited) for invited in st.session_state.get(f"{key}.links", [])}
    to = mailing.server()
    if to is not None and any(invited.person.email for invited in links):
        _offer_mail(key, to, {invited.person.email: text for invited, text in links.items() if invited.person.email})
    if len(links) > 1:
        _show_list(links)
    if links:
        _show_letter(key, links)


def _show_list(links: Iterable[Invited]) -> None:
    """A line for each, which one pastes into a spreadsheet or a mailing list: forty letters would be a page of drawers."""
    lines = ["\t".join(str(escaping.cell(each)) for each in (one.person.name, one.person.email, _link(one))) for one in links]
    prose.markdown("**Tous les liens, une personne par ligne** : nom, adresse électronique, lien. La liste se colle dans un tableur.")
    st.code("\n".join(lines), language=None, height=HIGH if len(lines) > MANY else "content")


def _show_letter(key: str, links: Mapping[Invited, str]) -> None:
    """The letter of one of them, whom the reader chooses when there are several."""
    made, place = list(links), 0
    if len(made) > 1:
        names = [one.person.name for one in made]
        place = prose.selectbox("Le texte à envoyer à", range(len(made)), format_func=names.__getitem__, key=f"{key}.letter", width=320)
    invited = made[place]
    prose.markdown(f"**Lien de {escaping.markdown(invited.person.name)}**")
    st.code(links[invited], language=None, wrap_lines=True, width=provenance.READABLE)
    if invited.person.email:
        sent = invited.person.email in st.session_state[f"{key}.sent"]
        provenance.small(f"{'Envoyé' if sent else 'À envoyer'} à {escaping.markdown(invited.person.email)}.")


def _link(invited: Invited) -> str:
    return f"{visitor.base()}/invitation/{invited.token}"


def _text(invited: Invited) -> str:
    until = french.day((datetime.now(UTC) + access.LINK_LASTS).date())
    roles = french.listed(sorted({grant.role.value for grant in invited.person.grants})) or "sans rôle"
    return TEXT.format(name=invited.person.name, role=roles, until=until, link=_link(invited))


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
