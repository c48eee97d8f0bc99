"""Who can write in the folder of the editions can write a sound hash too: a table that no page can read is set aside all the same, and told."""

import pytest

from data import editions
from data.edition_folder import CARD, each_sha256, together
from data.editions import Origin
from data.ground.faults import Refused
from data.inventory import linking, store
from data.inventory.fields import FACTS, SHEETS
from data.tables import lozere_codes
from geo.fibre import premises, rollout
from geo.sites import offers
from geo.travel import roads

ORIGIN = Origin("Titre", "Agence", "Licence Ouverte 2.0", "2026-11-24", "fichier.csv", "0" * 64, 1)
CODES = lozere_codes()


def sound(kind: str) -> dict[str, str]:
    """The tables of a small edition of a kind, as an import keeps them."""
    if kind == "roads":
        return {
            "segments.csv": "x1,y1,x2,y2,length_m,speed_kmh,forward,backward\n740000,6380000,741000,6380000,1000,50,1,1\n"
            "741000,6380000,742000,6380000,1000,50,1,1\n"
        }
    if kind == "premises":
        return {"premises.csv": "lon,lat,code,state,premises_class,operator,pm_state\n3.5,44.52,48095,deploye,individuel,FRTE,deploye\n"}
    if kind == "arcep":
        lines = "".join(f"{code},2024-T4,100,90,locaux,raccordables\n" for code in CODES)
        return {
            "communes.csv": f"code,quarter,premises,connectable,premises_origin,measure\n{lines}",
            "totals.csv": "code,quarter,premises,connectable,measure\n48,2024-T4,15200,13680,raccordables\n",
        }
    zone = {"site_id": "48095_SITE-ECO_00001", "site_nom": "Zone", "site_comm_insee": "48095", "site_surf_brute": "2", "site_geompoint": "3.5, 44.52"}
    rows = {table: [] for table in SHEETS} | {"zones": [zone]}
    return {f"{table}.csv": linking.as_frame(table, rows[table]).to_csv(index=False) for table in SHEETS}


def forged(kind: str, file: str, old: str, new: str) -> None:
    """Keeps a sound edition, then a copy of it whose file was changed and whose card tells the hashes of what was written."""
    kept = editions.keep(kind, {name: text.encode() for name, text in sound(kind).items()}, ORIGIN)
    changed = {name: text.encode() for name, text in sound(kind).items()}
    text = changed[file].decode()
    assert old in text
    changed[file] = new.encode() if old == "" else text.replace(old, new, 1).encode()
    card = kept.card.model_copy(update={"number": 2, "files": each_sha256(changed), "sha256": together(each_sha256(changed))})
    folder = editions.place(kind) / "0002"
    folder.mkdir()
    for name, content in {**changed, CARD: card.model_dump_json().encode()}.items():
        (folder / name).write_bytes(content)


FORGED = [
    ("roads", "segments.csv", "", ""),
    ("roads", "segments.csv", "", "\0\xff"),
    ("roads", "segments.csv", "x1,y1", "a,b"),
    ("roads", "segments.csv", "740000", "inf"),
    ("roads", "segments.csv", "740000", "x"),
    ("roads", "segments.csv", "740000", ""),
    ("roads", "segments.csv", ",50,", ",0,"),
    ("roads", "segments.csv", "1000,50", "-1000,50"),
    ("premises", "premises.csv", "", "lon,lat,code,state\n"),
    ("premises", "premises.csv", "3.5", "inf"),
    ("premises", "premises.csv", "3.5", "44.5"),
    ("premises", "premises.csv", "48095", "48999"),
    ("premises", "premises.csv", "deploye", "fait"),
    ("premises", "premises.csv", ",state", ",etat"),
    ("arcep", "communes.csv", "", "code,quarter,premises,connectable,premises_origin,measure\n"),
    ("arcep", "communes.csv", "2024-T4", "2024-T9"),
    ("arcep", "communes.csv", "2024-T4", "hier"),
    ("arcep", "communes.csv", ",100,90", ",cent,90"),
    ("arcep", "communes.csv", "48095,2024-T4,100,90,locaux,raccordables\n", ""),
    ("arcep", "communes.csv", CODES[0], CODES[1]),
    ("arcep", "totals.csv", "15200", "0"),
    ("arcep", "totals.csv", "48,2024", "99,2024"),
    ("inventory", "zones.csv", "", ""),
    ("inventory", "zones.csv", "3.5, 44.52", "ici"),
    ("inventory", "zones.csv", "48095_SITE-ECO_00001", ""),
    ("inventory", "zones.csv", ",48095", ",99999"),
    ("inventory", "zones.csv", ",2,", ",deux,"),
    ("inventory", "zones.csv", ",2,", ",inf,"),
    ("inventory", "zones.csv", ",2,", ",-2,"),
    ("inventory", "plots.csv", "", "terr_id,site_id,terr_geomsurf\nP,48095_SITE-ECO_00001,{\n"),
]


@pytest.mark.parametrize(("kind", "file", "old", "new"), FORGED)
def test_a_forged_table_that_no_page_can_read_is_set_aside_and_named(cache, kind, file, old, new):
    forged(kind, file, old, new)
    assert [edition.card.number for edition in editions.listing(kind)] == [1]
    (told,) = editions.faults()[kind]
    assert told.place == f"editions/{kind}/0002"
    assert file in told.fault and "en place : l'édition 1" in told.fault
    offers.offers()  # what every page with a map asks


@pytest.mark.parametrize("kind", ["roads", "premises", "arcep", "inventory"])
def test_a_sound_edition_stays_in_force_and_its_pages_read_it(cache, kind):
    edition = editions.keep(kind, {name: text.encode() for name, text in sound(kind).items()}, ORIGIN)
    assert (editions.current(kind), editions.faults()) == (edition, {})
    read = {
        "roads": lambda: roads.network().edition,
        "premises": lambda: premises.survey().edition,
        "arcep": lambda: editions.listing("arcep")[rollout.latest().number - 1],
        "inventory": lambda: store.current().edition,
    }
    assert read[kind]() == edition


def test_a_table_missing_from_the_card_itself_is_named(cache):
    edition = editions.keep("inventory", {name: text.encode() for name, text in sound("inventory").items()}, ORIGIN)
    less = {name: sha256 for name, sha256 in edition.card.files.items() if name != f"{FACTS}.csv"}
    edition.file(f"{FACTS}.csv").unlink()
    (edition.folder / CARD).write_text(edition.card.model_copy(update={"files": less, "sha256": together(less)}).model_dump_json(), "utf-8")
    (told,) = editions.check("inventory")
    assert f"{FACTS}.csv est absent" in told.fault


def test_what_no_page_could_read_is_not_even_kept(cache):
    content = sound("roads")["segments.csv"].replace("740000", "inf").encode()
    with pytest.raises(Refused, match="segments.csv, ligne 1, colonne x1"):
        editions.keep("roads", {"segments.csv": content}, ORIGIN)
    assert editions.listing("roads") == []
