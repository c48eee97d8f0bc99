"""What a kilo and a kilometre cost and emit: the chart that moves with the levers, and the questions on the price, the use and the carbon."""

import numpy as np
import pandas as pd

from data import tables as data_tables
from data.ground import french
from pages.parts import prose, provenance, tables
from pages.parts.charts import alternatives, chart_panel, figures
from pages.parts.study.view import Drawing, View
from studies.toolkit.reading import units
from studies.toolkit.running import runs
from studies.toolkit.running.outcome import read

KEY = "hydrogen"
FLEETS = {"hgv": "Poids lourds locaux", "coach": "Autocars", "lcv": "Utilitaires légers", "refuse": "Bennes à ordures", "snow": "Déneigement"}
TECHNOLOGIES = {"diesel": "Diesel", "biogas": "Biométhane", "battery": "Batterie", "h2": "Hydrogène"}
COLOURS = {"Diesel": figures.GREY, "Biométhane": figures.GREEN, "Batterie": figures.ORANGE, "Hydrogène": figures.BLUE}
PARTS = {
    "power": "Électricité",
    "electrolyser": "Électrolyseur",
    "stacks": "Empilements remplacés",
    "upkeep": "Entretien de la production",
    "storage": "Compression et stockage",
    "connection": "Raccordement, terrain, eau",
    "bought": "Livré ou tiré du bois",
    "station": "Station",
}
TIES = {"parity[hgv]": "bascule face au diesel", "tie[biogas, hgv]": "bascule face au biométhane", "tie[battery, hgv]": "bascule face à la batterie"}
TRUCKS = np.linspace(0.005, 0.15, 59)  # [share of the local trucks] from three trucks to ninety, the range of the lever
LEAST = 3  # points of a curve, even when the stations are too small for any of them
VISIBLE = 30  # [EUR/kg] the highest price drawn: beyond, nobody buys


def number(view: View, name: str) -> float:
    """A result without date [its unit]."""
    return float(read(view.outcome.data, name))


def said(view: View, name: str) -> str:
    """A result without date, with its unit and three digits at most."""
    return units.headline(number(view, name), read(view.outcome.data, name).attrs["unit"])


def tied(view: View) -> dict[str, float]:
    """The pump prices at which a truck would prefer hydrogen to each rival, named with their value; 0 when even a free one would not do."""
    return {f"{words[:1].upper()}{words[1:]} : {switch(number(view, name))}": max(number(view, name), 0.0) for name, words in TIES.items()}


def switch(price: float) -> str:
    """A price at which one switches, or that there is none."""
    return units.headline(price, "EUR_2024/kg") if price > 0 else "jamais, même gratuit"


def doubtful(view: View, *names: str) -> str:
    """The words that go after what rests on figures to be verified."""
    return f", {provenance.DOUBT}" if any(view.study.parameters[name].doubtful for name in names) else ""


# The kilometre, live


def costs(data) -> dict[str, dict[str, float]]:
    """The total cost of a kilometre by fleet and technology [EUR/km]."""
    return {words: {title: float(read(data, f"tco[{name}, {fleet}]")) for name, title in TECHNOLOGIES.items()} for fleet, words in FLEETS.items()}


def cheapest(values: dict[str, float]) -> str:
    """The technology whose kilometre costs least."""
    return min(values, key=values.get)


def kilometre(view: View) -> Drawing:
    """The total cost of a kilometre of each fleet with four technologies."""
    found = costs(view.outcome.data)
    truck = found[FLEETS["hgv"]]
    reading = (
        f"Un poids lourd local coûte le moins cher : {french.in_sentence(cheapest(truck))}, "
        f"{units.headline(truck[cheapest(truck)], 'EUR_2024/km')} ; hydrogène, {units.headline(truck['Hydrogène'], 'EUR_2024/km')}"
    )
    alt = ". ".join(
        f"{words} : " + ", ".join(f"{name} {units.headline(value, 'EUR_2024/km')}" for name, value in by_technology.items())
        for words, by_technology in found.items()
    )
    return Drawing(alternatives.grouped(found, "EUR_2024/km", COLOURS), reading, f"Coût complet d'un kilomètre, aides comprises. {alt}.")


def kilometre_source(study) -> str:
    """Where the costs of a kilometre come from, and what in them is to be verified."""
    return f"{provenance.of_model(study)} Prix du biométhane, entretien et revente : {provenance.DOUBT}."


def kilometre_table(outcome) -> pd.DataFrame:
    """The same as a table to download."""
    return pd.DataFrame(costs(outcome.data)).T.rename_axis("flotte").reset_index()


# The pump


