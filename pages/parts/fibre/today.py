"""Page Fibre, its first line: what is known today of the département, each figure with its date."""

import streamlit as st

from data.ground import french
from geo.fibre import concession, rollout
from geo.territory.lozere import LOZERE
from pages.parts import prose, provenance
from pages.parts.fibre import copper, coverage
from studies.toolkit.reading import units

FIGURES = "fibre-today"  # the container that our stylesheet knows: two side by side on a phone


def show() -> None:
    """Four figures side by side: what can be connected, the promise, and the two dates of the end of copper."""
    series, gaps = rollout.coverage_series(), rollout.promise_gap()
    own = coverage.last_of(series)[LOZERE]
    then = series[(series["department"] == LOZERE) & (series["year"] == rollout.PROMISE)].iloc[0]
    missed = gaps.set_index("department").at[LOZERE, "gap"]
    deadlines, named = concession.copper(), concession.named_without_copper()
    first, whole = deadlines.loc[concession.BY_2028], deadlines.loc[concession.BY_2030]
    told = (
        (
            f"Locaux {own['measure']}, {french.end_of_quarter(own['year'])}",
            units.headline(own["coverage"], "share"),
            "la fibre peut y être demandée : ce ne sont pas des abonnés",
        ),
        (
            "Écart à la promesse de fin 2022",
            coverage.points(missed),
            f"tous les locaux étaient promis, {units.headline(then['coverage'], 'share')} étaient {then['measure']}",
        ),
        (f"Sans cuivre, au plus tard {copper.end(first['closing_by'])}", _communes(first), f"{french.number(len(named))} sont nommées"),
        (f"Sans cuivre, au plus tard {copper.end(whole['closing_by'])}", _communes(whole), "toutes les communes de Lozère"),
    )
    with st.container(key=FIGURES):
        for column, (label, value, meaning) in zip(st.columns(len(told)), told, strict=True):
            with column, st.container(gap=None):
                prose.markdown(f":small[**{label}**]")  # a metric cuts its own label short
                prose.metric(label, value, label_visibility="collapsed")
                provenance.small(f"{french.begun(meaning)}.")


def _communes(row) -> str:
    return french.counted(row["communes"], "commune")
