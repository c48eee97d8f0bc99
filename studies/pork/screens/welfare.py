"""Question 11: how pigs live and how far they travel."""

import numpy as np

from data.ground import french
from pages.parts import provenance, tables, texts
from pages.parts.charts import flows
from pages.parts.study.view import Drawing, View
from studies.pork.screens.common import KEY, LAST, against, cited, draw, said, value, written
from studies.pork.screens.public import outcomes
from studies.toolkit.reading import grids, units
from studies.toolkit.running.outcome import Outcome

INDOORS = ("ne_m", "eng_today")  # on slatted floors; all others outdoors, on runs or on straw


def show_welfare(view: View) -> None:
    """The share outdoors or on straw year by year, the journey, the two together in each scenario, what each rule gives a pig."""
    draw(view, f"{KEY}.lives", lives(view), "pigs_by_kind", "outdoor_share")
    draw(view, f"{KEY}.journey", journey(view), "slaughter_km", "haul_by_commune")
    tables.show([both_row(view, words, outcome) for words, outcome in outcomes(view).items()])
    rules = grids.written(view.study.folder, "space_rules")
    tables.show([{"Règle": rule["rule"], "Par porc": rule["by_pig"]} for rule in rules])
    texts.note(view, "welfare", provenance.line(view.study, *cited(rules)))


def lives(view: View) -> Drawing:
    """Pigs by the way they live, against the reference."""
    data = view.outcome.data
    figure = flows.lines(data.year.values, {view.title: data.outdoor_share.values}, view.unit("outdoor_share"), against(view, "outdoor_share"))
    indoors = sum(value(view, f"pigs_by_kind[{kind}]") for kind in INDOORS)
    reading = view.note(
        "outdoors",
        before=written(view, "outdoor_share", float(data.year[0])),
        after=written(view, "outdoor_share"),
        indoors=french.significant(indoors),
    )
    return Drawing(figure, reading, f"{said(view, 'outdoor_share', 'Part dehors ou sur paille')}.")


def journey(view: View) -> Drawing:
    """The mean journey year by year, against the reference."""
    data = view.outcome.data
    figure = flows.lines(data.year.values, {view.title: data.slaughter_km.values}, view.unit("slaughter_km"), against(view, "slaughter_km"))
    far, first = data.year.values[int(np.argmax(data.slaughter_km.values))], float(data.year[0])
    longest = units.headline(float(data.slaughter_km.max()), view.unit("slaughter_km"))
    reading = (
        f"Le trajet moyen irait de {written(view, 'slaughter_km', first)} au départ à {written(view, 'slaughter_km')} en 2040"
        if far <= first + 1
        else f"Le trajet le plus long serait celui de {far - 1:.0f} : {longest} en moyenne"
    )
    return Drawing(figure, reading, f"{said(view, 'slaughter_km', 'Distance moyenne')}.")


def both_row(view: View, words: str, outcome: Outcome) -> dict[str, str]:
    """Welfare in a scenario: the share outdoors or on straw with the mean journey, then that of the hardest year."""
    share, km = (float(outcome.data[name].sel(year=LAST)) for name in ("outdoor_share", "slaughter_km"))
    return {
        "Scénario": words,
        "Dehors ou sur paille ; trajet, 2040": f"{units.headline(share, 'share')} ; {units.headline(km, view.unit('slaughter_km'))}",
        "Trajet de la pire année": units.headline(float(outcome.data.slaughter_km_worst), view.unit("slaughter_km_worst")),
    }
