"""The card of a site on /territoire, rewritten by the agency: the checks of a deposited file, then a new edition."""

import pytest

from data import editions
from data.inventory import linking, one_site, store
from data.inventory.fields import KEYS, SHEETS
from data.store import journal, opening, people, signing
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.permissions import Grant, Role
from tests.data.conftest import cache  # noqa: F401
from tests.data.inventories import kept_inventory, read

SITE = "la_tieule_hqe"
BUTTON = f"FormSubmitter:edit.{SITE}-Enregistrer une nouvelle édition"


def card(site, role: Role | None = Role.ADMINISTRATOR):
    """The card of a site, opened by somebody who has that role."""
    if role:
        token = people.invite(opening.store(), CONSOLE, [Newcomer("Agence")], [Grant(role)])[0].token
        site.user = {"session": signing.enter(opening.store(), token).session}
    site.switch_page("pages/territory.py")
    site.query_params["site"] = SITE
    return site.run()


def line() -> dict[str, str]:
    return one_site.values("zones", store.current(), SITE)


@pytest.mark.parametrize("role", [None, Role.ELECTED, Role.REVIEWER, Role.CONTRIBUTOR])
def test_only_the_agency_is_offered_to_rewrite_a_site(site, role):
    page = card(site, role)
    assert any("La Tieule" in header.value for header in page.header)
    assert not [field.key for field in page.text_input if field.key and field.key.startswith("edit.")]


def test_the_agency_rewrites_three_facts_and_everything_else_stays(site):
    before, surface = store.current(), "site_surf_comm_dispo"
    page = card(site)
    page.text_input(key=f"edit.{SITE}.site_surf_comm_dispo").set_value("18,5")
    page.text_input(key=f"edit.{SITE}.site_actu_date").set_value("29/11/2026")
    page.text_input(key=f"edit.{SITE}.source").set_value("Visite de l'agence")
    page.button(key=BUTTON).click().run()
    assert not page.exception
    assert "édition 1 en place" in page.success[0].value
    assert (line()["site_surf_comm_dispo"], line()["site_actu_date"], line()["source"]) == ("18,5", "29/11/2026", "Visite de l'agence")
    after = store.current()
    for table in before.frames:
        kept = [linking.kept(table, inventory) for inventory in (before, after)]
        its_own = {"id": SITE, "champ": surface}.items()
        others = [[row for row in rows if row.get(KEYS.get(table, "")) != SITE and not its_own <= row.items()] for rows in kept]
        untouched = [sorted(tuple(row.values()) for row in rows) for rows in others]
        assert untouched[0] == untouched[1], table
    assert (SITE, surface) in set(zip(*(before.frames["facts"][name] for name in ("id", "champ")), strict=True))
    assert (SITE, surface) not in set(zip(*(after.frames["facts"][name] for name in ("id", "champ")), strict=True))  # the source of the value before
    with opening.store().reading() as connection:
        *_, noted = journal.rows(connection)
    assert (noted.action, noted.subject, noted.facts["fields"]) == ("import_inventory", SITE, ["site_actu_date", "site_surf_comm_dispo", "source"])


REFUSED = {  # of each field: what is written there, and what the page says of it
    "site_surf_comm_dispo": ("beaucoup", "nombre"),
    "site_comm_insee": ("99999", "commune"),
    "site_actu_date": ("31/02/2026", "jour"),
    "lat": ("200", "hors de France"),
    "source": ("=Agence; visite", "formule"),
}


def test_nothing_changed_makes_no_edition_and_what_a_deposited_file_would_not_pass_is_refused_and_stays_in_its_field(site):
    """One visit of the card, whose fields are put back one after the other."""
    page = card(site)
    page.button(key=BUTTON).click().run()
    assert "rien n'y a changé" in page.error[0].value
    page.text_input(key=f"edit.{SITE}.site_surf_comm_dispo").set_value("50")
    page.button(key=BUTTON).click().run()
    assert "la fiche le donnerait à l'ancienne source et à l'ancienne date" in page.error[0].value
    page.text_input(key=f"edit.{SITE}.source").set_value("Visite de l'agence")
    assert editions.listing(store.KIND) == []
    for field, (text, told) in REFUSED.items():
        before = page.text_input(key=f"edit.{SITE}.{field}").value
        page.text_input(key=f"edit.{SITE}.{field}").set_value(text)
        page.button(key=BUTTON).click().run()
        assert told in page.error[0].value, field
        assert page.error[0].value.startswith("**Fiche du site**")
        assert editions.listing(store.KIND) == []
        assert page.text_input(key=f"edit.{SITE}.{field}").value == text
        page.text_input(key=f"edit.{SITE}.{field}").set_value(before)


