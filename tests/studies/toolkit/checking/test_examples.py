"""A key that is missing from a TOML file is told with one that would pass, taken from the guide."""

import tomllib

import pytest

from data.ground.faults import Fault
from studies.toolkit.checking import examples
from studies.toolkit.reading.card import BreakEven, Card, Caution, Indicator, Layer, LeverGroup, Option
from studies.toolkit.reading.dimensions import Dimension
from studies.toolkit.reading.figures.declared import Figure
from studies.toolkit.reading.scenarios import Scenario
from studies.toolkit.reading.tables.cards import Column, TableCard

CARD, PLANS, TABLES = "study.toml", "scenarios.toml", "tables/tables.toml"
HOLDERS = [
    (CARD, (), Card),
    (CARD, ("indicators", 3), Indicator),
    (CARD, ("options", 0), Option),
    (CARD, ("layers", 0), Layer),
    (CARD, ("breakeven", 0), BreakEven),
    (CARD, ("warnings", 0), Caution),
    (CARD, ("lever_groups", 0), LeverGroup),
    (CARD, ("dimensions", "town"), Dimension),
    (CARD, ("figures", 1), Figure),
    (PLANS, ("slow",), Scenario),
    (TABLES, ("rents",), TableCard),
    (TABLES, ("rents", "columns", "rent"), Column),
]
REQUIRED = [(file, (*path, name)) for file, path, model in HOLDERS for name, field in model.model_fields.items() if field.is_required()]


@pytest.mark.parametrize(("file", "path"), REQUIRED, ids=str)
def test_every_required_key_has_an_example_that_toml_reads(file, path):
    found = examples.of(file, path)
    name, _, value = found.partition(", puis, une ligne chacun, ")
    assert tomllib.loads(f"{name}\n{value.replace(' ; ', chr(10))}"), found
    assert str(path[-1]) in name


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("studies/x/study.toml (options.1.scenario)", 'scenario = "trend"'),
        (
            "studies/x/study.toml (options)",
            '[[options]], puis, une ligne chacun, id = "nothing_more" ; title = "Ne rien faire de plus" ; scenario = "trend"',
        ),
        ("studies/x/scenarios.toml, [slow] (title)", 'title = "Tendanciel"'),
        ("studies/x/parameters.csv, ligne 3 (homes) (unit)", "homes/year"),
        ("studies/x/tables/tables.toml, [rents] (columns.rent.unit)", 'unit = "homes"'),
    ],
)
def test_the_remedy_holds_the_example_of_that_key(place, said):
    assert examples.shown(Fault(place, "valeur absente", "remplir cette valeur")).remedy == f"remplir cette valeur, par exemple : {said}"


@pytest.mark.parametrize("place", ["studies/x/tables/rents.csv, ligne 3 (rent)", "studies/x/study.toml (colour)", "data/catalog.toml [tables.x]"])
def test_where_the_guide_has_none_the_remedy_stays_as_it_was(place):
    assert examples.shown(Fault(place, "valeur absente", "remplir cette valeur")).remedy == "remplir cette valeur"
