"""What the air of Lozère is worth: hours, euros, and against them what an empty room wastes."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from data.ground import french
from pages.parts import prose, provenance, tables, texts
from pages.parts.charts import chart_panel, curves, figures
from pages.parts.study import taken
from pages.parts.study.view import View
from studies.datacenter.screens.clients import KEY, built
from studies.toolkit.constants import HUNDRED
from studies.toolkit.reading import units

LOADS = np.arange(0.1, 1.01, 0.05)  # [share of the racks] occupancies of the curve


def climate(view: View) -> dict[str, str]:
    """The euros of the climate, in parts of what a job costs."""
    gain = view.number("climate_gain[montpellier]")
    return {"part_of_a_job": units.headline(gain / view.outcome.values["yearly_wage_cost"], "share")}


def pue_curve(view: View) -> dict[str, np.ndarray]:
    """PUE by occupancy here and in Montpellier."""
    p, study = SimpleNamespace(**view.outcome.values), view.study
    means = {"ici": study.function("site_temperature")(p, p.altitude), "à Montpellier": p.temperature_montpellier + p.warming}
    compressors = {words: study.function("cooling")(p, mean)["compressors"] for words, mean in means.items()}
    chain = study.function("chain")(p)
    return {words: study.function("loaded_pue")(LOADS, p.load, electricity, *chain) for words, electricity in compressors.items()}


def show_climate(view: View) -> None:
    """Hours of free cooling here and elsewhere, the euros, the PUE by occupancy."""
    towns = view.names("town")
    hours = {f"Site à {units.written(view.outcome.values['altitude'], view.unit('altitude'))}": view.number("free_hours")} | {
        town: view.number(f"free_hours_elsewhere[{name}]") for name, town in towns.items()
    }
    more = view.number("free_hours") - view.number("free_hours_elsewhere[montpellier]")
    reading = f"{units.headline(more, view.unit('free_hours'))} de refroidissement libre de plus qu'à Montpellier, sur 8 760"
    alt = f"Heures de refroidissement libre : {', '.join(f'{name} {french.significant(value)}' for name, value in hours.items())}."
    source = provenance.line(view.study, "joly_2010", "dataplace")
    table = pd.DataFrame(hours.items(), columns=["lieu", "heures_par_an"])
    of_hours = taken.of_results(view, "free_hours", "free_hours_elsewhere", table=lambda: table)
    chart_panel.whole(figures.bars(hours, view.unit("free_hours")), reading, alt, source, of_hours, f"{KEY}.hours")
    tables.show(
        [
            {
                "Face à": town,
                "Heures de plus": french.signed(french.significant(view.number("free_hours") - view.number(f"free_hours_elsewhere[{name}]"))),
                "Électricité épargnée": view.written(f"climate_gain[{name}]"),
            }
            for name, town in towns.items()
        ]
    )
    found = pue_curve(view)
    gap = float(found["ici"][2] - found["ici"][-4])
    written_gaps = [french.number(round(higher, 3), 3) for higher in (gap, climate_gap(found))]
    reading = view.note("gaps", load=written_gaps[0], air=written_gaps[1])
    here = HUNDRED * float(view.outcome.data.occupancy[-1]) if built(view) else None
    figure = curves.curve(HUNDRED * LOADS, found, "index", "Occupation, %", here=here, up={"rangemode": "normal", "title": {"text": "PUE"}})
    source = provenance.line(view.study, "rasmussen", "dataplace")
    of_loads = taken.nearest(view, "pue", table=lambda: pd.DataFrame({"occupation": LOADS} | found))
    chart_panel.whole(figure, reading, f"{reading}.", source, of_loads, f"{KEY}.pue")
    texts.note(view, "hours")
    prose.markdown(view.note("pue"))


def climate_gap(found: dict[str, np.ndarray]) -> float:
    """How much higher the PUE is in Montpellier, at 85 % of occupancy."""
    return float(found["à Montpellier"][-4] - found["ici"][-4])
