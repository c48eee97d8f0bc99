"""My account: who one is for the Studio, what it keeps, how to leave."""

import json
from datetime import UTC, datetime

import streamlit as st

from data.ground import escaping, french
from data.store import own_data, signing
from data.store.access import Actor, Person
from data.store.opening import store
from data.store.permissions import EVERY_STUDY
from pages.parts import menu, prose, provenance, tables, visitor
from pages.parts.visiting import done, provider
from studies import catalog

KEY = "account"
# What somebody came to do, by the page where it is done: this page is the first that an invitation opens.
TASKS = {
    menu.COMMITTEE: "Lire les avis du comité, leurs réponses",
    menu.SITTINGS: "Lire l'ordre du jour d'une séance, son relevé de décisions",
    menu.EDITING: "Modifier une étude, la soumettre à l'agence",
    menu.TEAM: "Inviter des personnes, régler le Studio",
}


def shown(person: Person, actor: Actor) -> None:
    """Who one is here, what is kept, how to leave."""
    of = f" ({escaping.markdown(person.organisation)})" if person.organisation else ""
    prose.markdown(f"Vous êtes connecté : **{escaping.markdown(person.name)}**{of}.")
    for entry, said in TASKS.items():
        if visiting.may_somewhere(entry.needs):
            prose.page_link(menu.as_page(entry), label=said, icon=":material/arrow_forward:")
    titles = {study.slug: study.card.title for study in catalog.studies()}
    prose.header("Vos rôles")
    today = datetime.now(UTC).date()
    tables.show(
        [
            {
                "Rôle": grant.role.value,
                "Étude": "toutes" if grant.study == EVERY_STUDY else escaping.markdown(titles.get(grant.study, grant.study)),
                "Jusqu'au": french.short_day(grant.until) if grant.until else "sans fin",
            }
            for grant in person.grants
            if grant.holds(today)
        ]
    )

    prose.header("Ce que le Studio garde de vous")
    prose.markdown(
        "Votre nom, votre organisation, votre adresse électronique si l'agence l'a écrite, vos rôles, vos connexions et ce que vous avez écrit."
    )

    def kept() -> bytes:
        """All of it, as JSON."""
        with store().reading_as(actor, "export_own") as connection:
            return json.dumps(own_data.of_person(connection, person.id, titles), ensure_ascii=False, indent=1, allow_nan=False).encode()

    prose.download_button(
        "L'emporter (JSON)",
        kept,
        file_name="mes-donnees.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        key="account.own",
    )
    prose.markdown("Pour corriger votre nom, ou tout effacer, écrivez à l'agence : ce que vous avez écrit restera, sans votre nom.")

    prose.header("Se déconnecter")
    with st.container(horizontal=True):
        here = prose.button("De cet appareil", icon=":material/logout:", key="account.leave")
        everywhere = prose.button("De tous mes appareils", icon=":material/phonelink_off:", key="account.leave-all")
    if here or everywhere:
        with visitor.told():
            if everywhere or actor.session:
                signing.sign_out(store(), actor, everywhere)
            done.keep(KEY, f"Vous êtes déconnecté de {'tous vos appareils' if everywhere else 'cet appareil'}.")
            visitor.left()
            if provider.signed_in():
                st.logout()
                st.stop()
            st.rerun()


def sign_in() -> None:
    """For somebody who is nobody here: the button of the identity provider, or why the address that it gave opens nothing."""
    if not provider.signed_in():
        if prose.button("Se connecter", icon=":material/login:", key="account.enter"):
            st.login()
        return
    visitor.tell(provider.refusal())
    if prose.button("Se déconnecter", icon=":material/logout:", key="account.provider-leave"):
        st.logout()


visiting = visitor.current()
prose.title(menu.ACCOUNT.title)
done.show(KEY)
if visiting.fault:
    visitor.tell(visiting.fault)
if visiting.person is None:
    if provider.offered():
        sign_in()
    provenance.article("account")
else:
    shown(visiting.person, visiting.actor)
