"""Part 7 of a study page: the figures on screen, to take away."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from pages.parts import prose, provenance, refusal, visitor
from pages.parts.maps import commune_layers
from pages.parts.provenance import READABLE
from pages.parts.remarks import standing
from pages.parts.study import groups, study_map
from pages.parts.study.part import Part, Screen
from pages.parts.versions import reading
from studies.exports import commune_maps, in_words, spreadsheets, study_exports
from studies.exports.commune_maps import Drawn, Origin
from studies.toolkit.errors import BadRequest


def _series(screen: Screen) -> pd.DataFrame:
    return refusal.told(lambda: study_exports.series(screen.study, screen.outcome, standing.told(screen.study.slug)))


def _communes(screen: Screen) -> pd.DataFrame:
    return refusal.told(lambda: study_exports.communes(screen.study, screen.outcome, standing.told(screen.study.slug)))


def _for_spreadsheets(screen: Screen, table: pd.DataFrame) -> bytes:
    """A table in words; a refusal is one already."""
    told = study_exports.in_words(screen.study, screen.outcome, table) if "etude" in table else in_words.readable(table)
    return spreadsheets.csv_for_spreadsheets(told)


def _workbook(screen: Screen) -> bytes:
    where = reading.named(reading.of(screen.study, visitor.current()))
    remarks = screen.committee.remarks if screen.committee else ()
    try:
        return study_exports.workbook(screen.study, screen.outcome, where, standing.told(screen.study.slug), remarks)
    except BadRequest as refused:
        return study_exports.single_sheet("Refus", refusal.table(refused.fault))


def _maps(screen: Screen, write: Callable[[Sequence[Drawn], Origin], bytes]) -> bytes | str:
    """A file of the results by commune, at the date that the map of the page opens on."""
    study = screen.study
    try:
        outcome, first = screen.outcome, study_map.first_date(study)
        layers = commune_layers.of_study(study, outcome)[: len(study.card.layers)]
        changed = " ; ".join(study_exports.changed(study, outcome))
        origin = Origin(study.card.title, outcome.version, study.scenarios[outcome.scenario].title, changed, study.card.minimum_scale)
        return write([commune_layers.drawn(layer, layer.shown_first(first)) for layer in layers], origin)
    except BadRequest as refused:
        return str(refused.fault)


class Downloads(Part):
    """The figures on screen, to take away."""

    id = "downloads"

    def complete(self, screen: Screen) -> None:
        """The files read the choice when somebody asks for them."""
        show(screen)


def show(screen: Screen) -> None:
    """The files of the choice on screen."""
    study = screen.study
    with st.container(width=READABLE):
        provenance.small(
            f"Les fichiers contiennent le scénario et les leviers du moment, les unités, les fourchettes, les sources et la version {study.version}. "
            "L'adresse de cette page garde aussi le scénario et les leviers : la copier suffit pour les partager. "
            "Licence Ouverte 2.0. La carte HTML s'ouvre sans réseau."
        )
    if not groups.is_whole():
        prose.button("Tout lire sur une page, ou imprimer", icon=":material/article:", on_click=groups.show_whole, key=f"{study.slug}.whole")
    files = [
        ("Classeur XLSX", "xlsx", spreadsheets.XLSX, lambda: _workbook(screen)),
        ("Séries, CSV pour tableur", "series.csv", "text/csv", lambda: _for_spreadsheets(screen, _series(screen))),
        ("Séries, CSV pour programmes", "machine.csv", "text/csv", lambda: spreadsheets.csv_for_machines(_series(screen))),
    ]
    if study.card.layers:
        files += [
            ("Communes, CSV pour tableur", "communes.csv", "text/csv", lambda: _for_spreadsheets(screen, _communes(screen))),
            ("Communes, GeoJSON", "geojson", "application/geo+json", lambda: _maps(screen, commune_maps.geojson)),
            ("Carte HTML", "html", "text/html", lambda: _maps(screen, commune_maps.page)),
        ]
    with st.container(horizontal=True):
        for label, ending, kind, content in files:
            prose.download_button(
                label,
                content,
                file_name=f"{study.card.url}.{ending}",
                mime=kind,
                key=f"{study.slug}.{ending}",
                icon=":material/download:",
                on_click="ignore",
            )
