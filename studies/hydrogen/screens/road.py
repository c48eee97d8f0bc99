"""The A75 from Clermont-Ferrand to Béziers: the stations of hydrogen that are known, the rule of the 200 km, how far one filling leads."""

import pandas as pd

from data.ground import french
from pages.parts import provenance, texts
from pages.parts.charts import alternatives, house
from pages.parts.charts.house import BLUE, GREY, HEIGHT, ORANGE, VERMILION, Chart
from pages.parts.study import taken
from pages.parts.study.view import View
from studies.hydrogen.screens import common
from studies.toolkit.constants import HUNDRED
from studies.toolkit.reading import units

TANKS = {"h2": "xcient_tank", "biogas": "gas_tank", "battery": "battery_pack"}  # the marks that tell them
ROAD, BESIDE = 1.2, (0.2, 0.5, 0.8)  # [drawing units] across: the road, the fillings on its left
TALL = 2 * HEIGHT - 40  # [px] a strip is read from top to bottom
HERE = {"text": "une seule station suffirait ici", "x": 5, "xanchor": "right", "yanchor": "middle", "showarrow": False}
SIGNS = {"road_open": ("Station annoncée ouverte", BLUE, "square"), "road_planned": ("Station prévue, ouverture non vérifiée", ORANGE, "square-open")}


def reaches(view: View) -> dict[str, float]:
    """How far a local truck goes on one filling in the mountains [km], by technology."""
    values, known = view.outcome.values, common.marks()["value"]
    flat = values["hgv_diesel_use"] * values["diesel_carbon"] / HUNDRED  # [kgCO2e/km] without relief
    relief = view.number("carbon[diesel, hgv]") / flat
    return {name: known[tank] / (values[f"hgv_{name}_use"] * relief) * HUNDRED for name, tank in TANKS.items()}


def single(known: pd.DataFrame) -> tuple[float, float]:
    """From where to where one station alone would keep the rule between both ends of the road [km]: none of the gaps longer than it allows."""
    length, gap = known.at["road_beziers", "value"], known.at["afir_distance", "value"]
    return length - gap, gap


def said(place, known: pd.DataFrame) -> str:
    """A town with its kilometre, and the stations that one reaches from there."""
    here = known[known["kind"].isin(SIGNS) & (known["value"] == place.value)]["label"]
    return f"  {place.label}, km {place.value:.0f}" + "".join(f"<br>  <b>{name}</b>" for name in here)


def strip(known: pd.DataFrame, reach: dict[str, float], names: dict[str, str]) -> Chart:
    """The road from north to south, its towns, its stations, the stretch where one station would do, one filling of each technology,
    under its name."""
    places = known[known["kind"] == "road"]
    road = {
        "mode": "lines+markers+text",
        "text": [said(row, known) for row in places.itertuples()],
        "textposition": "middle right",
        "marker": {"color": GREY, "size": 9},
        "showlegend": False,
    }
    traces = [house.line(list(places["value"]), "", GREY, 4, x=[ROAD] * len(places)) | road]
    for kind, (words, colour, symbol) in SIGNS.items():
        rows, marker = known[known["kind"] == kind], {"color": colour, "size": 15, "symbol": symbol}
        traces.append({"type": "scatter", "x": [ROAD] * len(rows), "y": list(rows["value"]), "mode": "markers", "name": words, "marker": marker})
    for across, (technology, length) in zip(BESIDE, reach.items(), strict=True):
        end = min(length, places["value"].max())
        named = f"Un plein, {french.in_sentence(names[technology])} : {units.headline(length, 'km')}"
        traces.append(house.line([0, end], named, common.SHADES[technology], 8, x=[across, across]))
    first, last = single(known)
    alone = {"type": "rect", "xref": "x domain", "x0": 0, "x1": 1, "y0": first, "y1": last, "fillcolor": VERMILION, "opacity": 0.14}
    down = {"title": {"text": "Kilomètres depuis Clermont-Ferrand"}, "range": [places["value"].max() + 12, -12], "showgrid": False, "rangemode": None}
    return house.chart(
        traces,
        {"visible": False, "range": [0, 5]},
        down,
        hovermode=False,
        height=TALL,
        shapes=[{**alone, "line": {"width": 0}}],
        annotations=[{**HERE, "y": first + (last - first) / 5}],
    )


def show(view: View) -> None:
    """The strip under its reading, then what it rests on."""
    known, reach, names = common.marks(), reaches(view), view.names("technology")
    first, last = single(known)
    reading = view.note(
        "single_station",
        every=french.with_unit(french.number(known.at["afir_distance", "value"]), "km"),
        first=french.number(first),
        last=french.number(last),
    )
    stations = ", ".join(f"{row.label} (km {row.value:.0f})" for row in common.marks(*SIGNS).itertuples())
    fillings = alternatives.in_words({french.in_sentence(names[name]): length for name, length in reach.items()}, "km")
    alt = f"{reading}. Stations : {stations}. Un plein en montagne : {fillings}."
    shown = common.marks("road", *SIGNS).reset_index(drop=True)
    marks, source = taken.of_tables("hydrogen_marks", table=lambda: shown), provenance.of_tables("hydrogen_marks")
    common.draw(view, f"{common.KEY}.road", strip(known, reach, names), reading, alt, marks, source)
    texts.note(view, "road")
