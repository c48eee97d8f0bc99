"""Page Fibre, part 4, folded: the communes as an edition of Arcep observed them, and those under a threshold."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st
import xarray as xr

from data.coverage import quarter_words
from data.ground import escaping, french
from geo.fibre import rollout
from geo.fibre.rollout import Observed
from geo.territory import lozere
from pages.parts import address, prose, provenance, tables
from pages.parts.charts import chart_panel
from pages.parts.fibre import long_table
from pages.parts.maps import territory_map
from pages.parts.maps.commune_layers import ARCEP_LIMITS, FEW_DATES, CommuneLayer, date_words
from studies.toolkit.reading import units

KEY = "fibre.map"
NEARLY_ALL = 0.8  # [share] the highest class of Arcep
THRESHOLDS, THRESHOLD = range(5, 101, 5), 90  # [%] what the committee asks first is 90 %


def show() -> None:
    """The map, the communes under a threshold and the editions held; folded while the agency has imported none."""
    editions = ordered(rollout.observed())
    latest = editions[0]
    with prose.expander(reading(latest), expanded=bool(latest.number)):
        with st.container(width=provenance.READABLE):
            prose.markdown(waits(latest))

        @address.fragment
        def choose() -> None:
            """The map and the list, apart, so that a choice does not run the page again."""
            layers = [layer(edition) for edition in editions]
            panel = territory_map.panel(KEY, layers)
            territory_map.draw(panel, layers)
            chosen = next(edition for edition in editions if _key(edition) == panel.layer)
            _under_threshold(chosen, quarter_at(chosen, panel.date))

        choose()
        prose.markdown("### Les éditions présentes")
        tables.show([_edition_row(edition) for edition in editions])
        provenance.small(sharing(editions))


def waits(latest: Observed) -> str:
    """What the communes are counted by, and who has to bring what comes after."""
    last = quarter_words(latest.quarters[-1])
    said = "Ne sont nommées que les communes qu'une édition de l'Arcep a comptées, jamais d'après une courbe ajustée. "
    if latest.number:
        return f"{said}La plus récente s'arrête au {last}."
    return (
        f"{said}Celle-ci s'arrête au {last} : **à l'agence d'importer la suivante**. L'Arcep en publie une chaque trimestre ; la marche à suivre est "
        "dans le fichier README du Studio."
    )


def ordered(editions: Sequence[Observed]) -> list[Observed]:
    """The edition that goes furthest first; of two that do, the last import."""
    return sorted(editions, key=lambda edition: (edition.quarters[-1], edition.number), reverse=True)


def name(edition: Observed) -> str:
    """édition n° 2, T1 2018."""
    last = quarter_words(edition.quarters[-1])
    return f"édition n° {edition.number}, {last}" if edition.number else f"édition du {last}"


def show_reading(edition: Observed) -> None:
    """What an edition says, as a title in the answer of a study."""
    prose.markdown(f"### {reading(edition)}")


def reading(edition: Observed) -> str:
    """How many communes have nothing, how many are nearly covered, at the last date known."""
    last = edition.at(edition.quarters[-1])
    none, most = int((last["coverage"] == 0).sum()), int((last["coverage"] >= NEARLY_ALL).sum())
    covered = f"{french.number(most) if most else 'aucune'} à 80 % et plus"
    without = f"{french.counted(none, 'commune')} sur {len(last)} sans aucun local {edition.measure[:-1]}, {covered}"
    return f"Commune par commune, {date_words(last['year'].iloc[0])} : {without if none else f'{covered}, sur {len(last)} communes'}"


def layer(edition: Observed) -> CommuneLayer:
    """An edition as the map colours it, in the classes of Arcep; of a long one, the ends of years and the last quarter."""
    wide = edition.frame.pivot(index="code", columns="year", values="coverage").sort_index()
    years = [year for year in wide if year.is_integer() or year == wide.columns[-1] or len(wide.columns) <= FEW_DATES][-FEW_DATES:]
    codes = {"commune": wide.index.to_numpy(dtype=str)}
    values = xr.DataArray(wide[years].to_numpy(dtype=float), dims=("commune", "year"), coords={**codes, "year": years})
    counted = edition.at(edition.quarters[-1])["premises"].to_numpy(dtype=float)
    premises = xr.DataArray(counted, dims="commune", coords=codes, attrs={"label": "Locaux comptés par l'édition", "year": edition.data_on[:4]})
    return CommuneLayer(
        key=_key(edition),
        title=f"Locaux {edition.measure}, {name(edition)}",
        unit="share",
        limits=ARCEP_LIMITS,
        basis="observé",
        source=source(edition),
        values=values if len(years) > 1 else values.isel(year=0, drop=True),
        by=premises,
        zero=f"aucun local {edition.measure[:-1]}",
    )


def source(edition: Observed) -> str:
    """The line under the map: the edition, its date, its licence, where its count of premises comes from."""
    origins = french.listed(sorted(edition.frame["premises_origin"].unique()), ";")
    if not edition.number:
        return f"{provenance.of_tables('arcep_communes')} Nombre de locaux : {origins}."
    imported = f"importée le {provenance.day(edition.imported_on)}"
    dated = f"{provenance.day(edition.data_on)}, {escaping.markdown(edition.licence)}"
    return f"Source : Arcep, {escaping.markdown(edition.title)} ({dated}), {imported}. Nombre de locaux : {origins}. {provenance.TREATMENT}"


def quarter_at(edition: Observed, year: float | None) -> str:
    """The quarter that ends at a date of the map; the last one when the edition has one date only."""
    if year is None:
        return edition.quarters[-1]
    return edition.frame.loc[edition.frame["year"] == year, "quarter"].iloc[0]


def under(edition: Observed, quarter: str, threshold: float) -> pd.DataFrame:
    """The communes whose coverage is under a threshold [%], from the lowest: code, name, epci_name, coverage, connectable, premises."""
    frame = edition.at(quarter).join(lozere.communes(lozere.LOZERE)[["name", "epci_name"]])
    below = frame[100 * frame["connectable"] < threshold * frame["premises"]]  # products, not quotients: exact at the threshold
    names = ["code", "name", "epci_name", "coverage", "connectable", "premises"]
    return below.reset_index().sort_values(["coverage", "code"], ignore_index=True)[names]


def sharing(editions: Sequence[Observed]) -> str:
    """What is said when several editions count the same quarter."""
    held = [quarter for edition in editions for quarter in edition.quarters]
    twice = {quarter for quarter in held if held.count(quarter) > 1}
    if not twice:
        return "Une édition importée s'ajoute à celles-ci et ne remplace rien."
    counted = f"{french.counted(len(twice), 'trimestre est dans', 'trimestres sont dans')} plusieurs éditions"
    return f"{counted} : toutes sont gardées ; à dernier trimestre égal, la carte s'ouvre sur la dernière importée."


def _under_threshold(edition: Observed, quarter: str) -> None:
    threshold = prose.select_slider("Communes sous le seuil de", THRESHOLDS, value=THRESHOLD, format_func=_percent, key=f"{KEY}.threshold")
    found = under(edition, quarter, threshold)
    when = date_words(edition.at(quarter)["year"].iloc[0])
    every = len(lozere.communes(lozere.LOZERE))
    prose.markdown(f"### {french.counted(len(found), 'commune')} sur {every} sous {_percent(threshold)}, {when}")
    if len(found):
        with prose.expander(f"Liste : {french.counted(len(found), 'commune')}, de la moins couverte à la plus couverte"):
            long_table.show(found, lambda row: _commune_row(row, edition.measure), f"{KEY}.under")
        chart_panel.source_and_data(source(edition), lambda: _listed(found, edition, quarter), f"{KEY}.under")


def _commune_row(row, measure: str) -> dict[str, str]:
    return {
        "Commune": row.name,
        "Intercommunalité": row.epci_name,
        "Taux": units.headline(row.coverage, "share"),
        f"Locaux {measure}": french.number(row.connectable, 0),
        "Locaux": french.number(row.premises, 0),
    }


def _listed(found: pd.DataFrame, edition: Observed, quarter: str) -> pd.DataFrame:
    named = {"name": "nom", "epci_name": "intercommunalite", "coverage": "taux", "connectable": f"locaux_{edition.measure}", "premises": "locaux"}
    return found.rename(columns=named).assign(trimestre=quarter, edition=edition.title)


def _edition_row(edition: Observed) -> dict[str, str]:
    first, last = (quarter_words(edition.quarters[end]) for end in (0, -1))
    return {
        "Édition": f"n° {edition.number}" if edition.number else "livrée avec le Studio",
        "Publication de l'Arcep": escaping.markdown(edition.title),
        "Trimestres": first if first == last else f"{first} à {last}",
        "Ce qui est compté": f"locaux {edition.measure}",
        "Importée le": provenance.day(edition.imported_on) if edition.number else "",
    }


def _key(edition: Observed) -> str:
    return f"edition_{edition.number}"


def _percent(value: float) -> str:
    return french.with_unit(french.number(value), "%")
