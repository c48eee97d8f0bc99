"""People about to be invited, as a list is pasted; whom the agency knows already."""

import pytest

from data.store import access, newcomers, people
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer, read_list
from data.store.opening import Store
from data.store.permissions import Grant, Role


def test_a_faulty_name_is_told_by_its_beginning():
    (fault,) = read_list("N" * 2_000)[1]
    assert (fault.place, fault.fault) == (f"ligne 1, {'N' * 60}…", "texte de 2000 caractères")


def test_a_name_twice_in_a_list_is_told():
    told = read_list("Zoé\n\nJean ; Région\nZOÉ ; Région\nJean ; Chambre\na ; ; a@x.fr\nb ; ; A@x.fr")[1]
    assert [(fault.place, fault.fault) for fault in told] == [
        ("lignes 6 et 7", "« a@x.fr » y est plusieurs fois"),
        ("lignes 1 et 4", "« Zoé » y est plusieurs fois"),
    ]


def test_a_pasted_list_is_read_line_by_line_with_its_faults():
    found, faults = read_list("Aline Vert ; Chambre ; aline@exemple.fr\n\nZoé\tRégion\nÈve;;eve(at)exemple.fr\na;b;c;d\nBob;;aline@exemple.fr")
    assert found[:2] == [Newcomer("Aline Vert", "Chambre", "aline@exemple.fr"), Newcomer("Zoé", "Région")]
    assert [fault.place for fault in faults] == ["ligne 4, Ève", "ligne 5", "lignes 1 et 6"]


def test_a_list_pasted_from_a_word_processor_keeps_one_person_a_line():
    found, faults = read_list("Jean\u00a0Dupont ; CC\u202fd'ici\r\nAline\x0bVert\tRégion")
    assert found == [Newcomer("Jean Dupont", "CC d'ici"), Newcomer("Aline Vert", "Région")]
    assert faults == []


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Zoé Blanc <zoe.blanc@exemple.fr>", Newcomer("Zoé Blanc", "", "zoe.blanc@exemple.fr")),
        ('"Blanc, Zoé" <zoe.blanc@exemple.fr>', Newcomer("Blanc, Zoé", "", "zoe.blanc@exemple.fr")),
        ("Paul Roux ; paul@exemple.fr", Newcomer("Paul Roux", "", "paul@exemple.fr")),
        ("Aline Vert, Chambre d'agriculture, aline@exemple.fr", Newcomer("Aline Vert", "Chambre d'agriculture", "aline@exemple.fr")),
        ("Jean ; Mairie, Mende ; jean@exemple.fr", Newcomer("Jean", "Mairie, Mende", "jean@exemple.fr")),
        ("Dupont, Jean", Newcomer("Dupont, Jean")),
    ],
)
def test_an_address_is_found_where_people_write_it(line: str, read: Newcomer):
    assert read_list(line) == ([read], [])


@pytest.mark.parametrize("line", ["bob@exemple.fr", "<bob@exemple.fr>", "Bob, Mairie bob@exemple.fr"])
def test_an_address_is_no_name(line: str):
    ((fault,),) = (read_list(line)[1],)
    assert fault.fault == "une adresse électronique à la place d'un nom ou d'une organisation"


def test_somebody_known_without_an_address_is_not_entered_again_with_one_and_receives_it(store: Store):
    reviewer = [Grant(Role.REVIEWER)]
    first = people.invite(store, CONSOLE, [Newcomer("Léa Martin")], reviewer)[0].person
    again = Newcomer("Léa Martin", "", "lea@exemple.fr")
    with store.reading() as connection:
        assert newcomers.among(connection, [again]) == [first]
    assert people.invite(store, CONSOLE, [again], reviewer, again=[first.id])[0].person.id == first.id
    with store.reading() as connection:
        assert [(one.name, one.email) for one in access.everybody(connection)] == [("Léa Martin", "lea@exemple.fr")]
        assert newcomers.among(connection, [Newcomer("Léa Martin", "", "autre@exemple.fr")]) == [None]  # two addresses, two people
