"""What the card of a table says on the page of its study: the source of a layer of the map, and how sure it may be."""

from collections.abc import Mapping

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.reading.card import Card
from studies.toolkit.reading.results import BASES, Result
from studies.toolkit.reading.sources import Source
from studies.toolkit.reading.tables.reading import Held
from studies.toolkit.reading.tables.values import Table


def of_source(table: Table, sources: Mapping[str, Source]) -> str:
    """Where a table comes from, in one line: who made it, what it is, of which years, how it was obtained, what is missing."""
    source = sources.get(table.card.source or "")
    told = [source.producer, source.title] if source else ["calculé d'avance par le modèle"]
    return ", ".join([*told, *obtained(table)])


def obtained(table: Table) -> list[str]:
    """Of which years a table is, how it was obtained, what is missing."""
    card = table.card
    years = [f"{year:g}" for year in table.years] if card.year is None and not card.computed else [str(card.year or "")]
    dated = years[0] if len(years) == 1 else f"de {years[0]} à {years[-1]}"
    lacking = len(table.without_data)
    missing = f"pas de donnée pour {french.counted(lacking, 'commune')}" if lacking else ""
    return [part for part in (dated, card.basis, missing) if part]


def sourced(card: Card, tables: Mapping[str, Table], sources: Mapping[str, Source]) -> Card:
    """The card whose layers have all a source: that of their table when they give none of their own."""
    layers = [layer if layer.source else layer.model_copy(update={"source": of_source(tables[layer.table], sources)}) for layer in card.layers]
    return card.model_copy(update={"layers": layers})


def faults(card: Card, results: Mapping[str, Result], held: Held, place: str) -> list[Fault]:
    """The layers whose table is not there, those that say more surely than it how they were obtained."""
    found = []
    for number, layer in enumerate(card.layers):
        if layer.table is None:
            told = "source absente", 'source = "…", ou table = "…" : le nom de la table dont la carte donne la source'
            found += [] if layer.source else [Fault(f"{place} (layers.{number})", *told)]
            continue
        table, result = held.tables.get(layer.table), results.get(layer.variable)
        if layer.table not in held.declared:
            there = ", ".join(sorted(held.declared)) or "aucune"
            found.append(Fault(f"{place} (layers.{number}.table)", f"table « {layer.table} » inconnue", f"corriger le nom ; il y a {there}"))
            continue
        bases = (result.basis, table.card.basis) if table is not None and result is not None else ("", None)
        if all(basis in BASES for basis in bases) and BASES.index(bases[0]) < BASES.index(bases[1]):  # a result without communes says none
            said = f"« {result.id} » dit {result.basis}, sa table « {layer.table} » {table.card.basis}"
            found.append(Fault(f"{place} (layers.{number}.table)", said, f"dans results.csv, basis : {table.card.basis}"))
    return found
