"""Questions 10 and 12: what a job and a pig cost, what happens if nothing is done; what the figures stand on."""

import pandas as pd

from data.ground import french
from pages.parts import provenance, tables, texts
from pages.parts.charts import chart_panel, figures, flows
from pages.parts.study import taken
from pages.parts.study.view import Drawing, View
from studies.pork.screens.common import KEY, LAST, at, doubtful, draw, marked, said
from studies.toolkit.constants import KILO
from studies.toolkit.reading import grids, units
from studies.toolkit.running import effects, narrative, runs, sensitivity
from studies.toolkit.running.outcome import Outcome

ADVISED, CHAIN = "small_farms", "proactive"  # the scenarios of the option that the answer advises, and of the sector that it is told beside
READ = ("farms@2041", "pigs@2041", "piglet_balance@2041", "jobs@2041", "public_money")
MOVING = {"farms@2041": 0.1, "pigs@2041": 50.0, "jobs@2041": 0.1, "public_money": 0.005}  # a lever that moves none of them as much is not listed
TENTH = 0.05  # what is written 0,0
NAMED = 8  # parameters listed
SEEN = 50  # [pigs/year] a parameter that moves fewer is not listed


def outcomes(view: View) -> dict[str, Outcome]:
    """The outcome of each scenario put to the vote, with what the visitor changed in none of them; then the choice on screen when it is another."""
    found = {view.study.scenarios[option.scenario].title: view.study.run(option.scenario) for option in view.study.card.options}
    return found if any(outcome is view.outcome for outcome in found.values()) else {**found, view.title: view.outcome}


def unpaid(view: View) -> Outcome:
    """The outcome of the first option, which pays nothing: what every option is compared to."""
    return view.study.run(view.study.card.options[0].scenario)


def per_unit(outcome: Outcome, base: Outcome) -> dict[str, str]:
    """Public euros for each job, farm and pig a year more than when nothing is paid, in words; none without one more."""
    money = at(outcome, "public_money") - at(base, "public_money")
    more = {one: at(outcome, name) - at(base, name) for one, name in (("job", "jobs"), ("farm", "farms"), ("pig", "pigs"))}
    return {one: units.headline(money * KILO**2 / number, "EUR_2024") for one, number in more.items() if number >= 1}


# 10. Cost, and doing nothing


def cost(view: View) -> narrative.Given:
    """What the answer names: the jobs and the pigs more than when nothing is paid, what one of each costs, a job in the option advised and in the
    mountain sector too, the farms that doing nothing loses."""
    base = unpaid(view)
    jobs, pigs = (at(view.outcome, name) - at(base, name) for name in ("jobs", "pigs"))
    lost = 1 - at(view.outcome, "farms") / float(view.outcome.data.farms[0])
    each = {f"by_{one}": words for one, words in per_unit(view.outcome, base).items()}
    already = at(view.outcome, "public_money") - at(base, "public_money") < MOVING["public_money"]
    return {
        "jobs": jobs,
        "pigs": pigs,
        "lost": units.headline(lost, "share"),
        "committed": ", celui des fermes déjà décidées" if already else "",
        "advised": per_unit(view.outcome.under(ADVISED), base)["job"],
        "chain": per_unit(view.outcome.under(CHAIN), base)["job"],
        **each,
        **marked(view),
    }


def fewer_exits(view: View) -> dict[str, str]:
    """What the note on the exits names: the lowest rate that the lever on them reaches, the farms that the option advised and paying nothing would
    keep at that rate."""
    avoided = view.study.parameters["exits_avoided"].high
    kept = {name: runs.simulate(view.study, {**view.study.run(name).values, "exits_avoided": avoided}) for name in (ADVISED, unpaid(view).scenario)}
    helped, unhelped = (french.number(data.farms.sel(year=LAST).item(), 0) for data in kept.values())
    return {"slower": units.headline(view.study.parameters["exit_rate"].value * (1 - avoided), "share"), "helped": helped, "unhelped": unhelped}


def show_cost(view: View) -> None:
    """The farms of each scenario, the table of what each costs, who is paid each year, each lever alone."""
    found = outcomes(view)
    series = {words: outcome.data.farms.values for words, outcome in found.items()}
    figure = flows.lines(view.outcome.data.year.values, series, view.unit("farms"))
    ends = ", ".join(f"{french.number(at(outcome, 'farms'), 0)} ({words})" for words, outcome in found.items())
    reading = f"Exploitations fin 2040 : {ends}"
    farms = taken.of_results(view, "farms", table=lambda: pd.DataFrame({"annee": view.outcome.data.year.values} | series))
    chart_panel.whole(figure, reading, f"{reading}.", provenance.of_model(view.study), farms, f"{KEY}.farms")
    tables.show([cost_row(words, outcome, unpaid(view)) for words, outcome in found.items()])
    texts.note(view, "fewer_exits", **fewer_exits(view))
    indirect = french.number(view.outcome.values["indirect_ratio"])
    texts.note(view, "jobs", indirect=indirect)
    lines = view.outcome.data.public_by_line.sel(year=slice(2028, LAST))
    paid = {words: lines.sel(line=name).values for name, words in view.names("line").items() if lines.sel(line=name).max() > 0}
    if paid:
        money = view.outcome.indicators["public_money"]
        reading = (
            f"{units.headline(money.value, money.unit)} d'argent public de 2027 à 2040, {units.headline_range(money.low, money.high, money.unit)}"
        )
        draw(
            view,
            f"{KEY}.paid",
            Drawing(
                figures.stacked_bars(lines.year.values - 1, paid, view.unit("public_by_line")),
                reading,
                f"{said(view, 'public_cost', 'Argent public')}.",
            ),
            "public_by_line",
            "public_cost",
        )
    show_levers(view)


