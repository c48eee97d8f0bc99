"""An inventory imported by the command line and by a reading: told first, written on request only, never twice the same, photographs too."""

import io
import json

import pytest
from PIL import Image

from data import __main__ as command_line
from data import editions
from data.ground.faults import Refused
from data.imports import inventory
from data.intake.job import Reading
from data.intake.limits import PAGE
from data.inventory import photos, store
from tests.data.inventories import BUILDING, kept_inventory, workbook_of

ONE = {"Bâtiments": [BUILDING, ("b1", "Halle", "48095")]}


@pytest.fixture
def told(capsys):
    """A function that gives a command to `python -m data`: its status, and what it answers on both outputs."""

    def ask(*words) -> tuple[int, str]:
        status = command_line.main([str(word) for word in words])
        said = capsys.readouterr()
        return status, said.out + said.err

    return ask


def test_the_differences_are_told_and_nothing_is_written_without_a_yes(told, tmp_path):
    status, said = told("import", "inventory", workbook_of(tmp_path / "a.xlsx", ONE))
    assert status == 0
    assert "Bâtiments | b1 | Halle | ajouté" in said
    assert "1 ligne ajoutée et 42 lignes gardées" in said
    assert "Rien n'est écrit" in said
    assert editions.listing(inventory.KIND) == []


def test_a_yes_keeps_an_edition_that_is_in_force_at_once(told, tmp_path):
    status, said = told("import", "inventory", workbook_of(tmp_path / "a.xlsx", ONE), "--yes", "--replace")
    assert (status, store.current().number) == (0, 1)
    assert "édition 1 en place, 25 sites" in said
    assert store.current().frames["buildings"]["titre"].tolist() == ["Halle"]
    assert "inventory : édition 1" in told("list")[1]


def test_a_faulty_file_keeps_nothing_and_tells_every_fault(told, tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [(*BUILDING, "Gaz"), ("b 1", "", "48095", "peut-être")]})
    status, said = told("import", "inventory", path, "--yes")
    assert status == 1
    assert "3 défauts : rien n'est gardé" in said
    assert editions.listing(inventory.KIND) == []


def test_a_program_gets_one_json_document(told, tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", ONE)
    status, said = told("import", "inventory", path, "--json", "--yes")
    answer = json.loads(said)
    assert (status, answer["edition"]["number"], answer["faults"]) == (0, 1, [])
    bad = workbook_of(tmp_path / "b.xlsx", {"Bâtiments": [BUILDING, ("b 1", "Halle", "48095")]})
    status, said = told("import", "inventory", bad, "--json")
    assert (status, json.loads(said)["edition"]) == (1, None)
    assert json.loads(said)["faults"][0]["place"] == "feuille « Bâtiments », cellule A2"


def test_a_file_that_is_not_there_is_told(told, tmp_path):
    assert told("import", "inventory", tmp_path / "rien.xlsx")[0] == 2


def test_a_former_edition_comes_back_by_its_export(told, tmp_path):
    kept_inventory(buildings=[{"offre_id": "b1", "titre": "Halle", "comm_insee": "48095", "contact_nom": "Martin"}])
    kept_inventory(buildings=[])
    assert told("export", "inventory", tmp_path / "ancien.xlsx", "--edition", "1")[0] == 0
    status, said = told("import", "inventory", tmp_path / "ancien.xlsx", "--yes", "--replace")
    assert (status, store.current().number) == (0, 3)
    assert store.current().frames["buildings"]["contact_nom"].tolist() == ["Martin"]
    assert [edition.card.number for edition in editions.listing(inventory.KIND)] == [1, 2, 3]


def test_an_export_never_overwrites_a_file(told, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"mien")
    assert told("export", "inventory", tmp_path / "a.xlsx")[0] == 1
    assert (tmp_path / "a.xlsx").read_bytes() == b"mien"
    assert "inconnue" in told("export", "inventory", tmp_path / "b.xlsx", "--edition", "9")[1]


def test_somebody_who_read_the_differences_with_a_former_edition_must_read_them_again(tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", ONE)
    reading = Reading("inventory", [path], PAGE)
    answer = reading.answer()
    kept_inventory(buildings=[])
    with pytest.raises(Refused) as refused:
        inventory.keep(answer, [path])
    assert "relire les différences" in str(refused.value)
    assert store.current().frames["buildings"].empty


def test_a_reading_that_is_given_up_leaves_no_file_and_writes_nothing(tmp_path):
    reading = Reading("inventory", [workbook_of(tmp_path / "a.xlsx", ONE)], PAGE)
    folder = reading._folder
    reading.cancel()
    assert not folder.exists()
    assert "annulée" in reading.answer().faults[0].fault
    assert editions.listing(inventory.KIND) == []


# --- photographs


def picture(width=40, height=20, kind="JPEG", mode="RGB", **options) -> bytes:
    content = io.BytesIO()
    Image.new(mode, (width, height), (200, 30, 30) if mode == "RGB" else 0).save(content, kind, **options)
    return content.getvalue()


def test_a_photograph_is_kept_small_and_without_the_place_where_it_was_taken():
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (44.0, 31.0, 0.0)}  # GPS
    exif[0x013B] = "Martin"  # author
    path = photos.keep("Hall 1.JPG", picture(4_000, 1_000, exif=exif))
    with Image.open(path) as kept:
        assert (kept.size, dict(kept.getexif())) == ((1_600, 400), {})
    assert photos.kept(["hall 1.jpg", "absent.jpg", "https://exemple.fr/a.jpg"]) == ["hall 1.jpg"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("../../a.jpg", picture, "nom de fichier refusé"),
        ("a.svg", lambda: b"<svg/>", "nom de fichier refusé"),
        ("a.jpg", lambda: b"<html></html>", "image illisible"),
        ("a.png", lambda: picture()[:200], "image illisible"),
        ("a.png", lambda: picture(20_000, 20_000, "PNG", "1"), "démesurée"),
    ],
)
def test_what_is_no_photograph_is_refused(name, content, words):
    with pytest.raises(Refused, match=words):
        photos.keep(name, content())


def test_photographs_are_imported_by_the_command_line(told, tmp_path):
    (tmp_path / "a.jpg").write_bytes(picture())
    (tmp_path / "b.jpg").write_bytes(b"rien")
    status, said = told("import", "photos", tmp_path / "a.jpg", tmp_path / "b.jpg")
    assert status == 1
    assert "b.jpg | image illisible" in said
    assert "1 photographie gardée" in said
    assert photos.kept(["a.jpg"]) == ["a.jpg"]
