"""What a file changes keeps neither the source nor the facts of something else: an invented example, the value of before, a title in another unit."""

import pytest

from data.imports import inventory
from data.intake.job import Answer
from data.inventory import linking, store
from data.inventory.ways import Way
from geo.sites import located
from tests.data.conftest import cache  # noqa: F401
from tests.data.inventories import ZONE, building, faults, kept_inventory, read, workbook_of

EXAMPLE = "48095_BAT_00001"


@pytest.fixture(autouse=True)
def apart(cache):  # noqa: F811
    """An inventory of this test only."""


def imported(path) -> list[str]:
    """Keeps what a file says, completing; its remarks."""
    told = read(path, way=Way())
    assert faults(told) == []
    inventory.keep(Answer([], told.remarks, told.summary, path.parent / f"out-{path.name}"), [path])
    return [str(remark) for remark in told.remarks]


def line(table: str, key: str, identifier: str) -> dict[str, str]:
    return next(row for row in linking.kept(table, store.current()) if row[key] == identifier)


def test_a_real_building_keeps_nothing_of_the_invented_one_that_had_its_identifier(tmp_path):
    assert line("buildings", "offre_id", EXAMPLE)["exemple"] == "oui"
    told = imported(building(tmp_path, ("Type d'offre", "Prix de vente"), ("vente", 210_000)))
    assert any("« 48095_BAT_00001 » était un exemple inventé du Studio : il n'en reste rien" in one for one in told)
    kept = {name: value for name, value in line("buildings", "offre_id", EXAMPLE).items() if value}
    assert kept == {"offre_id": EXAMPLE, "titre": "Halle", "comm_insee": "48095"} | {
        name: value for name, value in kept.items() if value in ("vente", "210000")
    }
    assert EXAMPLE not in set(store.current().frames["facts"]["id"])
    assert not located.all_sites().set_index("site_id").at[EXAMPLE, "example"]


def test_a_value_that_changes_loses_the_source_of_the_one_before_and_the_others_keep_theirs(tmp_path):
    zone = {"site_id": "z", "site_nom": "Zone", "site_comm_insee": "48095", "site_surf_brute": "12", "site_moa_nom": "Mairie", "source": "Fiche"}
    sourced = [{"id": "z", "champ": field, "source": "Visite", "date": "2025-01-01"} for field in ("site_surf_brute", "site_moa_nom")]
    kept_inventory(zones=[zone], plots=[], buildings=[], facts=sourced)
    title = "Superficie totale (ha)"
    assert not any(
        "leur propre source" in one for one in imported(workbook_of(tmp_path / "a.xlsx", {"Zones": [(*ZONE, title), ("z", "Zone", "48095", 12)]}))
    )
    told = imported(workbook_of(tmp_path / "b.xlsx", {"Zones": [(*ZONE, title), ("z", "Zone", "48095", 14)]}))
    assert any("qui avaient leur propre source : Superficie totale de « z »" in one for one in told)
    assert list(store.current().frames["facts"]["champ"]) == ["site_moa_nom"]


@pytest.mark.parametrize(("title", "read_in"), [("Prix de vente (k€)", "€ HT"), ("Prix de vente (€ TTC)", "€ HT"), ("Surface totale (ha)", "m²")])
def test_a_title_that_says_another_unit_is_refused_and_not_left_aside(tmp_path, title, read_in):
    (fault,) = faults(read(building(tmp_path, (title,), (2,))))
    assert fault.startswith(f"feuille « Bâtiments », cellule D1 | colonne « {title} » : ") and f"se lit en {read_in} |" in fault


def test_a_point_that_a_file_gives_is_drawn_where_it_is_even_when_nobody_says_how_well_it_is_known(tmp_path):
    imported(building(tmp_path, ("Longitude", "Latitude"), (3.4412, 44.5311)))
    site = located.all_sites().set_index("site_id").loc[EXAMPLE]
    assert (site["precision"], site["lon_shown"], site["lat_shown"]) == ("non dite", 3.4412, 44.5311)
