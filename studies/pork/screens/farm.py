"""Questions 2 and 3: does a workshop give an income, where do the piglets come from."""

import numpy as np
import pandas as pd

from data.ground import french
from pages.parts import provenance, tables, texts
from pages.parts.charts import chart_panel, figures, flows
from pages.parts.study import taken
from pages.parts.study.view import Drawing, View
from studies.pork.screens.common import KEY, LAST, draw, said, value, written
from studies.toolkit.constants import KILO
from studies.toolkit.reading import units
from studies.toolkit.running import runs

WITH_COLLECTIVE, LARGER = "proactive", 150.0  # the scenario that opens a collective unit; [sows] what a larger one has more
PLACED = 0.99  # [share] below, pigs that no abattoir takes weigh on the incomes, as the answer says
SHOWN = "eng_lr"  # the workshop that the study proposes first
FEEDS, PREMIUMS = np.arange(260.0, 461.0, 40.0), np.arange(0.0, 0.61, 0.1)  # [EUR/t], [EUR/kg] of the grid


# 2. An income


def show_income(view: View) -> None:
    """The cost of a kilogram, the grid of premium and feed, the cash of a project, then every archetype."""
    draw(view, f"{KEY}.cost", cost(view), "even")
    source = provenance.of_model(view.study)
    chart_panel.whole(*grid(view), source, taken.nearest(view, "income", table=lambda: grid_table(view)), f"{KEY}.grid")
    chart_panel.whole(*cash(view), source, taken.of_results(view, "cash", table=lambda: cash_table(view)), f"{KEY}.cash")
    data, archetypes = view.outcome.data.sel(year=LAST), view.names("archetype")
    paid = int((data.income >= view.outcome.values["hourly_wage"] * view.outcome.values["hours_in_year"]).sum())
    texts.heading(view, "income_title", farms=f"{paid or 'aucun'} {french.plural(paid, 'type')}", all=str(len(archetypes)))
    tables.show([farm_row(view, name) for name in archetypes])
    if value(view, "placed_share") < PLACED:
        texts.note(view, "unpaid")
    texts.note(view, "income")


def costs(view: View, name: str) -> dict[str, float]:
    """The costs of a kilogram in 2040 [EUR/kg], by part."""
    amounts = view.outcome.data.cost_by_part.sel(archetype=name, year=LAST)
    return {words: float(amounts.sel(part=part)) for part, words in view.names("part").items() if amounts.sel(part=part) > 0}


def cost(view: View) -> Drawing:
    """The waterfall of a kilogram of Label Rouge carcass."""
    parts = costs(view, SHOWN)
    figure = figures.waterfall(parts, "Prix qui paie tout", view.unit("cost_by_part"))
    first = max(parts, key=parts.get)
    reading = f"La carcasse Label Rouge coûte {written(view, f'even[{SHOWN}]')} ; première part : {french.in_sentence(first)}"
    return Drawing(
        figure, reading, ". ".join(f"{words} : {units.headline(amount, view.unit('cost_by_part'))}" for words, amount in parts.items()) + "."
    )


def incomes(view: View) -> np.ndarray:
    """The income for each premium and each price of feed [EUR/year, premium x feed], in one call of the model."""
    premiums, feeds = (axis.ravel() for axis in np.meshgrid(PREMIUMS, FEEDS, indexing="ij"))
    answer = runs.simulate(view.study, {**view.outcome.values, "premium": premiums, "feed_price": feeds})
    return answer.income.sel(archetype=SHOWN, year=LAST).values.reshape(len(PREMIUMS), len(FEEDS))


def grid(view: View) -> Drawing:
    """The income for each pair of premium and feed, in thousands of euros."""
    found = incomes(view) / KILO
    down, across = [french.number(premium, 1) for premium in PREMIUMS], [french.number(feed, 0) for feed in FEEDS]
    figure = flows.grid(across, down, found, "kEUR_2024/year", ("Aliment, €/t", "Prime, €/kg"))
    stops = [down[row] for row in range(len(down)) if found[row, 2] > 0]  # at 340 EUR/t
    reading = view.note("grid_from", feed=str(across[2]), bonus=str(stops[0])) if stops else view.note("grid_never", feed=str(across[2]))
    low, high = (units.headline(end, "kEUR_2024/year") for end in (found.min(), found.max()))
    alt = f"Revenu par agriculteur selon la prime et l'aliment : de {low} à {high}."
    return Drawing(figure, f"{reading} (milliers d'euros par an)", alt)


def grid_table(view: View) -> pd.DataFrame:
    """The grid to download."""
    found = incomes(view)
    return pd.DataFrame(
        [
            {"prime_eur_par_kg": premium, "aliment_eur_par_t": feed, "revenu_eur_par_an": found[row, column]}
            for row, premium in enumerate(PREMIUMS)
            for column, feed in enumerate(FEEDS)
        ]
    )


