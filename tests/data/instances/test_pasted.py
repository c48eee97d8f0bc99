"""A list of members is read as a spreadsheet or a keyboard gives it; what cannot be read says its line."""

from data.instances import pasted
from data.instances.rules import Attendee, Presence

READ = [
    Attendee("Aline Vert", "maire de Mende"),
    Attendee("Bruno Roux", "CCI", Presence.EXCUSED, "Aline Vert"),
    Attendee("Ève Blanc", "", Presence.ABSENT),
    Attendee("Omar Gris", "CMA", Presence.EXCUSED),
]


def test_a_list_is_read_line_by_line():
    text = "Aline Vert ; maire de Mende\r\nBruno Roux\tCCI\t\tpouvoir à Aline Vert\n\n Ève  Blanc ; ; absente\nOmar Gris ; CMA ; E"
    assert pasted.read(text) == (READ, [])


def test_what_is_written_reads_back():
    assert pasted.read(pasted.written(READ)) == (READ, [])


def test_a_line_that_cannot_be_read_says_what_to_write():
    found, faults = pasted.read("Aline Vert ; maire ; ici\n; CCI\na ; b ; p ; c ; d\nBruno")
    assert found == [Attendee("Bruno")]
    assert [(fault.place, fault.fault) for fault in faults] == [
        ("ligne 1", "« ici » ne dit pas si Aline Vert est là"),
        ("ligne 2", "le nom manque"),
        ("ligne 3", "5 cases"),
    ]
