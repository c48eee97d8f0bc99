"""A demand of « Quel site convient ? » kept under a short link shows the ranks of that day, and says which have moved since."""

import pytest

from data.ground.budgets import Budget
from data.store.access import PUBLIC
from data.store.opening import store
from data.store.writings import saved
from data.store.writings.saved import NO_STUDY, Figure
from geo.sites import fitting, offers
from geo.sites.fitting import Search
from geo.sites.needs import Need
from pages.parts.ranking import stored_ranks
from pages.parts.visiting import short_link
from tests.data.conftest import cache  # noqa: F401
from tests.data.inventories import kept_inventory
from tests.pages.accounts.test_saved import opened
from tests.pages.conftest import text_of

WEIGHTS = {**dict.fromkeys(fitting.PROPOSED, 0), "minutes": 80, "fibre": 20}
ASKED = Search(Need(kinds=("zone",), most_minutes=60), ("kinds",), WEIGHTS)


@pytest.fixture(autouse=True)
def empty_store(tmp_path, monkeypatch):
    """Demands of this test only, and nobody who has saved any."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    monkeypatch.setattr(short_link, "SAVED", Budget(30, 3600.0))


def ranks_of(search: Search) -> list[Figure]:
    everything = fitting.real(offers.offers())
    return stored_ranks.figures(everything.set_index("site_id")["name"], fitting.ranked(everything, search))


def kept_under(choice: dict, figures: list[Figure], title: str = "Atelier") -> str:
    return saved.save(store(), PUBLIC, NO_STUDY, stored_ranks.version(), title, "", choice, figures)


def test_a_demand_saved_on_its_page_is_opened_by_its_link_with_its_ranks_its_rules_and_its_weights(site):
    asked = {"territory.mode": "Quel site convient ?", "territory.kinds": "Zones d'activités", "territory.minutes": "60"}
    site.switch_page("pages/territory.py")
    for name, value in {**asked, "territory.weight-minutes": "80", "territory.x-most_minutes": "false"}.items():
        site.query_params[name] = value
    page = site.run()
    page.text_input(key="territory.keep.title").set_value("Atelier *près* de l'A75 <b>")
    page.button(key="FormSubmitter:territory.keep-Enregistrer").click().run()
    kept = saved.opened(store(), next(code.value for code in page.code if "/s/" in code.value).rsplit("/", 1)[1])
    search = fitting.from_json(kept.changes)
    assert (search.need.kinds, search.need.most_minutes, search.rules) == (("zone",), 60, ("kinds", "open_only"))
    assert search.weights == {**fitting.PROPOSED, "minutes": 80}
    assert list(kept.figures) == ranks_of(search)
    shown = text_of(opened(site, kept.code))
    assert r"Atelier \*près\* de l'A75 \<b\>" in shown
    assert "inventaire de départ du Studio" in shown
    assert "les mêmes rangs" in shown and "Aujourd'hui" not in shown
    assert "Type de site : Zones d'activités" in shown
    assert "Règles éteintes : trop loin de l'autoroute" in shown
    assert "temps d'accès à l'autoroute **53 %**" in shown
    assert "/territoire?territory.kinds=Zones+d%27activit%C3%A9s&territory.minutes=60&territory.mode=Quel+site+convient" in shown


def test_ranks_that_moved_since_stand_beside_those_of_that_day(site):
    code = kept_under(fitting.as_json(ASKED), ranks_of(ASKED))
    first = ranks_of(ASKED)[0]
    kept_inventory(
        zones=[{"site_id": "neuve", "site_nom": "Zone <neuve>", "site_comm_insee": "48104", "site_statut": "disponible"}],
        plots=[],
        facts=[],
        buildings=[],
    )
    shown = text_of(opened(site, code))
    assert "Des rangs ont changé depuis" in shown
    assert f"| {first.label} | **1** (" in shown.replace("\\", "")
    assert "n'est plus classé" in shown
    assert r"| Zone \<neuve\> |  | 1 (n'était pas dans la liste) |" in shown


def test_a_site_that_rises_and_one_that_falls_are_told():
    kept = saved.opened(
        store(),
        kept_under(
            fitting.as_json(ASKED), [Figure(name, name, "rang", rank, 1, 3, str(rank), "1 à 3") for name, rank in (("a", 1), ("b", 2), ("c", 3))]
        ),
    )
    now = [Figure(name, name, "rang", rank, 1, 3, str(rank), "1 à 3") for name, rank in (("b", 1), ("c", 3), ("a", 2))]
    told = ["2 (descend de 1 place)", "1 (monte de 1 place)", "3 (même rang)"]
    assert [row["Aujourd'hui"] for row in stored_ranks.rows(kept, now)] == told


@pytest.mark.parametrize(
    "choice",
    [
        {},
        {"need": {"disparu": 3}, "rules": [], "weights": WEIGHTS},
        {"need": {}, "rules": [], "weights": {"disparu": 1}},
        {"need": {"text": "nulle part"}, "rules": ["text"], "weights": WEIGHTS},
    ],
)
def test_a_demand_that_cannot_be_asked_any_more_keeps_its_ranks(site, choice):
    page = opened(site, kept_under(choice, [Figure("z", "Zone <a>", "rang", 1, 1, 2, "1", "1 à 2")]))
    assert not page.exception
    assert "ne se classe plus aujourd'hui" in text_of(page)
    assert r"| Zone \<a\> | **1** | 1 à 2 |" in text_of(page)


def test_a_demand_without_title_is_refused_as_a_demand(site):
    site.switch_page("pages/territory.py")
    site.query_params["territory.mode"] = "Quel site convient ?"
    page = site.run()
    page.button(key="FormSubmitter:territory.keep-Enregistrer").click().run()
    assert "Recherche à enregistrer" in page.error[0].value
