"""The agenda of a sitting: items on a frozen version of a study, whose figures will be kept with the decision, and free ones."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Refused
from data.store.opening import store
from data.store.writings import versions
from data.store.writings.assembly import agenda
from data.store.writings.assembly.agenda import Item
from data.store.writings.assembly.decisions import Decision
from pages.parts import prose, provenance, tables, visitor
from pages.parts.committee.desk import do, form, renewed
from pages.parts.decisions import figures, reading
from pages.parts.sittings.desk import Desk, read_again
from pages.parts.versions.reading import link
from studies import catalog
from studies.decisions import as_shown, words
from studies.publishing import life
from studies.toolkit.errors import FaultyStudy

FREE = "point libre"
WITH_STUDY = "étude"
ASIDE = "Ses chiffres restent ceux qui seront gardés : pour décider sur d'autres, retirer ce point et l'ajouter avec une autre version."


def show(here: Desk) -> None:
    """The items in their order, each with what moves it; the forms that add one."""
    aside = reading.put_aside(here.items)
    for rank, one in enumerate(here.items, 1):
        _item(here, rank, one, aside.get(one.id, ""))
    if not here.items:
        prose.markdown("Aucun point n'est à l'ordre du jour.")
    if here.writes:
        prose.subheader("Mettre un point à l'ordre du jour")
        kind = prose.segmented_control("Sur quoi ?", [WITH_STUDY, FREE], default=WITH_STUDY, required=True, key=here.key("kind"))
        (_add_study if kind == WITH_STUDY else _add_free)(here)


def _item(here: Desk, rank: int, one: Decision, aside: str) -> None:
    with st.container(border=True):
        prose.markdown(f"**{rank}. {escaping.markdown(one.question)}**")
        if one.study:
            prose.markdown(
                f"Étude « {escaping.markdown(one.shown['title'])} », [{escaping.markdown(words.figures(one))}]({reading.frozen_link(one)})"
            )
        if aside:
            prose.warning(f"**{aside}.** {ASIDE}", icon=":material/inventory_2:")
        if one.options:
            prose.caption(f"Options : {escaping.markdown(' ; '.join(one.options))}")
        if here.writes:
            _moves(here, rank, one)
            _change(here, one)


def _moves(here: Desk, rank: int, one: Decision) -> None:
    with st.container(horizontal=True):
        for up, label, icon, last in ((True, "Monter", "arrow_upward", rank == 1), (False, "Descendre", "arrow_downward", rank == len(here.items))):
            if prose.button(label, icon=f":material/{icon}:", key=here.key(label, one.id), disabled=last):
                do(lambda up=up: _placed(here, one, up))
        if prose.button("Retirer", icon=":material/delete:", key=here.key("remove", one.id)):
            do(lambda: _removed(here, one))


def _placed(here: Desk, one: Decision, up: bool) -> str:
    agenda.place(store(), here.visiting.actor, one.id, up)
    return "Ordre du jour changé."


def _removed(here: Desk, one: Decision) -> str:
    agenda.remove(store(), here.visiting.actor, one.id)
    return f"Point retiré : « {escaping.markdown(french.shortened(one.question))} »."


def _change(here: Desk, one: Decision) -> None:
    name = here.key("item", one.id)
    with prose.expander("Réécrire la question et les options", icon=":material/edit:"), st.form(form(name), border=False):
        question, options = _texts(form(name), one.question, one.options)
        if st.form_submit_button("Réécrire", icon=":material/save:"):
            do(lambda: _changed(here, one, question, options))


def _changed(here: Desk, one: Decision, question: str, options: Sequence[str]) -> str:
    agenda.change(store(), here.visiting.actor, one.id, Item(question, options, one.study, one.version, one.scenario, one.shown))
    renewed(here.key("item", one.id))
    read_again(here.key("minute", one.id))
    return "Point réécrit."


def _add_free(here: Desk) -> None:
    name = form(here.key("free"))
    with st.form(name):
        question, options = _texts(name, "", ())
        if st.form_submit_button("Ajouter ce point", icon=":material/add:"):
            do(lambda: _added(here, here.key("free"), Item(question, options)))


def _add_study(here: Desk) -> None:
    """The version and the scenario to show, what will be kept of them, the question put to the vote."""
    known = versions.latest(store())
    titles = {study.slug: study.card.title for study in catalog.studies() if study.slug in known}
    if not titles:
        prose.info("Aucune étude n'a de version figée : en soumettre une depuis « Modifier une étude ».", icon=":material/lock_open:")
        return
    name = form(here.key("study"))
    slug = prose.selectbox("Étude", list(titles), format_func=titles.__getitem__, key=f"{name}.study", width=420)
    shown = _chosen(name, slug)
    if shown is None:
        return
    prose.markdown(f"**Ce qui sera gardé avec la décision**, tel que [la version figée]({link(slug, shown['version'])}) le montre :")
    kept(shown)
    with st.form(f"{name}.{slug}.{shown['version']}"):
        question, options = _texts(f"{name}.{slug}", shown["question"], [option["label"] for option in shown["options"]])
        item = Item(question, options, slug, shown["version"], shown["scenario"], shown)
        if st.form_submit_button("Ajouter ce point", icon=":material/add:"):
            do(lambda: _added(here, here.key("study"), item))


def _chosen(name: str, slug: str) -> Mapping[str, Any] | None:
    """What the version and the scenario that are chosen show; None when this Studio cannot read that version any more, which is said."""
    kept = {one.number: one for one in versions.listed(store(), slug)}
    with st.container(horizontal=True):
        number = prose.selectbox("Version figée", list(kept), format_func=lambda one: _version(kept[one]), key=f"{name}.{slug}.version", width=300)
        try:
            study = life.frozen(store(), kept[number])
            scenarios = {one: each.title for one, each in study.scenarios.items()}
            usual = list(scenarios).index(study.card.default_scenario)
            scenario = prose.selectbox(
                "Scénario", list(scenarios), usual, format_func=scenarios.__getitem__, key=f"{name}.{slug}.{number}.scenario", width=300
            )
            return as_shown.shown(store(), slug, number, scenario)
        except Refused as refused:
            visitor.tell(refused.fault)
        except FaultyStudy as faulty:
            visitor.tell(faulty.faults[0])
    return None


def kept(shown: Mapping[str, Any]) -> None:
    """The figures that a decision keeps, and what the options had."""
    tables.show([{"Chiffre": escaping.markdown(each["label"]), "Montré": f"**{each['written']}**, {each['ranged']}"} for each in shown["headlines"]])
    if shown["options"]:
        with prose.expander("Les options, telles qu'elles sont écrites"):
            figures.options(shown)


def _version(one: versions.Version) -> str:
    return f"version {one.number}, {one.status.agreed}"


def _texts(name: str, question: str, options: Sequence[str]) -> tuple[str, list[str]]:
    asked = prose.text_area("Question posée", question, key=f"{name}.question", height=90)
    listed = prose.text_area("Options, une par ligne (facultatif)", "\n".join(options), key=f"{name}.options", height=110)
    provenance.small("La question est celle qui sera mise au vote ; l'option retenue se choisit dans le relevé.")
    return asked, [line for line in listed.splitlines() if line.strip()]


def _added(here: Desk, name: str, item: Item) -> str:
    agenda.add(store(), here.visiting.actor, here.sitting.id, item)
    renewed(name)
    return f"Point ajouté : « {escaping.markdown(french.shortened(item.question))} »."
