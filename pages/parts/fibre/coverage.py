"""Page Fibre, part 2: where coverage stands, and whether the promise of the end of 2022 was kept."""

import pandas as pd
import streamlit as st

from data.coverage import CONNECTABLE
from data.ground import french
from geo.fibre import concession, rollout
from geo.territory.lozere import DEPARTMENTS, LOZERE
from pages.parts import prose, provenance, tables
from pages.parts.charts import chart_panel, figures
from pages.parts.charts.taken import Taken
from pages.parts.versions import machine_addresses
from studies.toolkit.reading import units

KEY = "fibre.coverage"
FRANCE = "FR"
SPAN_MARGIN = 0.2  # [year] so that the first and last points are not cut by the frame
MEANING = (
    "**Raccordable** : la fibre est tirée jusqu'à la rue du local, un abonnement peut être demandé ; ce n'est pas encore un abonné. "
    "Le nombre de locaux est révisé chaque trimestre : un taux peut baisser sans que rien n'ait été défait."
)


def show() -> None:
    """The reading, the chart by quarter with the promise, the five territories in a table."""
    series, gaps = rollout.coverage_series(), rollout.promise_gap()
    prose.header(reading(series))
    prose.markdown(comparison(series))
    left, right = st.columns([3, 2], gap="large")
    with left:
        source = f"{provenance.of_tables('coverage_series')} {_promise_source()}"
        taken = Taken(lambda: table(series), machine_addresses.of_tables("coverage_series"))
        chart_panel.whole(chart(series), promise_reading(gaps), alt(series), source, taken, KEY)
    with right:
        tables.show(territories(series, gaps))
        provenance.small(MEANING)
        if (series["edition"] != "").any():
            provenance.small(f"Losanges : {_imported_words(series)}.")


def last_of(series: pd.DataFrame) -> dict[str, pd.Series]:
    """The last known row of each territory, by its code, in the order of the charts."""
    return {code: series[series["department"] == code].iloc[-1] for code in DEPARTMENTS}


def reading(series: pd.DataFrame) -> str:
    """How much of Lozère can be connected, at the last date known."""
    own = last_of(series)[LOZERE]
    return f"Où en est-on ? {_share(own)} des locaux de Lozère {own['measure']} {french.end_of_quarter(own['year'])}"


def comparison(series: pd.DataFrame) -> str:
    """Who is behind Lozère and who is ahead, at the last date when all were counted in the same way."""
    alike = series[series["measure"] == CONNECTABLE].pivot(index="year", columns="department", values="coverage").dropna()
    year, shares = alike.index[-1], alike.iloc[-1]
    others = shares.drop(LOZERE).loc[[code for code in DEPARTMENTS if code != LOZERE]]
    compared = [("plus que", others[others < shares[LOZERE]]), ("moins que", others[others > shares[LOZERE]])]
    words = [f"{how} {french.listed([_named(code, share) for code, share in found.items()])}" for how, found in compared if len(found)]
    when = french.end_of_quarter(year)
    here = units.headline(shares[LOZERE], "share")
    own = f"{french.begun(when)}, dernière date connue partout, la Lozère avait {here} de locaux raccordables"
    return f"{own}, {', '.join(words)}." if words else f"{own}."


def promise_reading(gaps: pd.DataFrame) -> str:
    """By how much the promise was missed in each département."""
    missed = [f"{points(row.gap)} {'dans le Lot' if row.department == '46' else f'en {row.territory}'}" for row in gaps.itertuples()]
    return f"La promesse de fin 2022 a été manquée de {french.listed(missed)}"


def territories(series: pd.DataFrame, gaps: pd.DataFrame) -> list[dict[str, str]]:
    """One line for each territory: at the end of 2022, what was missing of the promise, the last known; the date once when all have the same."""
    missing = gaps.set_index("department")["gap"]
    known = {code: (last, _when(last)) for code, last in last_of(series).items()}
    dates = {when for _, when in known.values()}
    one_date = len(dates) == 1
    title = f"Fin du {next(iter(dates))}" if one_date else "Dernier taux connu"
    rows = []
    for code, (last, when) in known.items():
        then = series[(series["department"] == code) & (series["year"] == rollout.PROMISE)]
        rows.append(
            {
                "Territoire": last["territory"],
                "Fin 2022": _share(then.iloc[0]) if len(then) else french.UNKNOWN,
                "Écart à la promesse": points(missing[code]) if code in missing else "sans promesse",
                title: _share(last) if one_date else f"{_share(last)} ({when})",
            }
        )
    return rows


def chart(series: pd.DataFrame):
    """The curve of each territory by quarter, with the line of the promise."""
    published, imported = {}, {}
    for code in DEPARTMENTS:
        own = series[series["department"] == code]
        for found, kept in ((published, own[own["edition"] == ""]), (imported, own[own["edition"] != ""])):
            if len(kept):
                found[own["territory"].iloc[0]] = (kept["year"].tolist(), kept["coverage"].to_numpy())
    span = (series["year"].min() - SPAN_MARGIN, series["year"].max() + SPAN_MARGIN)
    france = series.loc[series["department"] == FRANCE, "territory"].iloc[0]
    return figures.by_quarter(published, imported, "share", span, (rollout.PROMISE, "promesse : fin 2022"), france)


def alt(series: pd.DataFrame) -> str:
    """The chart in words."""
    parts = []
    for code in DEPARTMENTS:
        own = series[series["department"] == code]
        parts.append(figures.in_words(own["territory"].iloc[0], own["year"].tolist(), own["coverage"].tolist(), "share"))
    return f"Part des locaux raccordables par trimestre, avec la promesse de fin 2022. {'. '.join(parts)}."


def table(series: pd.DataFrame) -> pd.DataFrame:
    """The series as a table to download."""
    names = {"department": "code", "territory": "territoire", "date": "date", "coverage": "part", "measure": "compte", "edition": "edition_importee"}
    return series[[*names, "source"]].rename(columns=names)


def _named(code: str, share: float) -> str:
    """l'Aveyron (93,1 %)."""
    article = {"FR": "la France", "R76": "l'Occitanie", "12": "l'Aveyron", "46": "le Lot"}[code]
    return f"{article} ({units.headline(share, 'share')})"


def _when(row: pd.Series) -> str:
    """T2 2024; what is counted too, when it is not connectable premises."""
    when = french.quarter(row["year"] - 0.25)  # the quarter that ends there
    return when if row["measure"] == CONNECTABLE else f"{when}, {row['measure']}"


def _share(row: pd.Series) -> str:
    return units.headline(row["coverage"], "share")


def points(gap: float) -> str:
    value = round(100 * gap, 1)
    return french.with_unit(french.number(value, 1), french.plural(value, "point"))


def _promise_source() -> str:
    promised = concession.published().loc["deadline"]
    return f"Promesse : {provenance.linked(promised['source'], promised['url'])}."


def _imported_words(series: pd.DataFrame) -> str:
    titles = series.loc[series["edition"] != "", "edition"].unique().tolist()
    return f"totaux des éditions importées ({french.listed(titles)}), pour les trimestres que la série publiée n'a pas"
