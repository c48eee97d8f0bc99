"""The fibre concession of 2017 (who paid what) and the end of copper, as the press published them."""

import pandas as pd

from data import tables
from geo.territory.lozere import LOZERE, communes

FUNDING, COPPER = "fibre_funding", "copper_closure"
HOLDER, STATE, REGION, LOCAL = "Délégataire (Orange)", "État", "Région", "Département et communes"
DEPARTMENTS = {"48": "Lozère", "12": "Aveyron", "46": "Lot"}  # the order in which the concession is told
PUBLIC = {code: f"public_{code}" for code in DEPARTMENTS}  # the rows of their public money; the press gives two of the three
MILLION = 1_000_000  # [EUR] in a MEUR
BY_2028, BY_2030 = "by_2028", "by_2030"


def published() -> pd.DataFrame:
    """The published figures of the concession, indexed by id: the columns of the table fibre_funding."""
    return tables.read(FUNDING).set_index("id")


def who_paid() -> pd.DataFrame:
    """What each one brought to the part of Lozère: payer, amount [MEUR_2017], share of the cost [0 to 1], from the greatest.

    The concession holder brings what public money does not. Source: table fibre_funding.
    """
    value = published()["value"]
    public = value["public_48"]
    amounts = {
        HOLDER: value["cost_48"] - public,
        STATE: public * value["state_share_48"],
        LOCAL: public * value["local_share_48"],
        REGION: public * value["region_share_48"],
    }
    return pd.DataFrame({"payer": list(amounts), "amount": list(amounts.values())}).assign(share=lambda frame: frame["amount"] / value["cost_48"])


def by_department() -> pd.DataFrame:
    """Each département of the concession: department, territory, premises, cost and public [MEUR_2017], cost_per_premise and public_per_premise
    [EUR_2017/premise], doubtful (its public money is deduced from a total of low confidence). Source: table fibre_funding."""
    known = published()
    value = known["value"]
    rest = value["public_all"] - sum(value[name] for name in PUBLIC.values() if name in value.index)  # of the one whose money is not published
    rows = []
    for code, name in DEPARTMENTS.items():
        own = PUBLIC[code] in value.index
        public = value[PUBLIC[code]] if own else rest
        doubtful = known.loc[PUBLIC[code] if own else "public_all", "confidence"] == "low"
        cost, premises = value[f"cost_{code}"], value[f"premises_{code}"]
        rows.append((code, name, premises, cost, public, MILLION * cost / premises, MILLION * public / premises, doubtful))
    names = ["department", "territory", "premises", "cost", "public", "cost_per_premise", "public_per_premise", "doubtful"]
    return pd.DataFrame(rows, columns=names)


def copper() -> pd.DataFrame:
    """The published deadlines of the end of copper, indexed by id: the columns of the table copper_closure."""
    return tables.read(COPPER).set_index("id")


def copper_by_commune() -> pd.DataFrame:
    """When copper stops at the latest in each commune of Lozère, as published, in the order of their names: code, name, epci_name, closing_by (ISO),
    source and url of that date, named (its own date is published; the others have that of the département), main_residences, second_homes
    [dwellings, 2018].

    Source: tables copper_closure and commune_figures.
    """
    published = tables.read(COPPER)
    dates = published[published["code"] != ""].set_index("code")[["closing_by", "source", "url"]]
    found = communes(LOZERE)[["name", "epci_name"]].join(_homes()).reset_index(names="code")
    found["named"] = found["code"].isin(dates.index)
    return _by_name(found.join(dates, on="code").fillna(copper().loc[BY_2030, dates.columns].to_dict()))


def named_without_copper() -> pd.DataFrame:
    """The communes of Lozère that the press names among the first to lose copper, in the order of their names: code, name, epci_name,
    closing_by (ISO), main_residences, second_homes [dwellings, 2018], source, url, confidence, note.

    Source: tables copper_closure and commune_figures.
    """
    named = tables.read(COPPER).query("code != ''").rename(columns={"label": "name"})
    found = named.join(communes(LOZERE)[["epci_name"]], on="code").join(_homes(), on="code")
    return _by_name(found.drop(columns=["id", "communes"]))


def _homes() -> pd.DataFrame:
    """The dwellings of each commune by code: main_residences, second_homes [dwellings, 2018]."""
    return tables.read("commune_figures").set_index("code")[["main_residences", "second_homes"]]


def _by_name(found: pd.DataFrame) -> pd.DataFrame:
    return found.sort_values("name", key=lambda names: names.str.normalize("NFKD"), ignore_index=True)
