"""A ranking as every page shows it: how far each rank moves, the reason of each rank, both methods side by side, the file to take away."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from data.ground import escaping, french
from geo.sites.reasons import reason
from geo.sites.siting import Criterion, Ranking
from pages.parts.charts import chart_panel, rank_chart
from pages.parts.charts.taken import Taken
from pages.parts.versions import machine_addresses

MOST_ROWS = 15  # of the tables; the file to download has them all
TOLD = 9  # decimals of a score beyond which two are the same
OWN_RANK = "rang ici"  # the disc of the chart, where other ranks stand beside it


def chart(
    key: str,
    names: pd.Series,
    ranking: Ranking,
    most: int,
    source: str,
    data: Callable[[], pd.DataFrame],
    title: str = OWN_RANK,
    beside: Mapping[str, pd.Series] | None = None,
) -> None:
    """How far the ranks of the `most` first ones move, titled by its reading; `beside`: the ranks that they have for something else, by name."""
    told, others = ranking.frame.head(most), beside or {}
    room = chart_panel.place(source, Taken(data, machine_addresses.of_ranks))
    figure = rank_chart.rank_intervals(
        [names[name] for name in told.index],
        told["rank_best"],
        told["rank"],
        told["rank_worst"],
        title if others else "",
        {other: ranks[told.index].tolist() for other, ranks in others.items()},
    )
    places = [
        f"{names[name]} : rang {_interval(row['rank_best'], row['rank_worst'], 0)}"
        + "".join(f", {other} {ranks[name]}" for other, ranks in others.items())
        for name, row in told.iterrows()
    ]
    reading = leaders(names, ranking)
    chart_panel.chart(room, figure, reading, f"Rang possible de chacun, sur {french.number(len(ranking.frame))}. {' ; '.join(places)}.", key)


def reasons(
    noun: str,
    names: Mapping[str, str],
    ranking: Ranking,
    values: pd.DataFrame,
    criteria: Sequence[Criterion],
    weights: Mapping[str, float],
    most: int = MOST_ROWS,
) -> list[dict[str, str]]:
    """The rank of each of the first ones and why, the first one first; `names` are written by somebody else and shown as they are."""
    return [
        {
            noun: f"{row['rank']}. **{escaping.markdown(names[name])}**",
            "Note sur 100": _interval(100 * row["score_low"], 100 * row["score_high"], 0),
            "Pourquoi ce rang": reason(ranking, values, criteria, weights, name),
        }
        for name, row in ranking.frame.head(most).iterrows()
    ]


def methods(names: Mapping[str, str], frame: pd.DataFrame) -> list[dict[str, str]]:
    """Both methods, one row for each site, the first one first."""
    return [
        {
            "Site": f"**{escaping.markdown(names[name])}**, rang {row['rank']} (possible : {_interval(row['rank_best'], row['rank_worst'], 0)}), "
            f"en tête : {_share(row)}",
            "Somme pondérée, TOPSIS": f"{_interval(row['score_low'], row['score_high'], 2)} (rang {row['rank']}), "
            f"{_interval(row['closeness_low'], row['closeness_high'], 2)} (rang {row['rank_topsis']})",
            "Sans donnée": ", ".join(row["unknown"]) or "rien",
        }
        for name, row in frame.head(MOST_ROWS).iterrows()
    ]


def table(names: pd.Series, ranking: Ranking, beside: Mapping[str, pd.Series] | None = None) -> pd.DataFrame:
    """The whole ranking, to take away, with the ranks `beside` it."""
    renamed = ranking.frame.assign(unknown=ranking.frame["unknown"].map(", ".join)).rename(
        columns={
            "score_low": "somme_bas",
            "score_high": "somme_haut",
            "closeness_low": "topsis_bas",
            "closeness_high": "topsis_haut",
            "rank": "rang",
            "rank_best": "rang_meilleur",
            "rank_worst": "rang_pire",
            "first_surely": "part_en_tete_bas",
            "first_possibly": "part_en_tete_haut",
            "unknown": "sans_donnee",
            "rank_topsis": "rang_topsis",
        }
    )
    renamed.insert(0, "nom", renamed.index.map(names))
    return renamed.assign(**(beside or {})).rename_axis("identifiant").reset_index()


def tied(ranking: Ranking) -> pd.Index:
    """The sites that nothing tells from the first one: same rank and same score, the first one included."""
    alike = ["rank", "score_low", "score_high"]
    return ranking.frame.index[(ranking.frame[alike].round(TOLD) == ranking.frame[alike].iloc[0].round(TOLD)).all(axis=1)]


def on_map(ranking: Ranking, count: int) -> str:
    """What the numbers of the `count` first ones say on a map, with how many have one that several share, on the map or not:
    "Chiffres : rang des 9 premiers (8 : 2 ex æquo)."."""
    every, written = ranking.frame["rank"], ranking.frame["rank"].head(count)
    equal = [f"{rank} : {(every == rank).sum()} ex æquo" for rank in written.unique() if (every == rank).sum() > 1]
    whose = french.plural(len(written), "du premier", f"des {len(written)} premiers")
    return f"Chiffres : rang {whose}{f' ({french.listed(equal)})' if equal else ''}."


def leaders(names: Mapping[str, str], ranking: Ranking) -> str:
    """Who comes first, and how surely; those that nothing tells from one another are named together."""
    first = [f"« {escaping.markdown(names[name])} »" for name in tied(ranking)]
    if len(first) == 1:
        return f"{first[0]} {leading(ranking.frame.iloc[0])}"
    possibly = french.with_unit(french.number(100 * ranking.frame["first_possibly"].iloc[0], 0), "%")
    return f"{len(first)} ex æquo en tête : {french.listed(first)} ; chacun peut arriver premier dans {possibly} des tirages de poids"


def leading(row: pd.Series) -> str:
    """How surely the first of the list comes first."""
    surely, possibly = (french.with_unit(french.number(100 * row[name], 0), "%") for name in ("first_surely", "first_possibly"))
    if surely == possibly:
        return f"arrive en tête dans {surely} des tirages de poids"
    return f"est en tête à coup sûr dans {surely} des tirages de poids, et peut l'être dans {possibly} selon ce qu'on ignore"


def _share(row: pd.Series) -> str:
    """In how many draws a site comes first: entre 0 et 100 %, when that depends on what nobody knows."""
    low, high = (french.number(100 * row[name], 0) for name in ("first_surely", "first_possibly"))
    return french.with_unit(high, "%") if low == high else french.between(low, high, "%")


def _interval(low: float, high: float, decimals: int) -> str:
    first, last = french.number(low, decimals), french.number(high, decimals)
    return first if first == last else f"{first} à {last}"
