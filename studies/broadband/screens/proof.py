"""Questions 10 to 12: what is proven, whether it holds with the datacenter study, what if the assumptions are wrong."""

import numpy as np
import pandas as pd

from data import tables as data_tables
from data.ground import french
from pages.parts import menu, prose, provenance, tables, texts
from pages.parts.charts import chart_panel, figures
from pages.parts.study import taken
from pages.parts.study.view import Drawing, View
from studies import catalog
from studies.broadband.screens import common
from studies.broadband.screens.common import KEY
from studies.toolkit.constants import HUNDRED, KILO
from studies.toolkit.reading import units
from studies.toolkit.running import ensemble, runs, sensitivity

END = 2031  # [year] the end of copper
DATACENTER = "datacenter"
CALIBRATED = ("innovation", "imitation")  # the figures drawn with the share that would subscribe
FAN = (ensemble.LOW, 0.25, 0.75, ensemble.HIGH)  # the quantiles of the fan: half of the draws, then eight in ten
CENTRAL = "hypothèses centrales"
RISK, CONTESTED = "at_risk_2031", 12


# 10. What is proven


def at_most(view: View) -> dict[str, str]:
    """The proven effects applied to Lozère, to the unit: the ends of intervals from nothing."""
    data = view.outcome.data.sel(year=END)
    return {
        "creations": french.counted(round(float(data.creations)), "création d'établissement", "créations d'établissements"),
        "seekers": french.counted(round(float(data.seekers)), "demandeur d'emploi", "demandeurs d'emploi"),
    }


def show_effects(view: View) -> None:
    """Effect, method, country, strength, warning; then what the study makes of them."""
    proven = data_tables.read("proven_effects")
    tables.show([effect_row(row) for row in proven.itertuples()])
    chart_panel.source_and_data(provenance.of_tables("proven_effects"), lambda: proven, f"{KEY}.effects")
    texts.note(view, "effects")


def effect_row(row) -> dict[str, str]:
    """An effect as a line of the table."""
    doubt = f", {provenance.DOUBT}" if row.confidence == "low" else ""
    return {
        "Effet": row.effect,
        "Mesure": f"{measured(row)}{doubt}",
        "Méthode": row.method,
        "Où": f"{row.country} ({row.year})",
        "Solidité": row.strength,
        "Attention": row.warning,
        "Source": provenance.linked(row.source, row.url),
    }


def measured(row) -> str:
    """A value with its unit, or its range."""
    if pd.notna(row.low) and pd.notna(row.high):
        return french.between(french.number(row.low), french.number(row.high), row.unit)
    return french.with_unit(french.signed(french.number(row.value)) if row.unit == "%" else french.number(row.value), row.unit)


# 11. The datacenter


def asked(view: View) -> dict[str, str]:
    """The traffic asked at the busiest hour, at the end of copper."""
    return {"traffic": french.with_unit(french.significant(float(view.outcome.data.peak_traffic.sel(year=END)) / KILO), "Gbit/s")}


def show_traffic(view: View) -> None:
    """The traffic by year, and the way to the other study when there is one."""
    each = units.written(view.outcome.values["traffic"], view.unit("peak_traffic"))
    common.show_by_year(view, f"{KEY}.traffic", "peak_traffic", f"{each} par abonné à l'heure de pointe, à vérifier", "subscribers")
    other = next((study for study in catalog.studies() if study.slug == DATACENTER), None)
    if other is None:
        texts.note(view, "no_datacenter")
    else:
        prose.page_link(menu.as_page(menu.of_study(other)), label=other.card.title, icon=":material/dns:")


# 12. The doubt


def supposed(view: View) -> dict[str, str]:
    """How many figures are assumed."""
    return {"assumed": str(sum(figure.nature == "assumption" for figure in view.study.parameters.values()))}


