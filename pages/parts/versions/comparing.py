"""What changed between two versions, and what each change did to each headline."""

from collections.abc import Mapping, Sequence

import streamlit as st

from data.ground import escaping, french
from data.store.opening import store
from pages.parts import address, barred_tables, prose, provenance, tables
from pages.parts.barred_tables import Bar, Line
from pages.parts.charts.house import GREY
from pages.parts.versions import word_by_word
from pages.parts.versions.reading import AFTER, BEFORE, Known
from studies.publishing import life
from studies.publishing.attribution import Apart, Attribution, share
from studies.publishing.difference import Change
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Indicator
from studies.toolkit.running.study import Study

SCENARIO = "scenario"
KINDS = {  # in the order in which they are told
    "assumption": ("hypothèse", "hypothèses"),
    "scenario": ("scénario", "scénarios"),
    "text": ("texte", "textes"),
    "table": ("table", "tables"),
    "card": ("ligne de la carte d'identité", "lignes de la carte d'identité"),
    "code": ("calcul", "calculs"),
}
MOST = 40  # lines of a kind shown; more is a new study
NOTHING = "Rien n'a bougé : ni hypothèse, ni scénario, ni texte, ni calcul."


def show(study: Study, found: Sequence[Known]) -> None:
    """Two versions to choose, then what parts them; a sentence while there is only one."""
    prose.header("Ce qui a changé")
    if len(found) < 2:
        address.keep(BEFORE, AFTER, SCENARIO)  # a link from a member, who reads more of them
        prose.markdown("Il faut deux versions pour les comparer : il n'y en a qu'une.")
        return
    before, after = _pair(found)
    if before.named == after.named:
        prose.markdown("C'est deux fois la même version.")
        return
    between(study, before, after)


def between(study: Study, before: Known, after: Known) -> None:
    """What parts two versions: how many changes, what they did to the figures, each of them."""
    changes = life.changes(store(), study.slug, before.named, after.named)
    if not changes:
        prose.markdown(f"**{NOTHING}**")
        return
    prose.markdown(counted(changes))
    _effects(study, before, after)
    _changes(changes)


def _pair(found: Sequence[Known]) -> tuple[Known, Known]:
    """The two versions of the address: the last two when it says nothing."""
    by_number = {known.number: known for known in found}
    numbers = list(by_number)

    def choose(label: str, key: str, first: int) -> Known:
        words = {number: known.title for number, known in by_number.items()}
        accepts = address.OneOf(numbers, words.__getitem__)
        return by_number[
            address.bound(prose.selectbox, label, numbers, key=key, accepts=accepts, format_func=words.__getitem__, index=first, width=320)
        ]

    with st.container(horizontal=True):
        return choose("De", BEFORE, 1), choose("À", AFTER, 0)


def counted(changes: Sequence[Change]) -> str:
    """How many changes of each kind."""
    counts = [(sum(change.kind == kind for change in changes), words) for kind, words in KINDS.items()]
    told = [french.counted(count, *words) for count, words in counts if count]
    return f"**{french.begun(french.listed(told))} {french.plural(len(changes), 'a changé', 'ont changé')}.**"


def _effects(study: Study, before: Known, after: Known) -> None:
    """What that did to the headlines of a scenario: all of them in a table, one of them step by step."""
    names = list(study.scenarios)
    titles = {name: one.title for name, one in study.scenarios.items()}
    scenario = address.bound(
        prose.selectbox,
        "Scénario",
        names,
        key=SCENARIO,
        accepts=address.OneOf(names, titles.__getitem__),
        format_func=titles.__getitem__,
        index=names.index(study.card.default_scenario),
        width=320,
    )
    found = life.effects(store(), study.slug, before.named, after.named, scenario)
    if found is None:
        prose.markdown("Ce scénario n'existe pas dans les deux versions : ses chiffres ne se comparent pas.")
        return
    known = [one for one in study.card.indicators if one.id in found.before]
    tables.show([*(_row(one, found, _unit(study, one)) for one in known), *map(_row_apart, found.apart)])
    if not found.terms:
        prose.markdown("**Aucun de ces chiffres n'a bougé.**")
        return
    moved = sorted(
        (one for one in known if found.before[one.id] != found.after[one.id]), key=lambda one: -share(found.before[one.id], found.after[one.id])
    )
    for one in moved:
        with prose.expander(f"{one.label} : ce qu'a fait chaque changement", expanded=one is moved[0]):
            _steps(one, found, _unit(study, one), before, after)


def _unit(study: Study, indicator: Indicator) -> str:
    return study.results[indicator.variable.partition("[")[0]].unit


def _row(one: Indicator, found: Attribution, unit: str) -> dict[str, str]:
    was, now = found.before[one.id], found.after[one.id]
    return {
        "Chiffre": escaping.markdown(one.label),
        "Avant → après": units.becomes(was, now, unit, mark="**") if now != was else units.headline(now, unit),
        "Écart": units.difference(now - was, unit, beside=now, unit_too=True) if now != was else "aucun",
    }


def _row_apart(one: Apart) -> dict[str, str]:
    """A figure that has no object in one of the versions, or is not in it."""
    return {"Chiffre": escaping.markdown(one.label), "Avant → après": f"{one.before} → **{one.after}**", "Écart": "sans objet"}


def _steps(one: Indicator, found: Attribution, unit: str, before: Known, after: Known) -> None:
    """From the former figure to the new one, a line for each change that moved it."""
    start, end = found.before[one.id], found.after[one.id]
    moved = [term for term in found.terms if term.added[one.id]]
    (from_, *says), to = units.adding([start, *(term.added[one.id] for term in moved)], unit, steps=True)
    steps = [(term.label, "", term.added[one.id], said) for term, said in zip(moved, says, strict=True)]
    first, last = (
        Line(f"Version {known.number}", (), Bar(value, value, GREY), [written], strong=True)
        for known, value, written in ((before, start, from_), (after, end, to))
    )
    barred_tables.show(f"De l'ancien au nouveau chiffre : {one.label}", ("Changement", "Effet"), [first, *barred_tables.cascade(start, steps), last])
    provenance.small("Chaque changement est fait seul sur la version d'avant ; ce qu'ils font ensemble en plus est sur sa propre ligne.")


def _changes(changes: Sequence[Change]) -> None:
    """The changes themselves, kind by kind."""
    prose.subheader("Les changements, un par un")
    for kind, words in KINDS.items():
        some = [change for change in changes if change.kind == kind]
        if not some:
            continue
        with prose.expander(french.counted(len(some), *words)):
            for change in some[:MOST]:
                _change(change)
            if len(some) > MOST:
                prose.caption(f"Et {len(some) - MOST} de plus, que la commande « python -m studies diff » dit en entier.")


def _change(change: Change) -> None:
    prose.markdown(f"**{escaping.markdown(change.label)}** : {change.what}")
    if change.kind == "text":
        word_by_word.show(*change.fields["texte"])
    elif change.fields:
        tables.show([_field(name, *sides) for name, sides in change.fields.items()])


def _field(name: str, before: str, after: str) -> Mapping[str, str]:
    return {"Champ": escaping.markdown(name), "Avant": escaping.markdown(before), "Après": f"**{escaping.markdown(after)}**" if after else ""}
