"""Page Fibre, part 3: who paid for the rollout, and what a premise costs in each département of the concession."""

import pandas as pd
import streamlit as st

from data.ground import french
from geo.fibre import concession
from pages.parts import prose, provenance, tables
from pages.parts.charts import chart_panel, figures
from pages.parts.charts.taken import Taken
from pages.parts.versions import machine_addresses
from studies.toolkit.reading import units

KEY, COSTS_KEY = "fibre.funding", "fibre.costs"
MEUR, PER_PREMISE = "MEUR_2017", "EUR_2017/premise"
OF_WHOM = {
    concession.HOLDER: "du délégataire",
    concession.STATE: "de l'État",
    concession.LOCAL: "du Département et des communes",
    concession.REGION: "de la Région",
}


def show() -> None:
    """The part of the page, under its reading."""
    prose.header(reading(concession.who_paid()))
    show_parts(KEY, COSTS_KEY)


def show_parts(key: str, costs_key: str) -> None:
    """The waterfall of Lozère, the cost of a premise by département."""
    paid, costs, published = concession.who_paid(), concession.by_department(), concession.published()
    left, right = st.columns(2, gap="large")
    with left:
        own = published.loc[["cost_48", "public_48", "state_share_48", "region_share_48", "local_share_48"]]
        figure = figures.waterfall(_parts(paid), "Coût total", MEUR)
        taken = Taken(lambda: table(paid), machine_addresses.of_tables("fibre_funding"))
        chart_panel.whole(figure, chart_reading(paid), alt(paid), provenance.of_rows(own), taken, key)
    with right:
        prose.markdown(f"### {costs_reading(costs)}")
        tables.show([_row(row) for row in costs.itertuples()])
        names = ["premises_48", "premises_46", "cost_48", "cost_46", "public_12", "public_all"]
        chart_panel.source_and_data(provenance.of_rows(published.loc[names]), lambda: costs_table(costs), costs_key)
        provenance.small(_doubts(published))


def reading(paid: pd.DataFrame) -> str:
    """Who brought most."""
    first = paid.iloc[0]
    public = units.headline(1 - first["share"], "share")
    return f"Qui a payé ? En Lozère, le délégataire a apporté {units.headline(first['share'], 'share')} du coût, l'argent public {public}"


def chart_reading(paid: pd.DataFrame) -> str:
    """The whole cost, then each part."""
    parts = [f"{units.headline(row.amount, MEUR)} {OF_WHOM[row.payer]}" for row in paid.itertuples()]
    return f"{units.headline(paid['amount'].sum(), MEUR)}, dont {french.listed(parts)}"


def costs_reading(costs: pd.DataFrame) -> str:
    """What a premise costs in Lozère, and how much of it is public."""
    own = costs.set_index("department").loc["48"]
    cost, public = euros(own["cost_per_premise"]), euros(own["public_per_premise"])
    return f"Un local coûte {cost} en Lozère, dont {public} d'argent public"


def euros(value: float) -> str:
    """Whole euros."""
    return french.with_unit(french.number(value, 0), "€")


def alt(paid: pd.DataFrame) -> str:
    """The waterfall in words."""
    parts = [f"{row.payer} : {units.headline(row.amount, MEUR)}, {units.headline(row.share, 'share')}" for row in paid.itertuples()]
    return f"Ce que chacun a apporté au coût de la fibre en Lozère, barres empilées jusqu'au total. {'. '.join(parts)}."


def table(paid: pd.DataFrame) -> pd.DataFrame:
    """The parts as a table to download."""
    return paid.rename(columns={"payer": "financeur", "amount": "millions_d_euros_2017", "share": "part_du_cout"})


def costs_table(costs: pd.DataFrame) -> pd.DataFrame:
    """The costs by département as a table to download."""
    names = {
        "department": "code",
        "territory": "departement",
        "premises": "locaux",
        "cost": "cout_millions_euros",
        "public": "public_millions_euros",
        "cost_per_premise": "cout_par_local_euros",
        "public_per_premise": "public_par_local_euros",
        "doubtful": "argent_public_a_verifier",
    }
    return costs[list(names)].rename(columns=names).replace({"argent_public_a_verifier": {True: "oui", False: "non"}})


def _parts(paid: pd.DataFrame) -> dict[str, float]:
    return dict(zip(paid["payer"], paid["amount"], strict=True))


def _row(row) -> dict[str, str]:
    """Three columns, which a phone shows without cutting a word."""
    doubt = f" ({provenance.DOUBT})" if row.doubtful else ""
    return {
        "Département": row.territory,
        "Coût": f"{units.headline(row.cost, MEUR)} pour {french.number(row.premises, 0)} locaux",
        "Par local": f"**{euros(row.cost_per_premise)}**, dont {euros(row.public_per_premise)} d'argent public{doubt}",
    }


def _doubts(published: pd.DataFrame) -> str:
    """What the press did not say in full."""
    total, duration = published.loc["public_all"], published.loc["duration"]
    return (
        "Délégataire : Orange, par sa filiale Alliance Très Haut Débit. Sommes annoncées entre 2017 et 2020, en euros du contrat. "
        "**À vérifier** : l'argent public du Lot est déduit d'un total de "
        f"{units.headline(total['value'], MEUR)} dont l'unité est coupée dans l'article ; la durée de la concession, "
        f"{units.written(duration['value'], 'year')}, est citée de mémoire."
    )
