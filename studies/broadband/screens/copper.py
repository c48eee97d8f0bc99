"""The end of copper: the chart that moves with the levers, then questions 5 and 6, what it leaves behind and which levers change it."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data.ground import french
from geo.fibre import concession
from geo.maps import decks
from geo.territory import contours
from pages.parts import provenance, tables, texts
from pages.parts.charts import chart_panel, figures
from pages.parts.fibre import copper
from pages.parts.maps import commune_choice, commune_layers, legend
from pages.parts.study import taken
from pages.parts.study.view import Drawing, View
from studies.broadband.screens.common import KEY
from studies.toolkit.constants import KILO
from studies.toolkit.reading import grids, units
from studies.toolkit.running import effects
from studies.toolkit.running.effects import Effect
from studies.toolkit.running.outcome import Outcome

AFTER = 2031.0  # [year] the first date without copper
STATES = {"with_fibre": "avec la fibre", "copper_lines": "encore sur le cuivre", "at_risk": "sans fibre, cuivre éteint"}
SPAN = (2018, 2036)  # [year] what the chart shows
LAST = 2035.75  # [year] the last quarter of the horizon of the scenarios
AGES = (0.0, 0.1, 0.12, 0.14, 0.16, 1.0)  # [share of people of 75 and more] round limits around the 13 % of the département
RISK, MONEY = "at_risk@2031", "public_money"
ALL_USES = "proactive"  # the scenario that opens every use of fibre


# The chart that moves with the levers


def states(view: View) -> Drawing:
    """The permanent premises by state, year by year."""
    headline = view.outcome.indicators["at_risk_2031"]
    whole, base = (yearly(outcome.data[list(STATES)].sel(year=slice(*SPAN))) for outcome in (view.outcome, view.reference))
    series = {words: whole[name].values for name, words in STATES.items()}
    reference = view.study.scenarios[view.study.card.reference].title
    known = float(sum(base[name] for name in STATES).max())
    figure = figures.stacked(
        whole.year.values, series, view.unit("at_risk"), (f"{reference} : {STATES['with_fibre']}", base.with_fibre.values), known
    )
    span = units.headline_range(headline.low, headline.high, headline.unit)
    stay = units.agreeing(headline.value, headline.unit, "resterait", "resteraient")
    reading = f"Cuivre éteint, {units.headline(headline.value, headline.unit)} {stay} sans fibre, {span}"
    alt = ". ".join(figures.in_words(words, whole.year.values, value, view.unit("at_risk")) for words, value in series.items())
    return Drawing(figure, reading, f"Foyers et établissements permanents selon leur réseau, année par année. {alt}.")


def yearly(data):
    """The whole years of a result."""
    return data.isel(year=data.year.values % 1 == 0)


# 5. What the end of copper leaves behind


def show_end(view: View) -> None:
    """The map of the lines left over the ages, the intercommunalities beside it, the ages of those at risk, what stops with copper."""
    left, right = st.columns(2, gap="medium")
    with left:
        texts.heading(view, "most_lines_title", **most_lines(view))
        lines = to_move(view).values
        under = commune_choice.with_facts(
            f"{KEY}.copper", lambda chosen: decks.commune_map(age_classes(), sites=False, circles=lines, selected=chosen), map_alt(view), age_layer()
        )
        with under:
            legend.show([(legend.CIRCLE, "cercle : lignes à changer à la fin du cuivre (réparti)")], age_layer())
        provenance.small(f"**{contours.contours().note}**")
        chart_panel.source_and_data(source(view), lambda: by_epci(view), f"{KEY}.copper-epci")
    with right:
        tables.show([epci_row(row) for row in by_epci(view).itertuples()])
    values, reading = by_age(view), age_reading(view, by_age(view))
    table = values.rename("foyers_et_etablissements").rename_axis("part_des_75_ans").reset_index()
    figure, name = figures.bars(values.to_dict(), view.unit("at_risk_by_commune")), "at_risk_by_commune"
    of_ages = taken.of_results(view, name, table=lambda: table, beside=("commune_estimates",))
    chart_panel.whole(figure, reading, f"{reading}.", source(view), of_ages, f"{KEY}.copper-ages")
    copper.show_uses()


def age_layer() -> commune_layers.CommuneLayer:
    """The share of people of 75 and more by commune, an estimate."""
    here = commune_layers.places()
    return commune_layers.CommuneLayer(
        "people_75",
        "Habitants de 75 ans et plus",
        "share",
        AGES,
        "estimé",
        provenance.of_tables("commune_estimates", "communes"),
        here.people_75 / here.population,
        "population",
    )


def age_classes() -> list[int | None]:
    """The class of each commune by the share of its people of 75 and more."""
    return age_layer().classes(None)


def to_move(view: View):
    """Permanent premises that still use copper when it stops where they are [premises, commune]: their sum is the headline."""
    return view.outcome.data.lines_to_move_by_commune


def after(view: View):
    """Permanent premises without fibre once copper has stopped [premises, commune]."""
    return view.outcome.data.at_risk_by_commune.sel(year=AFTER)


def by_epci(view: View) -> pd.DataFrame:
    """By intercommunality: communes named for the end of 2028, lines to move, premises at risk after it, share of people of 75 and more."""
    here = commune_layers.places()
    frame = pd.DataFrame(
        {
            "intercommunalite": here.epci_name.values,
            "communes_nommees": here.copper_2028.values,
            "lignes": to_move(view).values,
            "sans_fibre": after(view).values,
            "habitants_75": here.people_75.values,
            "habitants": here.population.values,
        }
    )
    total = frame.groupby("intercommunalite").sum().sort_values("sans_fibre", ascending=False)
    whole = total.sum().rename("Département").to_frame().T
    total = pd.concat([total, whole]).rename_axis("intercommunalite")
    return total.assign(part_75=total["habitants_75"] / total["habitants"]).drop(columns=["habitants_75", "habitants"]).reset_index()


def epci_row(row) -> dict[str, str]:
    """A line of the table of the intercommunalities; few columns, for a phone."""
    named = int(row.communes_nommees)
    first = f" ({named} {french.plural(named, 'commune nommée', 'communes nommées')} pour fin 2028)" if named else ""
    left, without, elderly = french.significant(row.lignes), french.significant(row.sans_fibre), units.headline(row.part_75, "share")
    return {
        "Intercommunalité": f"{row.intercommunalite}{first}",
        "À changer (réparties), sans fibre fin 2030, 75 ans et plus (estimés)": f"{left} ; {without} ; {elderly}",
    }


def most_lines(view: View) -> dict[str, str]:
    """Where most lines are left, and how many."""
    first = by_epci(view).drop(index=len(by_epci(view)) - 1).sort_values("lignes", ascending=False).iloc[0]
    return {"where": first.intercommunalite, "lines": french.significant(first.lignes)}


def map_alt(view: View) -> str:
    """The map in words."""
    lines = to_move(view)
    spread = french.between(french.significant(float(lines.min())), french.significant(float(lines.max())))
    return view.note("lines_map", communes=french.number(lines.size), spread=spread)


def by_age(view: View) -> pd.Series:
    """Premises at risk by class of the share of people of 75 and more of their commune [premises]."""
    layer = age_layer()
    words = [f"{share} de 75 ans et plus" for share in layer.class_words()]
    classes = pd.Series([words[share] for share in age_classes()])
    return pd.Series(after(view).values).groupby(classes).sum().reindex(words, fill_value=0.0)


def age_reading(view: View, values: pd.Series) -> str:
    """How much of those at risk live where many are old."""
    old = values.iloc[-2:].sum() / max(values.sum(), 1)
    return view.note("old_communes", old=units.headline(old, "share"))


def source(view: View) -> str:
    """Where the figures of the end of copper come from."""
    deadlines = concession.copper()
    dates = provenance.of_rows(deadlines[deadlines["code"] == ""])
    return f"{dates} {provenance.line(view.study, 'commune_estimates', 'commune_figures')}"


# 6. Which levers change most, at what price


def compared(view: View) -> str:
    """The scenario whose levers are tried one by one: the one shown, the one that moves nearly all of them when it is the reference."""
    shown = view.outcome.scenario
    return shown if shown != view.study.card.reference else ALL_USES


def aims(view: View) -> dict[str, dict[str, str]]:
    """What each lever is for, by lever: the name of a result, what one of it is called, what several are."""
    return {row["lever"]: row for row in grids.written(view.study.folder, "aims")}


def tried(view: View) -> list[Effect]:
    """The levers one by one."""
    return effects.each_lever(view.study, compared(view), tuple(dict.fromkeys([RISK, MONEY, *(aim["result"] for aim in aims(view).values())])))


def strongest(view: View) -> dict[str, str]:
    """The lever that protects most, and what it costs; or that none does."""
    best = min(tried(view), key=lambda effect: effect.changes[RISK])
    if best.changes[RISK] > -1:
        return {"strongest": view.note("none_spares")}
    lever, money = french.in_sentence(view.study.parameters[best.parameter].label), units.headline(best.changes[MONEY], view.unit(MONEY))
    fewer = french.significant(-best.changes[RISK])
    return {"strongest": view.note("strongest", lever=lever, fewer=fewer, money=money)}


def options_shown(view: View) -> dict[str, Outcome]:
    """The outcome of each option put to the vote, as its author wrote it, by title; then the choice on screen when it is another."""
    found = {option.title: view.study.run(option.scenario) for option in view.study.card.options}
    return found if any(outcome is view.outcome for outcome in found.values()) else {**found, view.title: view.outcome}


def option_row(title: str, outcome: Outcome, unpaid: Outcome) -> dict[str, str]:
    """What an option costs in all, then all that it costs more than when nothing is paid over the homes that it spares, over the teleworkers that it
    adds; nothing for less than one of them."""
    money = outcome.indicators[MONEY].value
    more = money - unpaid.indicators[MONEY].value
    left = outcome.indicators["at_risk_2031"]
    spared = unpaid.indicators["at_risk_2031"].value - left.value
    workers = outcome.indicators["teleworkers_2036"].value - unpaid.indicators["teleworkers_2036"].value
    gained = {"foyer qui a la fibre": spared, "télétravailleur de plus": workers}
    each = [f"{units.headline(more * KILO**2 / number, 'EUR_2024')} par {one}" for one, number in gained.items() if number >= 1]
    return {
        "Option": title,
        "Sans fibre fin 2030": units.headline(left.value, left.unit, unit_too=False),
        "Argent public": units.headline(money, outcome.indicators[MONEY].unit),
        "Tout l'argent de plus, rapporté à l'un ou à l'autre": " ; ".join(each) or "rien de plus",
    }


def show_options(view: View) -> None:
    """The options side by side, per unit beside totals."""
    found = options_shown(view)
    unpaid = next(iter(found.values()))
    texts.heading(view, "each_title")
    tables.show([option_row(title, outcome, unpaid) for title, outcome in found.items()])
    texts.note(view, "each")


def show_levers(view: View) -> None:
    """The options, each lever alone, then who pays every year."""
    show_options(view)
    title = view.study.scenarios[compared(view)].title
    texts.heading(view, "levers_title", scenario=title)
    told = aims(view)
    tables.show([lever_row(view, effect, told[effect.parameter]) for effect in tried(view)])
    texts.note(view, "levers")
    chart_panel.source_and_data(provenance.of_model(view.study), lambda: lever_table(view), f"{KEY}.levers-data")
    chart_panel.whole(*paid(view), provenance.of_model(view.study), taken.of_results(view, "paid", "public_cost"), f"{KEY}.funders")


def lever_row(view: View, effect: Effect, aim: Mapping[str, str]) -> dict[str, str]:
    """A line of the table of the levers; `aim` is what the lever is for."""
    parameter = view.study.parameters[effect.parameter]
    gain, money = effect.changes[aim["result"]], effect.changes[MONEY]
    each = f", {units.headline(money * KILO * KILO / gain, 'EUR_2024')} chaque" if gain >= 1 and money > 0 else ""
    words = french.plural(abs(gain), aim["one"], aim["several"])
    brought = f"{french.signed(french.significant(gain))} {words}" if abs(gain) >= 1 else "rien de mesurable"
    step = f"de {units.headline(effect.before, parameter.unit, unit_too=False)} à {units.written(effect.after, parameter.unit)}"
    public = f"**{units.difference(money, view.unit('public_money'))}**{each}" if abs(money) >= 0.005 else "aucun argent public"
    homes = effect.changes[RISK]
    risk = f"{french.signed(french.significant(homes))} {french.plural(homes, 'foyer')} sans fibre fin 2030" if abs(homes) >= 1 else ""
    return {"Levier": f"**{parameter.label}**, {step}", "Ce qu'il change, et l'argent public": " ; ".join(filter(None, [brought, risk, public]))}


def lever_table(view: View) -> pd.DataFrame:
    """The levers as a table to download."""
    rows = []
    for effect in tried(view):
        parameter = view.study.parameters[effect.parameter]
        rows.append({"levier": parameter.label, "de": effect.before, "a": effect.after, "unite": parameter.unit} | effect.changes)
    return pd.DataFrame(rows)


def paid(view: View) -> Drawing:
    """Who pays every year from the decision on."""
    spent = yearly(view.outcome.data.paid.sel(year=slice(view.outcome.values["decision_year"], LAST)))
    names = spent.funder.attrs["labels"]
    series = {title: spent.sel(funder=funder).values for funder, title in names.items() if float(spent.sel(funder=funder).max()) > 0}
    headline = view.outcome.indicators["public_money"]
    figure = figures.stacked_bars(spent.year.values, series, view.unit("paid"))
    span = units.headline_range(headline.low, headline.high, headline.unit)
    reading = f"{units.headline(headline.value, headline.unit)} d'argent public jusqu'à la fin de 2035, {span}"
    alt = ". ".join(figures.in_words(words, spent.year.values, value, view.unit("paid")) for words, value in series.items())
    return Drawing(figure, reading, f"Dépense par an et par financeur. {alt}.")