def show_doubt(view: View) -> None:
    """The fan of the calibrated draws, what they hold together, and the assumptions without a source."""
    drawn = runs.draws(view.study, view.outcome)
    of_draws = taken.of_results(view, "subscribers", table=lambda: fan_table(drawn))
    chart_panel.whole(*fan(view, drawn), provenance.of_model(view.study), of_draws, f"{KEY}.fan")
    texts.heading(view, "calibrated_title", **calibrated(view, drawn))
    tables.show(calibrated_rows(view, drawn))
    swings = assumed(view)
    texts.heading(view, "assumed_title", number=str(len(swings)))
    tables.show([assumed_row(view, swing) for swing in swings])
    texts.note(view, "assumed")


def assumed(view: View) -> list[sensitivity.Swing]:
    """The assumptions that move the homes at risk most, the strongest first."""
    swings = sensitivity.tornado(view.study, RISK, view.outcome.scenario)
    return [swing for swing in swings if swing.span > 0 and view.study.parameters[swing.parameter].nature == "assumption"][:CONTESTED]


def assumed_row(view: View, swing: sensitivity.Swing) -> dict[str, str]:
    """An assumption, its range, what it does to the homes at risk."""
    parameter = view.study.parameters[swing.parameter]
    value, low, high = (units.written(bound, parameter.unit) for bound in (parameter.value, parameter.low, parameter.high))
    doubt = f", {provenance.DOUBT}" if parameter.doubtful else ""
    return {
        "Hypothèse": f"{parameter.label}{doubt}",
        "Valeur, fourchette": f"{value}, {french.between(low, high)}",
        "Sans fibre fin 2030": units.headline_range(*sorted([swing.low, swing.high]), view.unit("at_risk")),
    }


def fan(view: View, drawn) -> Drawing:
    """The subscribers over the calibrated draws: half of them, eight in ten of them, those of the central assumptions, and the published point."""
    low, early, late, high = _quantiles(drawn)
    central = view.outcome.data.subscribers.values
    seen = float(view.outcome.values["subscribers_observed"])
    bands, published = np.stack([low, early, central, late, high]), {float(view.outcome.values["observed_on"]): seen}
    figure = figures.fan(drawn.year.values, bands, view.unit("subscribers"), published, CENTRAL)
    at = drawn.year.values.tolist().index(END)
    most = units.headline_between(low[at], high[at], view.unit("subscribers"))
    reading = view.note("fan", range=most)
    words = figures.in_words("abonnés", drawn.year.values, central, view.unit("subscribers"))
    alt = f"Éventail de {drawn.sizes['draw']} tirages calés. Avec les {CENTRAL}, {words}."
    return Drawing(figure, reading, alt)


def fan_table(drawn) -> pd.DataFrame:
    """The quantiles of the draws by date."""
    named = zip(FAN, _quantiles(drawn), strict=True)
    return pd.DataFrame({"date": drawn.year.values} | {f"quantile_{round(HUNDRED * level)}": band for level, band in named})


def _quantiles(drawn) -> np.ndarray:
    """The subscribers at each level of the fan, by date."""
    return np.quantile(drawn.subscribers.transpose("draw", "year").values, FAN, axis=0)


def calibrated(view: View, drawn) -> dict[str, str]:
    """How many draws there are, and how far they are from the published count."""
    seen = float(view.outcome.values["subscribers_observed"])
    counted = drawn.subscribers.sel(year=float(view.outcome.values["observed_on"])).values
    furthest = units.headline(float(np.abs(counted / seen - 1).max()), "share")
    return {"draws": str(drawn.sizes["draw"]), "furthest": furthest}


def calibrated_rows(view: View, drawn) -> list[dict[str, str]]:
    """The three figures that are calibrated together: where most draws are, and how they go together."""
    share, figures_drawn = drawn.potential_share, ensemble.draw(view.study.parameters)
    found = [(parameter.label, parameter.unit, figures_drawn[parameter.id]) for parameter in map(view.study.parameters.get, CALIBRATED)]
    found.append((share.attrs["label"], share.attrs["unit"], share.values))
    return [
        {
            "Ce qui est calé": label,
            "8 tirages sur 10": units.headline_range(*np.quantile(values, [ensemble.LOW, ensemble.HIGH]), unit),
            "Lien avec la part (de -1 à 1)": french.number(round(float(np.corrcoef(values, share.values)[0, 1]), 2)),
        }
        for label, unit, values in found
    ]
