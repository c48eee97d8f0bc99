"""Why a site has its rank, in one French sentence."""

from collections.abc import Mapping, Sequence

import pandas as pd

from data.ground.french import listed, number, plural, significant, with_unit
from geo.sites.confidence import confidence, what_would_change
from geo.sites.siting import Criterion, Ranking, contributions

NAMED = 0.01  # what moves the score by less than a hundredth of its scale is not given as a reason


def reason(ranking: Ranking, values: pd.DataFrame, criteria: Sequence[Criterion], weights: Mapping[str, float], site: str) -> str:
    """Why a site has its rank, in one French sentence: the two criteria that lift it most above the mean of the sites, the one that holds it back
    most, those without data, how sure its rank is and what would change it. The arguments are those of `rank` and what it gave; KeyError on another
    site."""
    row, added = ranking.frame.loc[site], contributions(values, criteria, weights).loc[site]
    named = {criterion.id: _named(criterion, values.at[site, criterion.id]) for criterion in criteria}
    lifting = [named[name] for name in added[added > NAMED].sort_values(ascending=False, kind="stable").index[:2]]
    holding = [named[name] for name in added[added < -NAMED].sort_values(kind="stable").index[:1]]
    parts = [f"{plural(len(lifting), 'point fort', 'points forts')}, {listed(lifting)}"] if lifting else []
    parts += [f"point faible, {listed(holding)}"] if holding else []
    parts += [f"sans donnée, {listed(list(row['unknown']))}"] if row["unknown"] else []
    best, worst = row["rank_best"], row["rank_worst"]
    parts.append(f"rang {confidence(best, worst, len(values))}{f', de {number(best)} à {number(worst)}' if best < worst else ''}")
    parts += [f"ce qui le changerait, {change}"] if (change := what_would_change(values, criteria, weights, site)) else []
    equal = " ex æquo" if (ranking.frame["rank"] == row["rank"]).sum() > 1 else ""
    return f"{number(row['rank'])}{'er' if row['rank'] == 1 else 'e'}{equal} sur {number(len(values))} : {' ; '.join(parts)}."


def _named(criterion: Criterion, value: float) -> str:
    """A criterion with its value: temps d'accès à l'autoroute (8 min). A value without unit, such as a rank, says nothing to a reader."""
    unit = plural(value, criterion.unit) if criterion.counted else criterion.unit
    written = number(value, 0) if unit == "min" else significant(value)  # a time is said in whole minutes wherever it is written
    return f"{criterion.label} ({with_unit(written, unit)})" if unit else criterion.label
