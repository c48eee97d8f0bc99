"""The register of what the Studio rests on: every table and every source, with its licence, its dates and what uses it."""

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from data import editions, imports, tables
from data.cards import read_packages
from data.editions import Edition
from data.ground import french
from data.services import services
from geo.territory import lozere
from studies.toolkit.reading.material import Shared
from studies.toolkit.reading.parameters import MEMORY
from studies.toolkit.reading.sources import Source, stale
from studies.toolkit.running.study import Study

COLUMNS = ("entree", "producteur", "titre", "adresse", "licence", "date_des_donnees", "consulte_le", "a_relire", "sert_a", "traitement", "remarque")


def of_tables(studies: Sequence[Study], today: date) -> pd.DataFrame:
    """One row for each table of data/tables, for each official service that may be asked, for each package fetched, for each imported
    edition [COLUMNS]."""
    rows = [
        (
            f"table {name}",
            card.producer,
            f"{card.title} : {card.source_title}",
            card.url,
            card.licence,
            card.data_on,
            card.accessed_on,
            stale(card.accessed_on, today),
            _users(name, studies),
            card.processing,
            card.note,
        )
        for name, card in tables.cards().items()
    ]
    rows += [
        (
            f"service {name}",
            service.producer,
            f"{service.title} : {service.source_title}",
            service.url,
            service.licence,
            "",
            "",
            False,
            "cartes",
            service.processing,
            service.note,
        )
        for name, service in services().items()
    ]
    rows += [
        (
            f"paquet {name}",
            package.producer,
            package.title,
            "",
            package.licence,
            package.data_on.isoformat(),
            "",
            False,
            "cartes",
            package.processing,
            package.note,
        )
        for name, package in read_packages()[0].items()
    ]
    rows += [_edition_row(edition) for kind in imports.KINDS for edition in editions.listing(kind)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _edition_row(edition: Edition) -> tuple:
    card = edition.card
    return (
        f"{card.kind}, édition {card.number}",
        card.producer,
        f"{card.title} : {card.source_file}",
        "",
        card.licence,
        card.data_on,
        card.imported_at.date(),
        False,
        "pages Territoire et Fibre",
        f"empreinte du fichier : {card.source_sha256[:12]}",
        card.note,
    )


def _users(name: str, studies: Sequence[Study]) -> str:
    """What reads a table: the models and maps, the studies that name a shared parameter, or the lists of places."""
    if name in lozere.TABLES:
        return "modèles de toutes les études, cartes"
    if name.startswith("shared_"):
        naming = [study.card.title for study in studies if study.card.shared]
        return french.listed(naming) or "aucune étude pour le moment"
    return "cartes et listes"


def of_study(study: Study, today: date) -> pd.DataFrame:
    """One row for each source of a study [COLUMNS]; `sert_a` lists the assumptions and the tables that name it. Memory was read on no day."""
    return _of_sources(f"étude {study.slug}", study, today)


def of_shared(shared: Shared, today: date) -> pd.DataFrame:
    """One row for each source of the figures that studies share [COLUMNS]; `sert_a` lists these figures."""
    return _of_sources("chiffres partagés", shared, today)


def _of_sources(entry: str, of: Study | Shared, today: date) -> pd.DataFrame:
    return pd.DataFrame([_source_row(entry, of, source, today) for source in of.sources.values()], columns=COLUMNS)


def _source_row(entry: str, of: Study | Shared, source: Source, today: date) -> tuple:
    held = [table.card for table in of.tables.values() if table.card.source == source.id] if isinstance(of, Study) else []
    users = [*(parameter.label for parameter in of.parameters.values() if parameter.source == source.id), *(card.title for card in held)]
    read = [source.accessed_on, *(parameter.verified_on for parameter in of.parameters.values() if parameter.source == source.id)]
    read += [card.verified_on for card in held]
    return (
        entry,
        source.producer,
        source.title,
        source.url,
        source.licence,
        source.published_on,
        "" if source.id == MEMORY else source.accessed_on,
        stale(min(read), today),
        " ; ".join(users) or "figures de l'étude",
        "",
        source.note,
    )


def whole(studies: Sequence[Study], shared: Shared, today: date) -> pd.DataFrame:
    """The whole register: tables and services, the figures that studies share, then study by study [COLUMNS]."""
    parts: Iterable[pd.DataFrame] = (of_tables(studies, today), of_shared(shared, today), *(of_study(study, today) for study in studies))
    return pd.concat(parts, ignore_index=True)
