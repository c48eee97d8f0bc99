"""Weights deduced from comparisons of criteria two by two. The address carries the answers."""

from collections.abc import Sequence
from itertools import combinations

import streamlit as st

from data.ground import french
from geo.sites import pairwise
from geo.sites.siting import Criterion
from pages.parts import address, prose, provenance
from pages.parts.ranking import weights

FEWEST_COMPARED, MOST_COMPARED = 2, 5  # ten comparisons at most: more tire a committee
SCALE = (9, 7, 5, 3, 1, 1 / 3, 1 / 5, 1 / 7, 1 / 9)  # the odd steps of Saaty's scale
STRENGTHS = {1: "autant", 3: "un peu plus", 5: "nettement plus", 7: "beaucoup plus", 9: "infiniment plus"}


def ask(key: str, criteria: Sequence[Criterion], first: Sequence[str]) -> dict[str, float] | None:
    """A weight for each criterion, `first` being those compared to begin with: the criteria left out weigh nothing. None, and it is said, when too
    few are compared."""
    labels = {criterion.id: criterion.label for criterion in criteria}
    chosen = address.bound(
        st.multiselect,
        "Critères à comparer",
        list(labels),
        default=list(first),
        format_func=labels.get,
        max_selections=MOST_COMPARED,
        key=f"{key}.compared",
        accepts=address.OneOf(list(labels), labels.get, several=True),
        placeholder="choisir de 2 à 5 critères",
        wrap=True,
    )
    if len(chosen) < FEWEST_COMPARED:
        prose.info("Choisir au moins deux critères à comparer.")
        return None
    answers = {pair: _compare(key, pair, labels) for pair in combinations(chosen, 2)}
    compared = pairwise.matrix(answers, chosen)
    found = dict(zip(chosen, pairwise.weights(compared), strict=True))
    deduced = {name: float(found.get(name, 0.0)) for name in labels}
    prose.markdown(f"Poids déduits : {weights.shares_in_words(criteria, deduced)}.")
    _consistency(compared, chosen, labels)
    return deduced


def _compare(key: str, pair: tuple[str, str], labels: dict[str, str]) -> float:
    """How many times the first criterion matters more than the second."""
    first, second = (labels[name] for name in pair)
    return address.bound(
        prose.select_slider,
        f"{french.begun(first)}, ou {second} ?",
        list(SCALE),
        value=1,
        key=f"{key}.p-{pair[0]}-{pair[1]}",
        accepts=address.OneOf(SCALE, lambda value: _said(value, first, second)),
        format_func=lambda value: _said(value, first, second),
    )


def _said(value: float, first: str, second: str) -> str:
    """An answer in words: nettement plus : fibre."""
    if value == 1:
        return "autant l'un que l'autre"
    return f"{STRENGTHS[round(max(value, 1 / value))]} : {first if value > 1 else second}"


def _consistency(compared, chosen: list[str], labels: dict[str, str]) -> None:
    """Whether the answers agree with each other, and which one to look at again when they do not."""
    ratio = pairwise.consistency_ratio(compared)
    written = french.number(ratio, 2)
    if ratio <= pairwise.ACCEPTED:
        provenance.small(f"Ratio de cohérence : {written} (réponses cohérentes, sous {french.number(pairwise.ACCEPTED, 2)}).")
        return
    doubt = pairwise.most_inconsistent(compared)
    advice = ""
    if doubt is not None:
        first, second = labels[chosen[doubt.first]], labels[chosen[doubt.second]]
        advice = (
            f" Revoir d'abord « {first}, ou {second} » : la réponse est « {_said(doubt.given, first, second)} », les autres réponses conduiraient à "
            f"« {_said(_nearest(doubt.fitting), first, second)} »."
        )
    prose.warning(
        f"Ratio de cohérence : {written}, au-dessus de {french.number(pairwise.ACCEPTED, 2)} : les réponses se contredisent.{advice}",
        icon=":material/warning:",
    )


def _nearest(value: float) -> float:
    """The step of our scale that is nearest, in proportion."""
    return min(SCALE, key=lambda step: max(step, value) / min(step, value))
