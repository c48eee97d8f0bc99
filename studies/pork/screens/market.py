"""Questions 1, 5 and 9: what is missing by outlet, what buyers get, which quality sign."""

import pandas as pd

from data.ground import french
from pages.parts import provenance, tables, texts
from pages.parts.charts import chart_panel, flows
from pages.parts.study.view import Drawing, View, results
from studies.pork.screens.common import KEY, LAST, cited, doubtful, draw, marked, said, value, written
from studies.toolkit.constants import KILO
from studies.toolkit.reading import grids, units

STAGES = {"Naisseurs": ("ne_m", "ne_lr", "ne_bio"), "Engraisseurs": ("eng_today",), "Label plein air": ("eng_lr",), "Fermiers": ("ferm", "pa_ext")}
SOLD, UNNAMED, AWAY = "De Lozère", "Sans ce nom", "Dehors"


def carcass(kind: str) -> str:
    """The parameter of the weight of a carcass."""
    return f"carcass_{'eng_lr' if kind == 'eng_today' else kind}"


def tonnes(view: View, amount: float, said: str) -> str:
    """Tonnes of carcass [t/year] with what is said of each of them ("vendue"), which agrees with them."""
    unit = view.unit("pork")
    return f"{units.headline(amount, unit)} {units.agreeing(amount, unit, said, f'{said}s')}"


# 1. What is missing


def missing(view: View) -> dict[str, str]:
    """What the answer names: the pigs that are missing, or the tonnes left over."""
    pigs = value(view, "missing") * KILO / view.outcome.values["carcass_ne_m"]
    left = value(view, "local_pork") - value(view, "local_demand")
    return {"pigs": french.significant(pigs), "left": units.headline(left, view.unit("local_pork")), **marked(view)}


def show_missing(view: View) -> None:
    """What each outlet wants and gets, where the pork goes from farm to buyer, the coverage year by year."""
    draw(view, f"{KEY}.outlets", outlets(view), "wanted_by_outlet", "missing_by_outlet")
    draw(view, f"{KEY}.flows", routes(view), "pigs_by_abattoir", "served", "local_pork", "pork")
    tables.show(
        [
            {"En 2040": "Porc mangé en Lozère, visiteurs compris", "Tonnes de carcasse": written(view, "demand")},
            {"En 2040": "Porc élevé en Lozère", "Tonnes de carcasse": written(view, "pork")},
            {"En 2040": "dont né, élevé et abattu en Lozère", "Tonnes de carcasse": written(view, "local_pork")},
            {"En 2040": "Porc de Lozère voulu par les acheteurs", "Tonnes de carcasse": written(view, "local_demand")},
        ]
    )
    texts.note(view, "outlets")


def outlets(view: View) -> Drawing:
    """What each outlet wants from Lozère in 2040: found and missing."""
    data, names = view.outcome.data.sel(year=LAST), view.names("outlet")
    wanted, short = data.wanted_by_outlet.values, data.missing_by_outlet.values
    found = wanted - short
    parts = {"trouvé en Lozère": found, "qui manque": short} if sum(short) >= 1 else {"trouvé en Lozère": found}
    figure = flows.parts(list(names.values()), parts, view.unit("wanted_by_outlet"))
    largest = list(names.values())[wanted.argmax()]
    reading = f"{largest} : la plus grosse demande, {tonnes(view, float(wanted.max()), 'voulue')} de Lozère en 2040"
    if wanted.max() < 1:
        reading = "Aucun débouché ne demande de porc de Lozère en 2040"
    alt = ". ".join(
        f"{words} : {tonnes(view, all_, 'voulue')}, {tonnes(view, part, 'manquante')}"
        for words, all_, part in zip(names.values(), wanted, short, strict=True)
    )
    return Drawing(figure, reading, f"{alt}.")


def routes(view: View) -> Drawing:
    """From the farms to the abattoirs, then sold as pork of Lozère or not."""
    values = view.outcome.values
    farms = {words: sum(value(view, f"pigs_by_kind[{kind}]") * (values[carcass(kind)] / KILO) for kind in kinds) for words, kinds in STAGES.items()}
    total = sum(farms.values())
    names = view.names("abattoir")
    taken = {words: value(view, f"pigs_by_abattoir[{name}]") for name, words in names.items()}
    inside = [words for name, words in names.items() if name in view.names("site")]
    here = sum(taken[words] for words in inside)
    sold = value(view, "served")
    amounts = {(farm, words): tonnes * amount / total for farm, tonnes in farms.items() for words, amount in taken.items()} if total else {}
    for words, amount in taken.items():
        if words in inside and here:
            amounts |= {(words, SOLD): amount * sold / here, (words, UNNAMED): amount * (1 - sold / here)}
        else:
            amounts[words, AWAY] = amount
    reading = f"{tonnes(view, sold, 'vendue')} comme porc de Lozère, sur {tonnes(view, total, 'produite')} en 2040"
    told = ", ".join(f"{words} {units.headline(amount, view.unit('pork'))}" for words, amount in taken.items() if amount >= 1)
    return Drawing(flows.flows(amounts, view.unit("pork")), reading, view.note("flows", amounts=told))


