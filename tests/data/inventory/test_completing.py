"""A file that completes the inventory: nothing that it does not have is taken away, but what somebody chose to replace."""

import pytest

from data import editions
from data.ground.faults import Refused
from data.imports import inventory
from data.intake.job import Answer
from data.inventory import linking, store, ways
from data.inventory.ways import Way
from tests.data.inventories import BUILDING, ZONE, faults, kept_inventory, read, workbook_of

COEUR, GEVAUDAN = "244800405", "244800470"  # the intercommunalities of Mende (48095) and of Marvejols (48092)
MENDE, MARVEJOLS = ("z-mende", "Zone de Mende", "48095"), ("z-marvejols", "Zone de Marvejols", "48092")
HALLE, HANGAR = ("b-mende", "Halle", "48095"), ("b-marvejols", "Hangar", "48092")


@pytest.fixture
def two_zones():
    """An inventory of two zones, each with its manager and a building in it."""
    kept_inventory(
        zones=[
            {"site_id": "a", "site_nom": "A", "site_comm_insee": "48095", "site_moa_nom": "Cœur de Lozère"},
            {"site_id": "b", "site_nom": "B", "site_comm_insee": "48092", "site_moa_nom": "Gévaudan"},
        ],
        plots=[{"terr_id": "t-a", "site_id": "a"}, {"terr_id": "t-b", "site_id": "b"}],
        buildings=[
            {"offre_id": "o-a", "titre": "O", "comm_insee": "48095", "site_id": "a"},
            {"offre_id": "o-b", "titre": "P", "comm_insee": "48092", "terr_id": "t-b"},
        ],
        facts=[{"id": "a", "champ": "site_nom", "source": "S"}, {"id": "b", "champ": "site_nom", "source": "S"}],
    )


def imported(path, way: Way) -> str:
    """The hash of the edition that a file makes."""
    told = read(path, way=way)
    assert faults(told) == []
    answer = Answer([], told.remarks, told.summary, path.parent / f"out-{path.name}")
    return inventory.keep(answer, [path])[0].card.sha256


@pytest.mark.parametrize("scoped", [False, True])
def test_two_files_of_two_intercommunalities_make_the_same_edition_as_one_of_both(two_zones, tmp_path, scoped):
    one = workbook_of(tmp_path / "mende.xlsx", {"Zones": [ZONE, ("a", "A", "48095"), MENDE], "Bâtiments": [BUILDING, ("o-a", "O", "48095"), HALLE]})
    other = workbook_of(
        tmp_path / "marvejols.xlsx", {"Zones": [ZONE, ("b", "B", "48092"), MARVEJOLS], "Bâtiments": [BUILDING, ("o-b", "P", "48092"), HANGAR]}
    )
    both = workbook_of(
        tmp_path / "both.xlsx",
        {
            "Zones": [ZONE, MARVEJOLS, ("b", "B", "48092"), MENDE, ("a", "A", "48095")],
            "Bâtiments": [BUILDING, HANGAR, ("o-b", "P", "48092"), ("o-a", "O", "48095"), HALLE],
        },
    )
    before = store.current()
    imported(one, Way("epci", COEUR) if scoped else Way())
    twice = imported(other, Way("epci", GEVAUDAN) if scoped else Way())
    kept_inventory(**{table: linking.kept(table, before) for table in before.frames})
    assert imported(both, Way()) == twice
    assert [edition.card.note for edition in editions.listing(store.KIND)][1] == (
        "remplacer ce qui est de CC Cœur de Lozère, garder le reste" if scoped else "compléter : rien n'est retiré"
    )


@pytest.mark.parametrize(
    ("way", "zones", "removed"),
    [
        (Way(), ["a", "b", "z-mende"], 0),
        (Way("epci", COEUR), ["b", "z-mende"], 1),
        (Way("owner", "Gévaudan"), None, 0),
        (ways.REPLACE, ["z-mende"], 2),
    ],
)
def test_what_the_file_does_not_have_is_kept_or_removed_as_one_chose(two_zones, tmp_path, way, zones, removed):
    kept_inventory(plots=[], buildings=[])
    told = read(workbook_of(tmp_path / "a.xlsx", {"Zones": [ZONE, MENDE]}), way=way)
    if zones is None:
        assert faults(told) == ["feuille « Zones », ligne 2 | site hors de « Gévaudan », choisi pour ce fichier | " + ways.outside(way, "zones")[2]]
        return
    assert faults(told) == []
    assert store.read("zones", tmp_path / "out-a.xlsx" / "zones.csv")["site_id"].tolist() == zones
    assert told.summary["counts"]["Zones"] == {"ajouté": 1, "modifié": 0, "retiré": removed}
    assert told.summary["kept"]["Zones"] == 2 - removed


def test_a_line_of_another_intercommunality_is_refused_with_its_cell(two_zones, tmp_path):
    told = read(workbook_of(tmp_path / "a.xlsx", {"Zones": [ZONE, ("a", "A", "48095"), MARVEJOLS]}), way=Way("epci", COEUR))
    assert faults(told) == [
        "feuille « Zones », cellule C3 | commune hors de « CC Cœur de Lozère », choisi pour ce fichier | "
        "retirer la ligne, la corriger, ou choisir « compléter »"
    ]


def test_a_manager_takes_away_its_zone_its_plots_and_its_offers_alone(two_zones, tmp_path):
    sheets = {"Zones": [(*ZONE, "Gestionnaire"), ("c", "C", "48092", "Gévaudan")], "Terrains": [("Identifiant du terrain", "Identifiant de sa zone")]}
    sheets["Bâtiments"] = [BUILDING]
    told = read(workbook_of(tmp_path / "a.xlsx", sheets), way=Way("owner", "Gévaudan"))
    assert faults(told) == []
    left = {table: store.read(table, tmp_path / "out-a.xlsx" / f"{table}.csv").iloc[:, 0].tolist() for table in ("zones", "plots", "buildings")}
    assert left == {"zones": ["a", "c"], "plots": ["t-a"], "buildings": ["o-a"]}


def test_a_command_names_the_intercommunality_in_words_and_says_which_there_are():
    current = store.current()
    assert ways.chosen(False, "cc coeur de lozère", "", current) == ways.chosen(False, COEUR, "", current) == Way("epci", COEUR)
    assert ways.chosen(False, "", "", current) == Way()
    with pytest.raises(Refused, match="« Paris » inconnue [|] choisir parmi : .*CC du Gévaudan"):
        ways.chosen(False, "Paris", "", current)
    with pytest.raises(Refused, match="deux façons"):
        ways.chosen(True, COEUR, "", current)


def test_a_command_names_a_manager_that_the_zones_name(two_zones):
    current = store.current()
    assert ways.chosen(False, "", "coeur de lozere", current) == Way("owner", "Cœur de Lozère")
    with pytest.raises(Refused, match="« Personne » inconnu dans l'inventaire en place [|] choisir parmi : Cœur de Lozère et Gévaudan"):
        ways.chosen(False, "", "Personne", current)
