"""The page Inventaire, from app.py: a file deposited, read, compared, kept by the agency alone."""

import errno
import io

import pytest
from openpyxl import load_workbook
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from data import editions
from data.inventory import store, template
from data.store import opening, signing
from pages.parts.sites import deposit
from tests.data.conftest import cache  # noqa: F401
from tests.data.inventories import BUILDING, workbook_of
from tests.data.programs import photographs, tables
from tests.pages.conftest import text_of
from tests.pages.sites.conftest import as_administrator


@pytest.fixture
def inventory(site):
    """The page Inventaire of the agency, already run."""
    as_administrator(site)
    return site.switch_page("pages/inventory.py").run()


def deposited(page, content: bytes, name: str = "inventaire.xlsx"):
    """The page once a file is put and read."""
    page.file_uploader[0].set_value((name, content, "application/octet-stream")).run()
    page.session_state["inventory.deposit"].reading.answer()
    return page.run()


def test_an_inventory_is_deposited_read_and_kept_by_the_agency(inventory, tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [BUILDING, ("b1", "Halle", "48095")]})
    page = deposited(inventory, path.read_bytes())
    assert "1 ligne ajoutée et 42 lignes gardées" in text_of(page)
    assert "| **Halle** (Bâtiments, b1) | ajouté |" in text_of(page)
    page.radio(key="inventory.way").set_value("epci").run()
    assert "Choisir d'abord" in page.info[0].value
    page.selectbox(key="inventory.way.epci").set_value("244800405").run()  # CC Cœur de Lozère: Mende is in it, Langogne and Saint-Chély are not
    page.session_state["inventory.deposit"].reading.answer()
    assert "1 ligne ajoutée, 1 ligne retirée et" in text_of(page.run())
    page.radio(key="inventory.way").set_value("replace").run()
    page.session_state["inventory.deposit"].reading.answer()
    assert "1 ligne ajoutée, 3 lignes retirées et" in text_of(page.run())
    page.button(key="inventory.keep").click().run()
    assert "édition 1 en place" in page.success[0].value
    assert editions.listing("inventory")[0].card.note == "tout remplacer"
    assert store.current().frames["buildings"]["titre"].tolist() == ["Halle"]


def test_a_file_put_in_place_of_another_is_the_only_one_shown_and_kept(inventory, tmp_path):
    first, second = (
        workbook_of(tmp_path / name, {"Bâtiments": [BUILDING, line]})
        for name, line in (("a.xlsx", ("b1", "Halle", "48095")), ("b.xlsx", ("b2", "Gare", "48095")))
    )
    page = deposited(inventory, first.read_bytes(), "a.xlsx")
    assert "**Halle** (Bâtiments, b1)" in text_of(page)
    page.file_uploader[0].set_value(("b.xlsx", second.read_bytes(), "application/octet-stream"))
    page.button(key="inventory.keep").click().run()  # pressed under what the first file would change, when the second is already there
    assert store.current().number == 0
    page.session_state["inventory.deposit"].reading.answer()
    shown = text_of(page.run())
    assert "**Gare** (Bâtiments, b2)" in shown and "Halle" not in shown
    page.button(key="inventory.keep").click().run()
    assert set(store.current().frames["buildings"]["titre"]) & {"Gare", "Halle"} == {"Gare"}


def test_a_server_that_restarted_since_the_deposit_says_that_it_no_longer_has_the_file(inventory, tmp_path, monkeypatch):
    path = workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [BUILDING, ("b1", "Halle", "48095")]})
    page = deposited(inventory, path.read_bytes())
    assert not page.error
    monkeypatch.setattr(MemoryUploadedFileManager, "get_files", lambda *_args, **_named: [])  # what a new process has of the files of the former
    del page.session_state["inventory.deposit"]
    page.button(key="inventory.keep").click().run()
    assert "n'a plus ce fichier : le déposer de nouveau. Rien n'a été écrit" in page.error[0].value.replace("\N{NO-BREAK SPACE}", " ")
    assert editions.listing("inventory") == []