def edition_with(site_id: str, **changed: str) -> None:
    """An edition that another person keeps meanwhile."""
    zones = linking.kept("zones", store.current())
    kept_inventory(zones=[{**row, **changed} if row["site_id"] == site_id else row for row in zones])


def test_an_edition_about_another_site_keeps_nobody_from_saving(site):
    page = card(site)
    other = next(row["site_id"] for row in linking.kept("zones", store.current()) if row["site_id"] != SITE)
    edition_with(other, site_nom="Autre nom")
    page.text_input(key=f"edit.{SITE}.site_moa_nom").set_value("Agence")
    page.text_input(key=f"edit.{SITE}.source").set_value("Visite")
    page.button(key=BUTTON).click().run()
    assert "édition 2 en place" in page.success[0].value
    assert line()["site_moa_nom"] == "Agence"
    assert one_site.values("zones", store.current(), other)["site_nom"] == "Autre nom"


def test_what_was_typed_stays_over_an_edition_that_changed_the_same_site(site):
    page = card(site)
    edition_with(SITE, site_nom="La Tieule (autre nom)", source="Mairie")
    page.text_input(key=f"edit.{SITE}.site_moa_nom").set_value("Agence")
    page.text_input(key=f"edit.{SITE}.source").set_value("Visite")
    page.button(key=BUTTON).click().run()
    assert "a changé dans une autre édition" in page.warning[0].value and page.toast
    assert [edition.card.number for edition in editions.listing(store.KIND)] == [1]
    both = next(text.value for text in page.markdown if "Ce formulaire" in text.value)
    assert "| Mairie | Visite |" in both and "autre nom" in both
    held = {name: page.text_input(key=f"edit.{SITE}.{name}").value for name in ("site_nom", "site_moa_nom", "source")}
    assert held == {"site_nom": "La Tieule (autre nom)", "site_moa_nom": "Agence", "source": "Visite"}
    page.button(key=BUTTON).click().run()
    assert line() == {**line(), **held}
    assert not page.warning


@pytest.mark.parametrize("table", ["zones", "plots", "buildings"])
def test_every_site_written_again_as_it_is_differs_in_nothing(table, tmp_path):
    inventory = store.current()
    identifier = inventory.frames[table][KEYS[table]].iloc[0]
    path = tmp_path / "fiche.xlsx"
    path.write_bytes(one_site.workbook(table, inventory, identifier, one_site.values(table, inventory, identifier)))
    told = read(path)
    assert told.faults == []
    assert told.summary["counts"][SHEETS[table]] == {"ajouté": 0, "modifié": 0, "retiré": 0}


def without_the_site():
    """An edition of somebody else, in which the site is no more."""
    current = store.current()
    kept_inventory(**{table: [row for row in linking.kept(table, current) if SITE not in row.values()] for table in ("zones", "plots", "facts")})


def test_what_was_written_of_a_site_that_another_edition_removed_is_given_back(site):
    page = card(site)
    page.text_input(key=f"edit.{SITE}.source").set_value("Visite du 1er décembre")
    without_the_site()
    page.button(key=BUTTON).click().run()
    assert not page.exception and not page.success
    assert "Le site que vous modifiiez a été retiré par une autre édition" in page.warning[0].value
    assert [code.value for code in page.code] == ["Visite du 1er décembre"]  # what she wrote, not what the form held
    assert "retiré" in page.toast[0].value


def test_an_error_reported_on_a_site_that_is_gone_is_thanked_for(site):
    page = card(site, None)
    page.session_state["report.card.site:gone.sent"] = "e1d461abcdef"
    assert "numéro e1d461." in page.run().success[0].value
    assert not page.run().success
