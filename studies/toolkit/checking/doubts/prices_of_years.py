"""Money of another year than that of the studies: the page says constant euros of one year, and adding those of another would be wrong."""

from collections.abc import Iterator

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit import prices
from studies.toolkit.reading import units
from studies.toolkit.running.study import Study


def remarks(study: Study) -> list[Fault]:
    """The money of another year, in a study whose model converts none: one that imports `prices` knows what it does."""
    if any(
        value in (prices, prices.converted)
        for module in study.modules.values()
        for value in vars(module).values()
        if callable(value) or value is prices
    ):
        return []
    said = f"quand la page dit des euros constants de {prices.YEAR}"
    return [
        Fault(f"studies/{study.slug}/{where}", f"en euros de {year}, {said}", _remedy(year)) for where, year in _priced(study) if year != prices.YEAR
    ]


def _priced(study: Study) -> Iterator[tuple[str, int]]:
    """Where each unit of money stands, and the year of its prices."""
    own = {f"parameters.csv ({name})": figure.unit for name, figure in study.parameters.items() if name not in study.card.shared}
    own |= {f"results.csv ({name})": result.unit for name, result in study.results.items()}
    for where, code in own.items():
        unit = units.find(code)
        if unit is not None and unit.price_year:
            yield where, unit.price_year


def _remedy(year: int) -> str:
    kept = f"écrire EUR_{prices.YEAR} une fois la somme ramenée à cette année"
    if year not in prices.index():
        return f"{kept} : l'indice des prix de l'INSEE que tient le Studio n'a pas {year}"
    return f"{kept} : la multiplier par {french.number(prices.converted(1.0, year), 3)} (indice des prix de l'INSEE), et le dire dans note"
