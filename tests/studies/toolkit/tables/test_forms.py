"""What a cell of a table means: the forms of French spreadsheets that can be read in one way are read, the others are refused with what to write."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake.cells import Unreadable
from data.intake.raw import Sheet
from studies.toolkit.reading.tables import forms, numbers


@pytest.mark.parametrize(
    ("written", "unit", "mark", "read"),
    [
        ("24,58", "homes", ",", 24.58),
        ("24.58", "homes", ",", 24.58),
        ("4 000", "homes", ",", 4000),
        ("4\u202f000", "homes", ",", 4000),
        ("4\u00a0000,5", "homes", ",", 4000.5),
        ("4\u2009000", "homes", "", 4000),
        ("\u22123,5", "degC", ",", -3.5),
        ("1,234", "homes", ",", 1.234),
        ("1.234", "homes", ".", 1.234),
        ("1,234.5", "homes", ",", 1234.5),  # of two signs, the first parts thousands
        ("1.234,5", "homes", ",", 1234.5),
        ("0,125", "homes", "", 0.125),
        ("2 %", "share", ",", 0.02),
        ("2%", "share", ",", 0.02),
        ("24,58\u202f%", "share", ",", 0.2458),
        ("0,3", "share", ",", 0.3),
        (2, "homes", "", 2),
        ("28/11/2026", "date", "", date(2026, 11, 28)),
        ("2026-11-28", "date", "", date(2026, 11, 28)),
        ("2026", "date_year", "", 2026),
        (" Mende ", "text", "", "Mende"),
        ("", "homes", "", None),
        (None, "homes", "", None),
        ("n.d.", "homes", "", None),
        ("ND", "share", "", None),
        ("s", "homes", "", None),
    ],
)
def test_a_cell_whose_reading_is_certain_is_read(written, unit, mark, read):
    assert forms.read(written, unit, mark) == read


@pytest.mark.parametrize(
    ("written", "unit", "mark", "fault", "remedy"),
    [
        ("1.234", "homes", ",", "« 1.234 » se lit de deux façons", "écrire 1234 ; ou 1.2340, si ce sont des décimales"),
        ("1,234", "homes", "", "« 1,234 » se lit de deux façons", "écrire 1234 ; ou 1,2340, si ce sont des décimales"),
        ("12.345 %", "share", ",", "« 12.345 » se lit de deux façons", "écrire 12345 ; ou 12.3450, si ce sont des décimales"),
        ("-", "homes", ",", "un tiret à la place d'un nombre", "écrire 0, ou laisser vide quand on ne sait pas"),
        ("env. 20", "homes", ",", "« env. 20 » n'est pas un nombre : c'est un ordre de grandeur", "écrire le nombre seul : 20"),
        ("2019-2020", "date_year", ",", "« 2019-2020 » n'est pas une année", "écrire quatre chiffres : 2027"),
        ("9450", "share", ",", "9450 impossible pour l'unité « share »", "entre 0 et 1 ; sinon changer unit dans la carte"),
        ("24", "share", ",", "24 impossible pour l'unité « share »", "une part s'écrit 24 % ou 0.24"),
        ("#REF!", "homes", ",", "erreur de tableur « #REF! »", "corriger la formule, ou vider la cellule"),
        (
            "11/28/2026",
            "date",
            "",
            "« 11/28/2026 » n'est pas un jour du calendrier",
            "écrire jour/mois/année : 31/12/2027 ; 28/11/2026 si le mois est devant",
        ),
    ],
)
def test_a_cell_that_may_be_read_in_two_ways_or_in_none_is_refused_with_what_to_write(written, unit, mark, fault, remedy):
    with pytest.raises(Unreadable) as refused:
        forms.read(written, unit, mark)
    assert (refused.value.fault, refused.value.remedy) == (fault, remedy)


@pytest.mark.parametrize(
    ("written", "meaning", "remedy"),
    [
        ("10 pers.", "un mot ou une unité le suit", "sans unité, dans celle de la colonne : 10 s'il y est déjà"),
        ("#####", "la colonne était trop étroite", "élargir la colonne dans le tableur"),
        ("<5", "c'est une borne", "elle reste sans donnée"),
        ("moins de 5", "c'est une borne", "elle reste sans donnée"),
        ("10-janv", "c'est une date", "au format Nombre"),
        ("12/10/2026", "c'est une date", "au format Nombre"),
        ("10 à 12", "il y en a deux", "deux colonnes"),
    ],
)
def test_a_cell_without_a_number_is_told_by_the_habit_that_wrote_it(written, meaning, remedy):
    with pytest.raises(Unreadable) as refused:
        forms.read(written, "homes", ",")
    assert refused.value.fault.startswith(f"« {written} » n'est pas un nombre : {meaning}") and remedy in refused.value.remedy


def test_a_percentage_in_a_column_that_is_no_share_is_refused():
    with pytest.raises(Unreadable, match="est un pourcentage"):
        forms.read("2 %", "homes", ",")


@pytest.mark.parametrize(
    ("cells", "separator", "mark"),
    [
        (["24,58", "1,234"], ";", ","),
        (["24,58", "1,234"], ",", ","),
        (["24.58"], ";", "."),
        (["1,234"], ";", ","),
        (["1.234"], ",", "."),
        (["24,58", "24.58"], ";", ""),
        (["1,234"], "", ""),
        (["4 000,5"], "", ","),
    ],
)
def test_what_begins_the_decimals_is_said_by_the_other_figures_then_by_what_parts_the_cells(cells, separator, mark):
    assert numbers.decimal_mark(Sheet("", "csv", [["titre"], *([cell] for cell in cells)], separator=separator), [0], 1) == mark


def spaced(text: str, space: str) -> str:
    """The digits before the comma by threes."""
    whole, comma, decimals = text.partition(",")
    groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)]
    return space.join(reversed(groups)) + comma + decimals


@given(
    st.integers(0, 10**9),
    st.text("0123456789", max_size=4),
    st.sampled_from(["", " ", "\u00a0", "\u202f", "\u2009"]),
    st.sampled_from(["", ",", "."]),
)
def test_a_figure_is_read_as_it_was_meant_or_refused_never_as_another(whole, decimals, space, mark):
    meant = float(f"{whole}.{decimals or 0}")
    written = spaced(f"{whole},{decimals}" if decimals else str(whole), space)
    try:
        assert forms.read(written, "homes", mark) == meant
    except Unreadable as refused:
        assert mark != "," and len(decimals) == 3 and "deux façons" in refused.fault


@given(st.floats(0, 100).map(lambda share: round(share, 4)))
def test_a_percentage_is_the_share_a_hundred_times_smaller(percent):
    assert forms.read(f"{percent:.5f}".replace(".", ",") + " %", "share", ",") == pytest.approx(percent / 100, rel=1e-12, abs=1e-12)


@given(st.text(max_size=20))
def test_whatever_is_written_is_a_figure_nothing_or_refused(written):
    try:
        found = forms.read(written, "homes", ",")
    except Unreadable as refused:
        assert refused.fault and refused.remedy
    else:
        assert found is None or abs(found) < 1e15
