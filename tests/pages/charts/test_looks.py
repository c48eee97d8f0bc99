"""A chart may have more series than colours: each stays told from the others."""

from pages.parts.charts import alternatives, curves, flows, house, several

YEARS = [2025.0, 2026.0]
MANY = {f"Commune {number}": [1.0, float(number)] for number in range(12)}


def curves_seen(chart) -> set:
    return {(trace["line"]["color"], trace["line"].get("dash", "")) for trace in chart["data"] if trace["type"] == "scatter"}


def test_twelve_curves_are_told_apart_and_none_has_the_dashes_of_the_reference():
    several_series = {name: several.Series(YEARS, values) for name, values in MANY.items()}
    for chart in (curves.curve(YEARS, MANY, "home", "Année"), flows.lines(YEARS, MANY, "home"), several.lines(several_series, "home")):
        seen = curves_seen(chart)
        assert len(seen) == len(MANY)
        assert {dash for _, dash in seen} <= {"", "dot", "dashdot"}


def test_a_part_beyond_the_colours_is_paler_than_the_first_of_its_colour():
    for chart in (
        curves.stacked_by_place(["Mende"], {name: [1.0] for name in MANY}, "home"),
        flows.parts(["Mende"], {name: [1.0] for name in MANY}, "home"),
        alternatives.stacked({"Mende": dict.fromkeys(MANY, 1.0)}, "home"),
    ):
        colours = [trace["marker"]["color"] for trace in chart["data"]]
        assert len(set(colours)) == len(MANY)
        assert colours[0] == house.BLUE == "#0072B2"
    assert colours[6] == "#8CC0DC"  # 45 % of the blue, 55 % of white


def test_five_limits_of_four_shades_are_told_apart():
    limits = {f"seuil {number}": float(number) for number in range(5)}
    chart = alternatives.curves([0.0, 1.0], {"coût": [0.0, 4.0]}, "Part", "home", limits)
    assert len(curves_seen({"data": chart["data"][1:]})) == 5
