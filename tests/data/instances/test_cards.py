"""The card of an instance says its rules; one that cannot be read says where and what to write."""

from pathlib import Path

import pytest

from data.ground.faults import Refused
from data.instances import cards

CARD = """name = "Bureau"
seats = 4
quorum = "1/2"
quorum_over = false
proxies_in_quorum = false
most_proxies = 1
majority = "simple"
chair_decides_ties = true
verified = false
source = "Statuts, article 12"
"""


def read(folder: Path, text: str) -> tuple[dict, list]:
    (folder / "bureau.toml").write_text(text, encoding="utf-8")
    return cards.read(folder)


def test_the_two_instances_of_the_agency_have_a_card_to_verify():
    assert {name: (card.name, card.verified) for name, card in cards.every().items()} == {
        "follow_up_committee": ("Comité de suivi", False),
        "general_assembly": ("Assemblée générale", False),
    }
    assert all("à vérifier" in card.source for card in cards.every().values())
    with pytest.raises(Refused, match="choisir parmi : follow_up_committee, general_assembly"):
        cards.get("bureau")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"1/2"', '"la moitié"', "« la moitié » n'est pas une part des membres"),
        ('"1/2"', '"3/2"', "« 3/2 » n'est pas une part des membres"),
        ('"1/2"', '"1/0"', "« 1/0 » n'est pas une part des membres"),
        ("seats = 4", "seats = 0", "au moins 1"),
        ('"simple"', '"large"', "choisir parmi : simple, absolue ou deux tiers"),
        ("most_proxies", "proxies", "nom inconnu"),
        ("seats = 4", "seats = ", "fichier illisible"),
    ],
)
def test_a_card_that_is_wrong_says_what_to_write(tmp_path: Path, before: str, after: str, told: str):
    found, faults = read(tmp_path, CARD.replace(before, after))
    assert found == {}
    assert any(told in str(fault) and fault.place.startswith("data/instances/bureau.toml") for fault in faults)


def test_a_card_that_is_right_is_read(tmp_path: Path):
    found, faults = read(tmp_path, CARD)
    assert faults == []
    assert (found["bureau"].seats, found["bureau"].source) == (4, "Statuts, article 12")