def landing(view: View) -> str:
    """The price here, and those at which a truck would prefer hydrogen."""
    pump = view.outcome.indicators["pump_price"]
    price, spread = units.headline(pump.value, pump.unit), units.headline_range(pump.low, pump.high, pump.unit)
    return (
        f"{price} à la pompe ({spread}), quand un poids lourd n'y gagne face au "
        f"diesel qu'à {said(view, 'parity[hgv]')}, et face à la batterie qu'à {said(view, 'tie[battery, hgv]')}"
    )


def show_landing(view: View) -> None:
    """What the price is made of, then what it stands against."""
    parts = {words: number(view, f"part_{name}") for name, words in PARTS.items() if abs(number(view, f"part_{name}")) >= 0.005}
    largest = max(parts, key=parts.get)
    key = f"{KEY}.parts"
    frame = pd.DataFrame({"part": list(parts), "euros_par_kilo": list(parts.values())})
    room = chart_panel.place(provenance.of_model(view.study), lambda: frame, key)
    alt = ", ".join(f"{name} {units.headline(value, 'EUR_2024/kg')}" for name, value in parts.items())
    chart_panel.chart(
        room,
        alternatives.crossed(figures.waterfall(parts, "Prix à la pompe", "EUR_2024/kg"), tied(view), "EUR_2024/kg"),
        f"Ce qui pèse le plus dans le kilo : {french.in_sentence(largest)}",
        f"{alt}. {'. '.join(tied(view))}.",
        key,
    )
    against(view)


def against(view: View) -> None:
    """The price here beside those at which the other technologies tie, and beside published ones."""
    known = data_tables.read("hydrogen_marks")
    prices = known[known["kind"] == "price"]
    ties = {f"Ici, {words}": number(view, name) for name, words in TIES.items()}
    values = {
        "Ici, à la pompe": number(view, "pump_price"),
        "Ici, sans aide": number(view, "pump_price_unaided"),
        **ties,
        **{row.label: row.value for row in prices.itertuples()},
    }
    key = f"{KEY}.against"
    source = f"{provenance.of_model(view.study)} {provenance.of_tables('hydrogen_marks')} Prix publiés en euros de leur année."
    room = chart_panel.place(source, lambda: prices, key)
    figure = figures.bars({name: max(value, 0) for name, value in values.items()}, "EUR_2024/kg").update_layout(height=110 + 34 * len(values))
    alt = ", ".join(f"{name} {units.headline(value, 'EUR_2024/kg')}" for name, value in values.items())
    chart_panel.chart(room, figure, "Le prix d'ici face au diesel, au biométhane, à la batterie et aux prix publiés", f"{alt}.", key)
    negative = [words for words, value in values.items() if value < 0]
    if negative:
        provenance.small(f"{french.listed(negative)} : au-dessous de zéro, même un hydrogène gratuit ne suffirait pas.")
    bare = {row.label: row.value for row in known[known["kind"] == "lcoh"].itertuples()}
    tables.show(
        [
            {"Sortie d'électrolyseur, sans station": "Ici, électrolyse seule, sans aide", "Prix d'un kilo": said(view, "electrolysis_price")},
            *({"Sortie d'électrolyseur, sans station": name, "Prix d'un kilo": units.headline(value, "EUR_2024/kg")} for name, value in bare.items()),
        ]
    )


# The use


def swept(view: View) -> dict[str, np.ndarray]:
    """The price, the use and the ties when the number of local trucks goes through its range, everything else as shown, as long as the stations
    serve a peak day."""
    chosen = runs.choices(view.study, view.outcome.scenario, view.outcome.changes)
    answer = runs.simulate(view.study, {**chosen, "hgv_share": TRUCKS})
    names = ("pump_price", "target_use", "peak_use", *TIES)
    found = {name: np.broadcast_to(read(answer, name).values, TRUCKS.shape) for name in names} | {"trucks": TRUCKS * chosen["hgv_fleet"]}
    served = max(int((found["peak_use"] <= 1).sum()), LEAST)
    return {name: values[:served] for name, values in found.items()}


def enough(view: View) -> str:
    """How many local trucks bring the price to the parity, when some number does."""
    found = swept(view)
    reached = found["pump_price"] <= found["parity[hgv]"]
    trucks = french.significant(found["trucks"][reached.argmax() if reached.any() else -1], 2)
    if reached.any():
        return f"Environ {trucks} poids lourds locaux amèneraient le kilo au prix que l'un d'eux peut payer face au diesel"
    last, parity = (units.headline(found[name][-1], "EUR_2024/kg") for name in ("pump_price", "parity[hgv]"))
    return (
        f"Même avec des stations pleines, {trucks} poids lourds locaux ne suffiraient pas : le kilo serait encore à {last}, pour une bascule à "
        f"{parity}"
    )


