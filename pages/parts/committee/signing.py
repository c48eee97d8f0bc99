"""Signing a version for the committee: what one signs, read again before; and what others signed, reservations included."""

from collections.abc import Sequence

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Fault, Refused
from data.store.opening import store
from data.store.writings import sign_offs, versions
from data.store.writings.sign_offs import SIGN, SIGNED, SignOff, Verdict
from data.store.writings.versions import Version
from pages.parts import prose, provenance, tables, visitor
from pages.parts.committee import agenda
from pages.parts.committee.desk import Desk, do, form, key, renewed
from pages.parts.study.effects.options import Options
from pages.parts.study.part import Screen
from pages.parts.study.view import Choice
from pages.parts.versions import reading
from pages.parts.visitor import Visitor
from studies.publishing import life
from studies.toolkit.reading import units
from studies.toolkit.running.study import Study

READ = "J'ai lu les chiffres, les options, les points ouverts et les réponses ci-dessus"
NOT_READ = "relire le récapitulatif, puis la cocher"
ICONS = {Verdict.FOR: ":material/check_circle:", Verdict.RESERVED: ":material/rule:", Verdict.AGAINST: ":material/cancel:"}


def show(desk: Desk) -> None:
    """The version to sign, for who may, then the signatures."""
    version = next((one for one in versions.listed(store(), desk.slug) if one.status in SIGNED), None)
    found = sign_offs.of_study(store(), desk.visiting.actor, desk.slug)
    if version is None:
        prose.markdown("Aucune version n'est à signer : une version se signe une fois soumise au comité, et jusqu'à sa publication.")
        if typed := st.session_state.get(f"{form(key(desk.slug, 'sign'))}.reservations"):
            told = f"la version n'est plus à signer ; ce que vous écriviez n'est pas gardé : « {typed} »"
            visitor.tell(Fault("signature", told, "le copier, pour la version qui suivra"))
    elif desk.visiting.may(SIGN, desk.slug):
        _recap(desk, version)
        _form(desk, version, found)
    else:
        prose.markdown(f"La version {version.number} attend les signatures du comité. Votre rôle ne signe pas : il les lit.")
    signatures(found)


def _recap(desk: Desk, version: Version) -> None:
    """The version as it was kept: its figures, its options; what still waits; what this member said and what was answered."""
    study = life.frozen(store(), version)
    prose.header(f"Version {version.number} : ce que vous signez")
    last = version.steps[-1]
    whole = f"[la lire en entier]({reading.link(desk.slug, version.number)})"
    prose.markdown(f"{last.status.agreed.capitalize()} le {french.day(last.at.date())} · {whole}")
    if message := next((step.message for step in reversed(version.steps) if step.message), ""):
        st.text(message)
    _figures(study)
    Options().draw(Screen(study, Choice(study.card.default_scenario)))
    prose.header("Points ouverts")
    agenda.open_points(desk)
    _mine(desk)


def _figures(study: Study) -> None:
    """The headlines of the scenario that the page opens with, with their ranges."""
    outcome = study.run(study.card.default_scenario)
    rows = []
    for one in outcome.indicators.values():
        band = f", {units.headline_span(one.low, one.high, one.unit)}" if one.low < one.high else ", sans fourchette"
        rows.append({"Chiffre": escaping.markdown(one.label), "Valeur, 8 chances sur 10": f"**{units.headline(one.value, one.unit)}**{band}"})
    prose.markdown(f"Les chiffres de tête, scénario « {escaping.markdown(study.scenarios[study.card.default_scenario].title)} » :")
    tables.show(rows)


def _mine(desk: Desk) -> None:
    """What this member said, and what became of it."""
    mine = desk.my_remarks
    prose.header("Mes avis et leurs réponses")
    if not mine:
        prose.markdown("Vous n'avez donné aucun avis sur cette étude.")
        return
    tables.show(
        [
            {
                "Avis": f"**{escaping.markdown(remark.label)}** : {agenda.said(desk, remark)}",
                "Réponse": f"**{remark.status.value}** {escaping.markdown(' '.join(remark.answer.split()))}".strip(),
            }
            for remark in mine
        ]
    )


def _form(desk: Desk, version: Version, found: Sequence[SignOff]) -> None:
    """Signs; a second signature of the same person takes the place of the first."""
    person = desk.visiting.person
    before = next((one for one in found if person is not None and one.number == version.number and one.by == person.id), None)
    name = form(key(desk.slug, "sign"))  # the same for the version that follows: what was typed stays, and has to be ticked as read again
    prose.header("Signer")
    if before is not None:
        prose.markdown(f"Vous avez signé « {before.verdict.value} » le {french.day(before.at.date())}. Signer de nouveau remplace cette signature.")
    with st.form(name):
        verdict = prose.radio("Avis du signataire", list(Verdict), format_func=lambda one: one.value.capitalize(), index=None, key=f"{name}.verdict")
        capacity = prose.text_input("En qualité de", key=f"{name}.capacity", placeholder="élue de Mende")
        reservations = prose.text_area("Réserves, ou ce qui ferait changer d'avis", key=f"{name}.reservations", height=90)
        named = prose.checkbox("Le public peut lire mon nom à côté de ma signature", key=f"{name}.named")
        read = prose.checkbox(READ, key=f"{name}.read.{version.number}")
        if st.form_submit_button("Signer", icon=":material/draw:"):
            do(lambda: _signed(desk, version, verdict, capacity, reservations, named, read))


def _signed(desk: Desk, version: Version, verdict: Verdict | None, capacity: str, reservations: str, named: bool, read: bool) -> str:
    if verdict is None:
        raise Refused(Fault("signature", "l'avis manque", "choisir favorable, favorable avec réserves ou défavorable"))
    if not read:
        raise Refused(Fault("signature", f"la case « J'ai lu… » de la version {version.number} n'est pas cochée", NOT_READ))
    sign_offs.sign(store(), desk.visiting.actor, desk.slug, version.number, verdict, capacity, reservations, named)
    renewed(key(desk.slug, "sign"))
    return f"Version {version.number} signée : {verdict.value}."


def signatures(found: Sequence[SignOff]) -> None:
    """Who signed which version, how, in what capacity, with which reservations."""
    prose.header("Signatures")
    if not found:
        prose.markdown("Personne n'a encore signé.")
    for number in dict.fromkeys(one.number for one in found):
        some = [one for one in found if one.number == number]
        prose.markdown(f"**Version {number}** : {sign_offs.in_brief(some)}")
        for one in some:
            _signature(one)


def _signature(one: SignOff) -> None:
    with st.container(border=True, gap="xsmall"):
        prose.markdown(f"{ICONS[one.verdict]} **{one.verdict.value.capitalize()}**, le {french.day(one.at.date())}")
        provenance.small(f"{escaping.markdown(one.author)} · en qualité de : {escaping.markdown(one.capacity)}")
        if one.reservations:
            st.text(one.reservations)


def read_by(visiting: Visitor, slug: str) -> list[SignOff]:
    """The signatures that somebody may read: those of the versions that she reads."""
    known = {one.number for one in reading.versions_of(slug, visiting) if one.version is not None}
    return [one for one in sign_offs.of_study(store(), visiting.actor, slug) if one.number in known]