def cash(view: View) -> Drawing:
    """The cash of a new workshop from its opening."""
    data, start = view.outcome.data, view.outcome.values["decision_year"] + view.outcome.values["opening_delay"]
    shown = data.cash.sel(year=slice(start, LAST - 1))
    drawn = {view.names("archetype")[name]: shown.sel(archetype=name).values for name in ("eng_lr", "ne_lr", "ne_m", "pa_ext")}
    figure = flows.lines(shown.year.values + 1, drawn, view.unit("cash"))
    end = float(shown.sel(archetype=SHOWN)[-1])
    said_ = f"{'gagné' if end >= 0 else 'perdu'} {units.headline(abs(end), view.unit('cash'))}"
    reading = view.note("cash", opened=f"{start:.0f}", gained=said_)
    alt = ". ".join(f"{words} : {units.headline(float(path[-1]), view.unit('cash'))}" for words, path in drawn.items())
    return Drawing(figure, reading, f"Trésorerie ajoutée depuis l'ouverture, fin 2040. {alt}.")


def cash_table(view: View) -> pd.DataFrame:
    """The cash of each type of farm by year."""
    return (
        view.outcome.data.cash.to_dataframe().reset_index().rename(columns={"archetype": "type", "year": "debut_d_annee", "cash": "tresorerie_keur"})
    )


def farm_row(view: View, name: str) -> dict[str, str]:
    """What a new farm of an archetype invests, is paid, earns."""
    price = f"{written(view, f'even[{name}]')} ; {written(view, f'price[{name}]')}"
    return {
        "Nouvelle ferme ; à investir": f"{view.names('archetype')[name]} ; {written(view, f'farm_investment[{name}]')}",
        "Prix qui paie tout ; payé": price,
        "Revenu par an": units.headline(value(view, f"income[{name}]"), "EUR_2024"),
    }


# 3. The piglets


def show_piglets(view: View) -> None:
    """Piglets for sale and wanted, then the balance with and without the collective unit."""
    data = view.outcome.data
    figure = flows.lines(
        data.year.values,
        {"à vendre en Lozère": data.piglets_for_sale.values, "voulus par les engraisseurs": data.piglets_wanted.values},
        view.unit("piglets_for_sale"),
    )
    reading = f"Une ferme Label Rouge de plus demande {written(view, 'label_piglets')}, ce que donnent {written(view, 'label_sows')}"
    draw(
        view,
        f"{KEY}.piglets",
        Drawing(figure, reading, f"{said(view, 'piglets_for_sale', 'À vendre')}. {said(view, 'piglets_wanted', 'Voulus')}."),
        "piglets_for_sale",
        "piglets_wanted",
        "piglets_imported",
        "piglets_exported",
    )
    found = taken.nearest(view, "piglet_balance", table=lambda: balance_table(view))
    chart_panel.whole(*balance(view), provenance.of_model(view.study), found, f"{KEY}.balance")
    texts.note(view, "piglets")


def sizes(view: View) -> list[float]:
    """The collective units compared: none, the one on screen or that of the scenario with one, and a larger one [sows]."""
    middle = view.outcome.values["collective_sows"] or view.study.scenarios[WITH_COLLECTIVE].changes["collective_sows"]
    return [0.0, middle, min(view.study.parameters["collective_sows"].high, middle + LARGER)]


def balances(view: View) -> dict[float, np.ndarray]:
    """The balance of piglets by size of the collective unit [piglets/year], in one call of the model."""
    tried = list(dict.fromkeys(sizes(view)))
    answer = runs.simulate(view.study, {**view.outcome.values, "collective_sows": np.array(tried)})
    return {sows: answer.piglet_balance.isel(draw=row).values for row, sows in enumerate(tried)}


def balance(view: View) -> Drawing:
    """The balance of piglets by size of the collective unit."""
    found = balances(view)
    named = {
        ("sans naissage collectif" if not sows else f"avec {units.written(sows, view.unit('label_sows'))}"): values for sows, values in found.items()
    }
    figure = flows.lines(view.outcome.data.year.values, named, view.unit("piglet_balance"))
    ends = {words: french.signed(french.significant(float(values[-1]))) for words, values in named.items()}
    reading = "Solde de porcelets en 2040 : " + ", ".join(f"{amount} {words}" for words, amount in ends.items())
    return Drawing(figure, reading, f"{reading}.")


def balance_table(view: View) -> pd.DataFrame:
    """The balances to download."""
    return pd.DataFrame({"annee": view.outcome.data.year.values} | {f"truies_{sows:.0f}": values for sows, values in balances(view).items()})
