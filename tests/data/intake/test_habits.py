"""What people and programs write where a date or a number should stand: read when it is certain, else refused with what to write."""

from datetime import date

import pytest

from data.intake import cells
from data.intake.cells import Unreadable


def test_a_day_of_the_week_before_a_date_is_that_of_the_calendar():
    assert cells.day("lundi 1er mars 2027") == date(2027, 3, 1)
    assert cells.day("Jeudi 14 juillet 2022") == date(2022, 7, 14)
    with pytest.raises(Unreadable, match="est un lundi"):
        cells.day("mardi 1er mars 2027")


@pytest.mark.parametrize(
    ("written", "proposed"),
    [("mars-27", "01/03/2027 ?"), ("mars 2027", "01/03/2027 ?"), ("févr. 2028", "01/02/2028 ?"), ("########", "élargir la colonne")],
)
def test_what_is_no_day_is_proposed_as_one(written, proposed):
    with pytest.raises(Unreadable) as wrong:
        cells.day(written)
    assert proposed in wrong.value.remedy


@pytest.mark.parametrize(
    ("written", "meaning", "remedy"),
    [
        ("s", "n'est pas donnée", "vider la cellule"),
        ("n.d.", "n'est pas donnée", "vider la cellule"),
        ("Nous consulter", "n'est pas donnée", "vider la cellule"),
        ("env. 1200", "ordre de grandeur", "écrire le nombre seul : 1200"),
        ("6m50", "mètres et des centimètres", "écrire 6,50"),
        ("Chargement...", "pas fini de calculer", "exporter de nouveau"),
    ],
)
def test_what_stands_for_a_number_is_told_by_its_name(written, meaning, remedy):
    with pytest.raises(Unreadable, match=meaning) as wrong:
        cells.number(written)
    assert remedy in wrong.value.remedy