def cost_row(words: str, outcome: Outcome, base: Outcome) -> dict[str, str]:
    """A scenario in a line: farms, pigs, jobs, money, and what one of each more than when nothing is paid costs."""
    each = per_unit(outcome, base)
    size = f"{french.number(at(outcome, 'farms'), 0)} ; {french.significant(at(outcome, 'pigs'))} ; {french.number(at(outcome, 'jobs'), 0)}"
    money = units.headline(at(outcome, "public_money"), outcome.indicators["public_money"].unit)
    return {
        "Scénario": words,
        "Fermes ; porcs ; emplois": size,
        "Argent public": money,
        "Pour un emploi, une ferme, un porc par an de plus": " ; ".join(each.values()) or "rien de plus",
    }


def show_levers(view: View) -> None:
    """Each lever alone, from the reference to the scenario on screen, or to the first other one."""
    shown = view.outcome.scenario
    name = (
        shown if shown != view.study.card.reference else next(option.scenario for option in view.study.card.options[1:] if option.scenario != shown)
    )
    tried = effects.each_lever(view.study, name, READ)
    moving = [effect for effect in tried if any(abs(effect.changes[name]) >= least for name, least in MOVING.items())]
    texts.heading(view, "levers_title", scenario=view.study.scenarios[name].title)
    tables.show([lever_row(view, effect) for effect in moving])
    texts.note(view, "levers")
    chart_panel.source_and_data(
        provenance.of_model(view.study),
        lambda: pd.DataFrame([{"levier": effect.parameter, "de": effect.before, "a": effect.after, **effect.changes} for effect in tried]),
        f"{KEY}.levers",
    )


def moved(change: float) -> str:
    """A change of a count, with its sign and a tenth."""
    return french.signed(french.number(change, 1)) if abs(change) >= TENTH else "0"


def counted(change: float) -> str:
    """A change of a number of animals, with its sign and three digits at most."""
    return french.signed(french.significant(change)) if abs(change) >= SEEN else "0"


def lever_row(view: View, effect: effects.Effect) -> dict[str, str]:
    """What a lever alone brings and costs."""
    parameter, money = view.study.parameters[effect.parameter], units.difference(effect.changes["public_money"], view.unit("public_money"))
    return {
        "Levier": f"{parameter.label} : de {units.written(effect.before, parameter.unit)} à {units.written(effect.after, parameter.unit)}",
        "Fermes ; porcs ; porcelets": " ; ".join(
            [moved(effect.changes["farms@2041"]), counted(effect.changes["pigs@2041"]), counted(effect.changes["piglet_balance@2041"])]
        ),
        "Emplois ; argent public": f"{moved(effect.changes['jobs@2041'])} ; {money}",
    }


# 12. What it stands on


def doubt(view: View) -> dict[str, str]:
    """What the answer names: how many figures are assumed, and what moves the headline most."""
    assumed = sum(parameter.nature == "assumption" for parameter in view.study.parameters.values())
    heaviest = french.in_sentence(view.study.parameters[swings(view)[0].parameter].label)
    return {"assumed": str(assumed), "heaviest": heaviest, **marked(view)}


def swings(view: View) -> list[sensitivity.Swing]:
    """The swings of the number of pigs in 2040 around the scenario, whatever the levers, the widest first."""
    found = sensitivity.tornado(view.study, "pigs_2041", view.outcome.scenario)
    return [swing for swing in found if view.study.parameters[swing.parameter].uncertain]


def show_doubt(view: View) -> None:
    """How to enter the herd, the figures that matter most, those to ask first."""
    texts.heading(view, "to_ask_title")
    asked = grids.written(view.study.folder, "to_ask")
    tables.show([{"Chiffre": row["figure"], "À qui (lignes du tableau)": row["asked_of"]} for row in asked])
    texts.note(view, "to_ask")
    texts.heading(view, "swings_title")
    tables.show([swing_row(view, swing) for swing in swings(view)[:NAMED] if swing.span >= SEEN])
    chart_panel.source_and_data(provenance.of_model(view.study), lambda: pd.DataFrame([_ends(swing) for swing in swings(view)]), f"{KEY}.swings")


def _ends(swing: sensitivity.Swing) -> dict[str, str | float]:
    return {"parameter": swing.parameter, "low": swing.low, "high": swing.high}


def swing_row(view: View, swing: sensitivity.Swing) -> dict[str, str]:
    """A parameter: its range, and what it makes of the pigs of 2040."""
    low, high = french.significant(swing.low), units.headline(swing.high, view.unit("pigs"))
    return {
        "Hypothèse, de sa borne basse à sa borne haute": f"{view.study.parameters[swing.parameter].label}{doubtful(view, swing.parameter)}",
        "Porcs en 2040": f"de {low} à {high}",
    }