def test_whoever_is_not_of_the_agency_is_shown_no_field_and_told_why(site):
    inventory = site.switch_page("pages/inventory.py").run()
    assert not inventory.file_uploader
    assert "L'agence seule dépose un fichier : ouvrez votre lien d'invitation" in inventory.info[-1].value.replace("\N{NO-BREAK SPACE}", " ")


def test_who_lost_the_role_since_the_deposit_keeps_nothing(inventory, tmp_path):
    administrator = as_administrator(inventory)
    path = workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [BUILDING, ("b1", "Halle", "48095")]})
    page = deposited(inventory, path.read_bytes())
    signing.sign_out(opening.store(), administrator, everywhere=True)
    page.button(key="inventory.keep").click().run()
    assert store.current().number == 0


def test_a_file_that_the_server_has_no_place_to_put_is_refused_with_the_remedy(inventory, tmp_path, monkeypatch):
    path = workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [BUILDING, ("b1", "Halle", "48095")]})

    def full(**_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(deposit.tempfile, "mkdtemp", full)
    inventory.file_uploader[0].set_value(("a.xlsx", path.read_bytes(), "application/octet-stream")).run()
    told = r"| fichier | la lecture n'a pas pu commencer \(disque plein\) | libérer de la place sur la machine du serveur"
    assert told in text_of(inventory)


def test_a_file_without_any_site_is_told_as_the_file_and_not_by_the_name_that_the_server_gave_it(inventory):
    page = deposited(inventory, b"x;y\n3,79;44,77\n", "immeubles.csv")
    assert "| fichier | aucune zone, aucun terrain, aucun bâtiment |" in text_of(page)


def test_a_faulty_file_is_told_cell_by_cell_and_can_be_deposited_again(inventory, tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [(*BUILDING, "Gaz"), ("b1", "Halle", "48095", "peut-être")]})
    page = deposited(inventory, path.read_bytes())
    assert "Rien n'a été écrit" in page.error[0].value
    assert "| feuille « Bâtiments », cellule D2 | « Gaz » : « peut-être » n'est ni oui ni non |" in text_of(page)
    for name, made, told in (("a.xlsm", tables.with_macros(), "classeur avec des macros"), ("a.HEIC", photographs.heic(), "photographie HEIC")):
        page.file_uploader[0].set_value(None).run()
        assert f"| fichier | {told}" in text_of(deposited(page, made, name))
    page.file_uploader[0].set_value(None).run()
    good = workbook_of(tmp_path / "b.xlsx", {"Bâtiments": [(*BUILDING, "Gaz"), ("b1", "Halle", "48095", "oui")]})
    assert "1 ligne ajoutée" in text_of(deposited(page, good.read_bytes(), "b.xlsx"))


def test_giving_a_reading_up_leaves_nothing(inventory, tmp_path):
    path = workbook_of(tmp_path / "a.xlsx", {"Bâtiments": [BUILDING, ("b1", "Halle", "48095")]})
    page = inventory
    page.file_uploader[0].set_value(("a.xlsx", path.read_bytes(), "")).run()
    held = page.session_state["inventory.deposit"]
    folders = held.path.parent, held.reading._folder
    page.button(key="inventory.cancel").click().run()
    assert "inventory.deposit" not in page.session_state
    assert not any(folder.exists() for folder in folders)
    assert store.current().number == 0


def test_the_templates_can_be_downloaded_without_any_contact(inventory):
    labels = [button.label for button in inventory.get("download_button")]
    assert labels[:2] == ["Modèle vide (XLSX)", "Modèle rempli avec l'inventaire en place (XLSX)"]
    assert load_workbook(io.BytesIO(template.workbook())).sheetnames[1:5] == ["Zones", "Terrains", "Bâtiments", "Sources"]