def show_enough(view: View) -> None:
    """The price against the number of trucks, with the level at which each rival ties; then the station of Clermont-Ferrand."""
    found = swept(view)
    key = f"{KEY}.enough"
    frame = pd.DataFrame({"poids_lourds": found["trucks"], "prix_a_la_pompe": found["pump_price"], "usage": found["target_use"]})
    room = chart_panel.place(provenance.of_model(view.study), lambda: frame, key)
    top = min(VISIBLE, 1.1 * float(found["pump_price"].max()))
    figure = alternatives.curves(
        found["trucks"],
        {"Prix à la pompe": found["pump_price"]},
        "Poids lourds locaux à hydrogène (parc estimé, à vérifier)",
        "EUR_2024/kg",
        tied(view),
        top,
    )
    first, last = (units.headline(found["pump_price"][end], "EUR_2024/kg") for end in (0, -1))
    use = french.between(*(units.headline(found["target_use"][end], "share", unit_too=False) for end in (0, -1)), "%")
    ends = french.significant(found["trucks"][0], 2), french.significant(found["trucks"][-1], 2)
    reading = f"De {ends[0]} à {ends[1]} camions, le kilo passe de {first} à {last}"
    chart_panel.chart(room, figure, reading, f"{reading} ; usage des stations {use}.", key)
    seen = data_tables.read("hydrogen_marks").set_index("id").loc["clermont"]
    provenance.small(
        f"Usage des stations le long de la courbe : {use} de leur capacité ; elle s'arrête où elles ne serviraient plus un jour de pointe, et monte "
        "par "
        "endroits parce que l'électrolyseur grandit par modules. À Clermont-Ferrand : "
        f"{french.between(french.number(seen['low']), french.number(seen['high']))} "
        f"véhicules par jour en octobre 2023. {seen['note']} {provenance.linked(seen['source'], seen['url'])}."
    )


# The carbon


def clean(view: View) -> str:
    """The life-cycle emissions of a kilo, against the threshold and against grey hydrogen."""
    kilo, threshold = number(view, "kilo_carbon"), view.outcome.values["low_carbon"]
    side = "sous le" if kilo <= threshold else "au-dessus du"
    written = units.headline(threshold, view.study.parameters["low_carbon"].unit)
    return f"{said(view, 'kilo_carbon')} sur le cycle de vie, {side} seuil du bas carbone ({written}{doubtful(view, 'low_carbon')})"


def show_clean(view: View) -> None:
    """A kilometre with each technology, then where a kilo comes from; the direct emissions apart."""
    data = view.outcome.data
    found = {words: {title: float(read(data, f"carbon[{name}, {fleet}]")) for name, title in TECHNOLOGIES.items()} for fleet, words in FLEETS.items()}
    key = f"{KEY}.carbon"
    room = chart_panel.place(provenance.of_model(view.study), lambda: pd.DataFrame(found).T.rename_axis("flotte").reset_index(), key)
    truck = found[FLEETS["hgv"]]
    least = cheapest(truck)
    alt = ". ".join(
        f"{words} : " + ", ".join(f"{name} {units.headline(value, 'kgCO2e/km')}" for name, value in by_technology.items())
        for words, by_technology in found.items()
    )
    chart_panel.chart(
        room, alternatives.grouped(found, "kgCO2e/km", COLOURS), f"Un poids lourd émet le moins : {french.in_sentence(least)}", f"{alt}.", key
    )
    local, brought = (kilo_of(view, share) for share in (0.0, 1.0))
    tables.show(
        [
            {"Un kilo d'hydrogène": "Dans le scénario affiché", "Cycle de vie": said(view, "kilo_carbon")},
            {"Un kilo d'hydrogène": "S'il était tout produit ici", "Cycle de vie": units.headline(local, "kgCO2e/kg")},
            {"Un kilo d'hydrogène": "S'il était tout livré par camion", "Cycle de vie": units.headline(brought, "kgCO2e/kg")},
            {"Un kilo d'hydrogène": "Tiré du gaz naturel", "Cycle de vie": units.headline(view.outcome.values["grey_carbon"], "kgCO2e/kg")},
        ]
    )
    provenance.small(
        f"Autre compte, jamais ajouté : l'électricité de l'hydrogène émet {said(view, 'direct_carbon')} en émissions directes de la production "
        f"française. Presque tous les facteurs du cycle de vie sont de mémoire{doubtful(view, 'grid_carbon')}."
    )


def kilo_of(view: View, delivered: float) -> float:
    """The emissions of a kilo when that share of it is delivered, everything else as shown [kgCO2e/kg]."""
    chosen = runs.choices(view.study, view.outcome.scenario, view.outcome.changes)
    return float(runs.simulate(view.study, {**chosen, "delivered_share": delivered, "biomass_share": 0.0}).kilo_carbon)


def heading(text: str) -> None:
    """A title between the parts of an answer."""
    prose.markdown(f"### {french.spaced(text)}")
