"""How many racks: the chart of racks rented that moves with the levers, then the questions on the size and on the clients."""

from dataclasses import replace

import numpy as np
import pandas as pd

from data.ground import french
from geo.territory import lozere
from pages.parts import provenance, tables, texts
from pages.parts.charts import chart_panel, curves, figures
from pages.parts.charts.house import Chart as Figure
from pages.parts.study import scenario_lines, taken
from pages.parts.study.view import Drawing, View
from studies.toolkit.reading import grids, units
from studies.toolkit.running import narrative, runs
from studies.toolkit.running.outcome import Outcome

KEY = "datacenter.committee"
SIZES = np.arange(8.0, 201.0, 4.0)  # [racks] sizes that are tried
GROUPS = {
    "Communes et intercommunalités": ("towns", "epci"),
    "Département, santé, écoles": ("department", "health", "education"),
    "Entreprises": ("firms", "small_firms"),
}
LATE = 2039  # [year] 1 January after the tenth year of operation


def racks(value: float, said: str = "") -> str:
    """A number of racks as the tables of the page write it, with what is said of each ("signée"), which agrees with it."""
    counted = units.headline(value, "racks")
    return f"{counted} {french.plural(units.as_counted(value, 'racks'), said)}" if said else counted


def built(view: View) -> bool:
    """Whether the choice on screen builds anything."""
    return view.outcome.values["racks"] > 0


def filled(outcome: Outcome) -> str:
    """The result that counts the racks which an outcome fills: those of its building, or those rented elsewhere when it only rents."""
    return "racks_rented" if outcome.values["racks"] == 0 < outcome.values["rented_racks"] else "racks_sold"


def compared(view: View) -> Figure:
    """The racks that the choice fills, over those that the reference and each other scenario fill."""
    study, name = view.study, filled(view.outcome)
    runs_of = {study.scenarios[scenario].title: study.run(scenario) for scenario in scenario_lines.others_than(view)}
    base = view.reference
    if filled(base) != name:
        base = replace(base, data=base.data.assign({name: base.data[filled(base)]}))
    return figures.compared_series(
        name,
        view.outcome,
        base,
        view.title,
        study.scenarios[study.card.reference].title,
        others={title: found.data[filled(found)].values for title, found in runs_of.items()},
        known=scenario_lines.reached(study, "racks_sold", view.outcome.scenario),
    )


def filling(view: View) -> Drawing:
    """Racks rented by clients, here or elsewhere, year by year."""
    figure = compared(view)
    series = view.outcome.data[filled(view.outcome)]
    needed = view.number("racks_needed")
    reached = series.values >= needed
    never = (
        "aucun nombre de baies ne couvre charges et dette"
        if needed <= 0
        else f"{racks(needed)} à louer pour couvrir charges et dette : jamais atteint"
    )
    year = french.end_of_quarter(float(series.year.values[reached.argmax()])) if reached.any() else ""
    if built(view):
        reading = f"{racks(needed)} à louer pour couvrir charges et dette : atteint {year}" if needed > 0 and reached.any() else french.begun(never)
    else:
        reading = view.note("rented_only", racks=racks(float(series.max()), "louée")) if series.values.any() else view.note("no_rack")
    return Drawing(figure, reading, figures.in_words(series.attrs["label"], series.year.values, series.values, "racks"))


# What size makes sense


def sweep(view: View) -> np.ndarray:
    """The net present value [MEUR] of each of SIZES, everything else as on screen."""
    return runs.simulate(view.study, dict(view.outcome.values) | {"racks": SIZES}).npv.values


def sweep_signed(view: View) -> np.ndarray:
    """The same with half of the racks signed before the works, as far as the lever goes."""
    signed = np.minimum(SIZES / 2, view.study.parameters["signed_racks"].high)
    by_anchor = np.minimum(signed, view.outcome.values["anchor_client"])
    half = {"racks": SIZES, "signed_racks": signed - by_anchor, "anchor_signed": by_anchor}
    return runs.simulate(view.study, dict(view.outcome.values) | half).npv.values


