"""Two servers of one PostgreSQL: what a page of one has confirmed is read on the other at once, and an access closed there is closed here."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from data.ground import files
from data.store import people
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.opening import VARIABLE, Store
from data.store.permissions import Grant, Role
from tests.data.store.conftest import new_database, postgresql  # noqa: F401
from tests.e2e import browser as finder
from tests.e2e.accounts.quick_server import starter, wait_until_answers
from tests.e2e.conftest import free_port


@pytest.mark.browser
@pytest.mark.nightly
def test_what_a_page_of_one_server_confirms_is_seen_on_the_other(open_page, tmp_path, request):
    (tmp_path / "var").mkdir()
    shutil.copytree(files.var_folder() / "proven", tmp_path / "var/proven")
    url = new_database(request.getfixturevalue("postgresql"))
    store = Store(url)
    invited = people.invite(store, CONSOLE, [Newcomer("Aline Vert")], [Grant(Role.ADMINISTRATOR)])[0]
    people.invite(store, CONSOLE, [Newcomer("Zoé Roux")], [Grant(Role.ADMINISTRATOR)])
    bases = [f"http://127.0.0.1:{free_port()}" for _ in range(2)]
    with starter(tmp_path / "server.log", STUDIO_VAR=str(tmp_path / "var"), **{VARIABLE: url}) as start:
        for base in bases:
            wait_until_answers(base, start(int(base.rsplit(":", 1)[1])))
        agency, reader = open_page(another=True), open_page(another=True)
        agency.goto(f"{bases[1]}/invitation/{invited.token}")
        agency.get_by_role("button", name="Entrer dans le Studio").click()
        expect(agency.get_by_text("Vous êtes connecté : Aline Vert")).to_be_visible()
        agency.goto(bases[1] + "/erreurs")
        finder.settle(agency)
        reader.goto(bases[0] + "/methode")
        finder.settle(reader)
        reader.get_by_role("button", name="Signaler une erreur").click()
        reader.get_by_label("Qu'est-ce qui est faux").fill("Écrit sur l'un des deux serveurs.")
        reader.get_by_role("button", name="Envoyer").click()
        expect(reader.get_by_text(re.compile("Elle porte le numéro")).first).to_be_visible()
        agency.reload()  # at once: the first page that is read after the confirmation has it
        finder.settle(agency)
        expect(agency.get_by_text("Écrit sur l'un des deux serveurs.")).to_be_visible()
        people.close_access(store, CONSOLE, invited.person.id)
        agency.goto(bases[0] + "/erreurs")
        finder.settle(agency)
        expect(agency.get_by_text("Écrit sur l'un des deux serveurs.")).to_have_count(0)
    store.engine.dispose()
