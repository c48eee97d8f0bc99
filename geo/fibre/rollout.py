"""The fibre rollout as Arcep observed it: coverage by territory, connectable premises by commune and edition, the fibre of each site."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from data import editions, tables
from data.coverage import COMMUNES, CONNECTABLE, EDITIONS, TOTALS, quarter_end
from data.editions import Edition
from data.ground.files import load
from data.ground.french import number, with_unit
from data.ground.stamped import stamped
from geo.fibre import concession, premises
from geo.territory.lozere import as_share
from geo.territory.lozere import quarter_end as decimal_years

PROMISE = 2023.0  # [year] the concession of 2017 promised every premise connectable at the end of 2022 (La Tribune, 4 December 2017)
SHIPPED_TITLE, SHIPPED_ORIGIN = "Le marché du haut et très haut débit fixe (déploiements), T1 2018", "logements et établissements du T1 2018"
PRECISE = ("bâtiment", "parcelle", "adresse")  # a point that says where the building is
TYPED_UNKNOWN = ("", "inconnu")
NONE_NEAR = "aucun immeuble raccordable"
IN_2012 = "réseau public de 2012"
OPENED_2012 = "2012-11-27"
SOURCE_2012 = "Département de la Lozère, 5 décembre 2013"
IN_COMMUNE = "dans la commune"
STATE_COLUMNS = ["site_id", "state", "on", "source", "basis"]  # what a screen shows of a State


class State(NamedTuple):
    """What is known of the fibre of a site: state (French), on (ISO date or ""), source, basis (French: how it is known), and the share of the
    buildings that can be connected [%, whole] when the state is such a share."""

    site_id: str
    state: str
    on: str
    source: str
    basis: str
    share: float = float("nan")


@dataclass(frozen=True)
class Observed:
    """An edition by commune. number: 0 for the shipped one; measure: what is counted (raccordables, éligibles); frame: code, quarter ("2018-T1"),
    year [decimal, end of the quarter], premises, connectable, coverage [share], premises_origin; 152 rows a quarter."""

    number: int
    title: str
    licence: str
    data_on: str
    imported_on: str
    measure: str
    frame: pd.DataFrame

    @property
    def quarters(self) -> list[str]:
        """Its quarters, the oldest first."""
        return sorted(self.frame["quarter"].unique())

    def at(self, quarter: str) -> pd.DataFrame:
        """One of its quarters, indexed by the codes of the 152 communes, in order."""
        return self.frame[self.frame["quarter"] == quarter].set_index("code").sort_index()


def coverage_series() -> pd.DataFrame:
    """Quarterly coverage: department ("48", "12", "46", "R76", "FR"), territory, date (ISO), year [decimal, end of the quarter],
    coverage [share of premises], source, measure (raccordables, éligibles), edition (its title, "" for the published series).

    An imported total is added where the published series has none: what was published at the time stays, on the count of premises of the time.
    Rows in the order of department and date. Source: Arcep, table coverage_series and imported editions.
    """
    return _series().copy()


@stamped(lambda: editions.stamp(EDITIONS))
def _series() -> pd.DataFrame:
    series = tables.read("coverage_series").rename(columns={"code": "department"}).assign(measure=CONNECTABLE, edition="")
    series["coverage"] = as_share(series["coverage_pct"])
    whole = pd.concat([series, _imported_totals(series)], ignore_index=True).drop_duplicates(["department", "date"])
    whole["year"] = decimal_years(whole["date"])
    names = ["department", "territory", "date", "year", "coverage", "source", "measure", "edition"]
    return whole.sort_values(["department", "date"], ignore_index=True)[names]


def _imported_totals(published: pd.DataFrame) -> pd.DataFrame:
    """The totals of the imported editions in the columns of the series: the last import first, connectable premises before eligible ones."""
    names = published.drop_duplicates("department").set_index("department")["territory"]
    parts = []
    for edition in reversed(editions.listing(EDITIONS)):
        totals = load(edition.file(TOTALS)).rename(columns={"code": "department"})
        parts.append(
            totals.assign(
                territory=totals["department"].map(names),
                date=[quarter_end(quarter).isoformat() for quarter in totals["quarter"]],
                coverage=(totals["connectable"] / totals["premises"]).clip(upper=1),
                edition=edition.card.title,
                source=f"{edition.card.producer}, {edition.card.title}",
            )
        )
    if not parts:
        return published.head(0)
    return pd.concat(parts).sort_values("measure", key=lambda measure: measure != CONNECTABLE, kind="stable")


def promise_gap() -> pd.DataFrame:
    """What was missing at the end of 2022 where everything was promised: department, territory, coverage [share] at that date, gap [share]."""
    series = coverage_series()
    then = series[series["year"] == PROMISE].set_index("department")["coverage"]
    rows = [(code, name, then[code], 1 - then[code]) for code, name in concession.DEPARTMENTS.items()]
    return pd.DataFrame(rows, columns=["department", "territory", "coverage", "gap"])


def connectable() -> pd.DataFrame:
    """The 152 communes of Lozère as Arcep observed them in 2017 and 2018, indexed by code: name, dwellings, establishments, premises,
    amii (0 or 1), connectable_2017t3, connectable_2017t4, connectable_2018t1 [premises]. Source: Arcep, table arcep_communes."""
    return tables.read("arcep_communes").set_index("code").sort_index()


@stamped(lambda: editions.stamp(EDITIONS))
def observed() -> tuple[Observed, ...]:
    """Every edition by commune, the shipped one, then the imported ones in the order of their import. Shared: do not change their frames."""
    return (_shipped(), *(_imported(edition) for edition in editions.listing(EDITIONS)))


def latest() -> Observed:
    """The edition that goes furthest; of two that do, the last import."""
    return max(observed(), key=lambda edition: (edition.quarters[-1], edition.number))


def _shipped() -> Observed:
    card, wide = tables.card("arcep_communes"), connectable()
    quarters = {name: f"{name[-6:-2]}-{name[-2:].upper()}" for name in wide if name.startswith("connectable_")}
    long = wide.rename(columns=quarters).reset_index().melt(["code", "premises"], list(quarters.values()), "quarter", "connectable")
    return Observed(0, SHIPPED_TITLE, card.licence, card.data_on, "", CONNECTABLE, _complete(long.assign(premises_origin=SHIPPED_ORIGIN)))


def _imported(edition: Edition) -> Observed:
    card, frame = edition.card, load(edition.file(COMMUNES))
    imported_on, measure = card.imported_at.date().isoformat(), frame["measure"].iloc[0]
    return Observed(card.number, card.title, card.licence, card.data_on, imported_on, measure, _complete(frame))


def _complete(frame: pd.DataFrame) -> pd.DataFrame:
    ends = pd.Series({quarter: quarter_end(quarter).isoformat() for quarter in frame["quarter"].unique()})
    years = decimal_years(ends)
    shares = (frame["connectable"] / frame["premises"]).where(frame["premises"] > 0)
    return frame.assign(year=frame["quarter"].map(years), coverage=shares)


def fibre_states(sites: pd.DataFrame) -> pd.DataFrame:
    """What is known of the fibre of each zone, plot and building: site_id, state (French), on (ISO date or ""), source, basis (French: how it is
    known). One row for each known fact, the best first: what the inventory says, the imported survey of buildings, the public network of 2012.

    `sites` has the columns of geo.sites.located.all_sites: site_id, commune_code, lon, lat, precision, geometry, fibre_typed, fibre_typed_on,
    fibre_typed_source, fibre_2012. A site of which nothing is known has no row.
    """
    return pd.DataFrame(_states(sites), columns=State._fields)[STATE_COLUMNS]


def best_states(sites: pd.DataFrame) -> pd.DataFrame:
    """The best known fact of each of these sites, indexed by site_id: state, on, source, basis, share (of State)."""
    return pd.DataFrame(_states(sites), columns=State._fields).drop_duplicates("site_id").set_index("site_id")


def _states(sites: pd.DataFrame) -> Iterator[State]:
    return (state for site in sites.itertuples() for state in (_typed(site), _surveyed(site), _of_2012(site)) if state)


def _typed(site) -> State | None:
    if site.fibre_typed in TYPED_UNKNOWN:
        return None
    return State(site.site_id, site.fibre_typed, site.fibre_typed_on, site.fibre_typed_source, "dit par l'inventaire")


def _surveyed(site) -> State | None:
    """The buildings of its contour, the building beside a precise point, else those of its commune."""
    held = premises.survey()
    if held is None:
        return None
    card = held.edition.card
    on = card.data_on if card.data_on[:1].isdigit() else ""
    source = f"{card.producer}, {card.title}"
    if not site.geometry and site.precision in PRECISE:
        state, basis = _beside(premises.near(site.lon, site.lat))
        return State(site.site_id, state, on, source, basis)
    share, where = (
        (premises.share_deployed(site.geometry), "dans la zone") if site.geometry else (premises.share_in_commune(site.commune_code), IN_COMMUNE)
    )
    if share is None:
        return None
    state = f"{with_unit(number(share.percent), '%')} des immeubles raccordables"
    return State(site.site_id, state, on, source, f"{where} : {number(share.deployed)} sur {number(share.total)}", share.percent)


def _beside(distance: float | None) -> tuple[str, str]:
    """The state of a precise point and how it is known, from the distance to the nearest building that can be connected [m]."""
    if distance is None:
        return NONE_NEAR, f"à moins de {with_unit(number(premises.NEAR), 'm')}"
    return "raccordable", f"immeuble raccordable à {with_unit(number(distance, 0), 'm')}"


def _of_2012(site) -> State | None:
    return State(site.site_id, IN_2012, OPENED_2012, SOURCE_2012, "liste des neuf zones de 2012") if site.fibre_2012 else None