def size(view: View) -> narrative.Given:
    """What the answer names: how many of SIZES pay, with half of the racks signed too, the smallest, the largest, the best of each [racks]."""
    values, signed = sweep(view), sweep_signed(view)
    good = SIZES[values >= 0]
    named = {"best": SIZES[values.argmax()], "best_signed": SIZES[signed.argmax()]}
    if good.size:
        named |= {"least": good.min(), "most": good.max()}
    written = {name: french.number(amount, 0) for name, amount in named.items()}
    paying = {"paying": good.size, "paying_signed": int((signed >= 0).sum())}
    return {"wanted": racks(view.number("racks_wanted"), "demandée"), **paying, **written}


def show_size(view: View) -> None:
    """The value by number of racks."""
    values, signed = sweep(view), sweep_signed(view)
    figure = curves.curve(
        SIZES,
        {"comme affiché": values, "la moitié signée avant les travaux": signed},
        view.unit("npv"),
        "Baies construites",
        here=view.outcome.values["racks"],
        zero=True,
    )
    last = units.headline(float(values[-1]), view.unit("npv"))
    reading = f"Construire au-delà de la demande coûte : {last} à {french.number(SIZES[-1], 0)} baies"
    alt = f"Valeur actuelle nette selon le nombre de baies, de {units.headline(float(values[0]), view.unit('npv'))} à {last}."
    chart_panel.whole(
        figure, reading, alt, provenance.of_model(view.study), taken.nearest(view, "npv", table=lambda: size_table(view)), f"{KEY}.size"
    )
    texts.note(view, "size")


def size_table(view: View) -> pd.DataFrame:
    """The sweep as a table."""
    return pd.DataFrame({"baies": SIZES, "valeur_meur": sweep(view), "valeur_moitie_signee_meur": sweep_signed(view)})


# Who rents them


def clients(view: View) -> dict[str, str]:
    """All that are wanted, those of Lozère, those from elsewhere, each as the table below writes it; how many are signed."""
    found = {
        "local": ("local_racks", "probable"),
        "outside": ("outside_racks", "possible"),
        "wanted": ("racks_wanted", "demandée"),
        "signed": ("racks_signed", "signée"),
    }
    return {key: racks(view.number(name), words) for key, (name, words) in found.items()}


def by_epci(view: View) -> pd.DataFrame:
    """Racks by intercommunality and group of clients, most first."""
    racks_of = view.outcome.data.client_racks_by_commune
    found = {words: sum(lozere.by_epci(racks_of.sel(client=client)) for client in inside) for words, inside in GROUPS.items()}
    frame = pd.DataFrame(found)
    return frame.loc[frame.sum(axis=1).sort_values(ascending=False).index]


def show_clients(view: View) -> None:
    """Racks by intercommunality, then client by client with how they are counted."""
    frame = by_epci(view)
    figure = curves.stacked_by_place(list(frame.index), {name: frame[name].to_numpy() for name in frame}, view.unit("local_racks"))
    first = frame.sum(axis=1)
    reading = f"{frame.index[0]} louerait {units.headline(float(first.iloc[0] / first.sum()), 'share')} des baies de Lozère (réparti)"
    alt = "Baies demandées par intercommunalité. " + ". ".join(
        f"{name} : {units.headline(value, view.unit('local_racks'))}" for name, value in first.items()
    )
    source = provenance.line(view.study, "commune_figures", "infranum", "besancon")
    found = taken.of_results(view, "client_racks_by_commune", table=lambda: frame.rename_axis("intercommunalite").reset_index())
    chart_panel.whole(figure, reading, alt, source, found, f"{KEY}.clients")
    texts.heading(view, "clients_title")
    tables.show(client_rows(view))
    texts.note(view, "clients")


def client_rows(view: View) -> list[dict[str, str]]:
    """The demand client by client, and how certain it is."""
    names, told = view.names("client"), grids.written(view.study.folder, "demand")
    asked = {client: units.headline(view.number(f"racks_by_client[{client}]"), "racks", unit_too=False) for client in names}
    return [{"Qui": names[row["client"]], "Baies, à terme": asked[row["client"]], "Certitude": row["certainty"]} for row in told]