# 5. What buyers get


def show_buyers(view: View) -> None:
    """The weeks of each year, the weights, how the price is built."""
    data = view.outcome.data
    figure = flows.lines(
        data.year.values, {"semaine la plus haute": data.week_high.values, "semaine la plus basse": data.week_low.values}, view.unit("week_low")
    )
    low, high = value(view, "week_low"), value(view, "week_high")
    reading = f"En 2040, l'offre d'une semaine varie de {units.headline(high / low - 1 if low else 0.0, 'share')} au cours de l'année"
    draw(
        view,
        f"{KEY}.weeks",
        Drawing(figure, reading, f"{said(view, 'week_low', 'Semaine la plus basse')}. {said(view, 'week_high', 'Semaine la plus haute')}."),
        "week_low",
        "week_high",
    )
    texts.note(view, "weeks")
    texts.heading(view, "weights_title")
    tables.show([weight_row(view, kind, words) for kind, words in view.names("kind").items() if value(view, f"pigs_by_kind[{kind}]") >= 1])
    chart_panel.source_and_data(
        provenance.line(view.study, "porc_auvergne", "reveil_2013"), lambda: results("pigs_by_kind")(view.outcome), f"{KEY}.weights"
    )
    texts.heading(view, "prices_title")
    tables.show(price_rows(view))


def weight_row(view: View, kind: str, words: str) -> dict[str, str]:
    """The carcass of a kind of farm and how many there are."""
    return {
        "Type de ferme": words,
        "Carcasse": f"{units.written(view.outcome.values[carcass(kind)], 'kg')}{doubtful(view, carcass(kind))}",
        "Porcs en 2040": french.significant(value(view, f"pigs_by_kind[{kind}]")),
    }


def price_rows(view: View) -> list[dict[str, str]]:
    """What the price paid is made of."""
    values = view.outcome.values
    amounts = {
        "Prix de base": values["base_price"],
        f"Prime, pour {units.headline(values['label_rate'], view.unit('label_rate'))} des carcasses": values["premium"] * values["label_rate"],
        "Transport jusqu'à l'abattoir": value(view, "haulage_per_kg"),
    }
    rows = [{"Ce qui se paie": words, "Par kg": units.headline(amount, view.unit("price"))} for words, amount in amounts.items()]
    more = {
        "Ce qui se paie": f"Surcoût du saucisson sec (rendement de mémoire{doubtful(view, 'sausage_ratio')})",
        "Par kg": written(view, "sausage_extra"),
    }
    return [*rows, more]


# 9. Quality signs

# In a price of tables/signs.csv: in braces a parameter, or what was read: page.low (page.least, without its unit) and page.high [EUR/kg], page.year.
PRICE = "EUR_2024/kg"  # the prices read are in euros of their year


def show_signs(view: View) -> None:
    """The decision matrix of the quality signs."""
    texts.heading(view, "signs_title")
    signs = grids.written(view.study.folder, "signs")
    tables.show([sign_row(view, sign) for sign in signs])
    texts.note(view, "signs", provenance.line(view.study, *cited(signs), "sarthe_2016"))
    chart_panel.source_and_data(provenance.of_model(view.study), lambda: pd.DataFrame([downloaded(view, sign) for sign in signs]), f"{KEY}.signs")


def downloaded(view: View, sign: dict[str, str]) -> dict[str, str]:
    """A quality sign in the table to download."""
    price = price_words(view, sign)
    return {"signe": sign["sign"], "prix": price, "regles": sign["rule"], "volume": sign["volume"], "a_verifier": sign["warning"]}


def sign_row(view: View, sign: dict[str, str]) -> dict[str, str]:
    """A line of the matrix of the signs."""
    return {
        "Signe": f"{sign['sign']} :orange-badge[{sign['warning']}]" if sign["warning"] else sign["sign"],
        "Prix": price_words(view, sign),
        "Ce qu'il demande": f"{sign['rule']} ; *{sign['volume']}*",
    }


def price_words(view: View, sign: dict[str, str]) -> str:
    """The price of a sign: its words, with what was read or the value of each parameter named in braces."""
    read = {}
    if sign["year"]:
        read = {
            "least": french.number(float(sign["low"])),
            "low": units.written(float(sign["low"]), PRICE),
            "high": units.written(float(sign["high"]), PRICE),
            "year": sign["year"],
        }
    names = [name for name in view.study.parameters if f"{{{name}}}" in sign["price"]]
    return f"{view.filled(sign['price'], **read)}{doubtful(view, *names)}"
