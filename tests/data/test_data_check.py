"""Each fault that `python -m data check` tells, made on a copy of the tables."""

import shutil
from pathlib import Path

import pytest

from data import tables
from data.cards import FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the catalogue and of the tables, to be broken."""
    shutil.copy(FOLDER / "catalog.toml", tmp_path)
    shutil.copytree(FOLDER / "tables", tmp_path / "tables")
    return tmp_path


def edit(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(folder: Path, place: str, *words: str) -> bool:
    """Whether one fault of that place has all the words."""
    return any(place in fault.place and all(word in str(fault) for word in words) for fault in tables.check(folder))


def test_a_copy_that_nobody_touched_has_no_fault(folder):
    assert tables.check(folder) == []


def test_a_missing_file_is_told(folder):
    (folder / "tables" / "epci.csv").unlink()
    assert told(folder, "data/tables/epci.csv", "fichier absent", "retirer la carte")


def test_a_changed_cell_gives_the_digest_to_write(folder):
    edit(folder, "tables/epci.csv", "CC du Gévaudan", "CC du Gevaudan")
    faults = tables.check(folder)
    assert len(faults) == 1
    right = faults[0].remedy.partition('sha256 = "')[2][:64]
    edit(folder, "catalog.toml", tables.card("epci").sha256, right)
    assert tables.check(folder) == []


def test_a_lost_row_is_told_with_both_counts(folder):
    file = folder / "tables" / "epci.csv"
    file.write_text("".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8")
    assert told(folder, "data/tables/epci.csv", "37 lignes au lieu de 38", "rows = 37")


def test_a_repeated_key_is_told_with_its_lines(folder):
    edit(folder, "tables/zones.csv", "mende_gardes,", "mende_chabrits,")
    assert told(folder, "data/tables/zones.csv", "clé (site_id) répétée", "lignes 22, 23")


def test_a_missing_value_is_told_with_its_line(folder):
    edit(folder, "tables/zones.csv", "Parc HQE de La Tieule", "")
    assert told(folder, "data/tables/zones.csv", "« site_nom »", "valeur absente", "ligne 2")


def test_a_missing_column_is_told(folder):
    edit(folder, "tables/zones.csv", "site_comm_insee", "insee")
    assert told(folder, "data/tables/zones.csv", "colonne « site_comm_insee » absente")


def test_a_code_without_five_characters_is_told(folder):
    edit(folder, "tables/zones.csv", "La Tieule,48191", "La Tieule,4819")
    assert told(folder, "data/tables/zones.csv", "5 caractères", "ligne 2")


def test_a_code_that_no_commune_has_is_told(folder):
    edit(folder, "tables/zones.csv", "La Tieule,48191", "La Tieule,48999")
    assert told(folder, "data/tables/zones.csv", "commune inconnue", "ligne 2")


def test_a_table_without_card_is_told(folder):
    (folder / "tables" / "orphan.csv").write_text("code\n48001\n", encoding="utf-8")
    assert told(folder, "data/tables/orphan.csv", "table sans carte", "[tables.orphan]")


def test_an_unreadable_table_is_told(folder):
    (folder / "tables" / "epci.csv").write_bytes("siren,name\n1,é\n".encode("latin-1"))
    assert told(folder, "data/tables/epci.csv", "fichier illisible", "UTF-8")


def test_an_unreadable_catalogue_is_told(folder):
    edit(folder, "catalog.toml", "[tables.communes]", "[tables.communes")
    assert told(folder, "data/catalog.toml", "illisible", "TOML")


def test_a_missing_catalogue_is_told(folder):
    (folder / "catalog.toml").unlink()
    assert told(folder, "data/catalog.toml", "fichier absent")


def test_all_the_faults_of_the_cards_are_told_at_once(folder):
    edit(folder, "catalog.toml", 'title = "Zones d\'activités de Lozère"', 'titre = "Zones"')
    edit(folder, "catalog.toml", "rows = 38", 'rows = "beaucoup"')
    assert told(folder, "[tables.zones] (title)", "valeur absente", "remplir")
    assert told(folder, "[tables.zones] (titre)", "nom inconnu", "corriger son nom parmi : title, producer")
    assert told(folder, "[tables.epci] (rows)", "« beaucoup » n'est pas un nombre entier", "un nombre entier")
    assert not told(folder, "zones.csv", "table sans carte")
