"""What French readers see: literal outputs, with their thin spaces (U+202F), no-break spaces (U+00A0) and true minus (U+2212)."""

from datetime import date

import pytest

from data.ground import french


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (26_000, None, "26\u202f000"),
        (1_234_567.891, None, "1\u202f234\u202f567,891"),
        (999, None, "999"),
        (0.5, None, "0,5"),
        (-1_234.5, 1, "\u22121\u202f234,5"),
        (12, 2, "12,00"),
        (1_234.567, 2, "1\u202f234,57"),
        (0, None, "0"),
        (-0.0, None, "0"),
        (-0.001, 2, "0,00"),
        (-0.4, 0, "0"),
        (999_999_999_999_999.0, None, "999\u202f999\u202f999\u202f999\u202f999"),
        (1e20, 2, "100\u202f000\u202f000\u202f000\u202f000\u202f000\u202f000,00"),
        (1.5e300, None, "1,5\u00a0×\u00a010³⁰⁰"),
        (-1e22, 0, "\u22121\u00a0×\u00a010²²"),
        (1.797e308, 6, "1,8\u00a0×\u00a010³⁰⁸"),
        (float("nan"), None, "inconnu"),
        (float("inf"), 1, "inconnu"),
        (None, None, "inconnu"),
    ],
)
def test_a_number_is_written_as_french_documents_do(value, decimals, text):
    assert french.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (999.6, "1\u202f000"),
        (99.95, "100"),
        (26_012.4, "26\u202f000"),
        (30_497.3, "30\u202f500"),
        (-45_678, "\u221245\u202f700"),
        (98.46, "98,5"),
        (1.234, "1,23"),
        (0.01234, "0,0123"),
        (1.797e308, "1,8\u00a0×\u00a010³⁰⁸"),
        (0, "0"),
        (-0.0, "0"),
        (float("nan"), "inconnu"),
        (float("-inf"), "inconnu"),
    ],
)
def test_a_headline_has_three_significant_digits(value, text):
    assert french.significant(value) == text


@pytest.mark.parametrize(("text", "signed"), [("2,1", "+2,1"), ("\u22122,1", "\u22122,1"), ("0", "0"), ("0,00", "0,00")])
def test_a_difference_carries_its_sign_and_zero_has_none(text, signed):
    assert french.signed(text) == signed


def test_a_unit_is_never_parted_from_its_number():
    assert french.with_unit("58", "€/MWh") == "58\u00a0€/MWh"
    assert french.with_unit("3", "t CO₂e") == "3\u00a0t\u00a0CO₂e"
    assert french.with_unit("2027", "") == "2027"
    assert french.with_unit("700", "t par an, pondérées") == "700\u00a0t\u00a0par\u00a0an, pondérées"  # a narrow table may cut after the comma


def test_a_range_is_written_in_words():
    assert french.between("12", "18", "M€") == "entre 12 et 18\u00a0M€"
    assert french.between("12", "18") == "entre 12 et 18"


@pytest.mark.parametrize(
    ("day", "text", "short"),
    [
        (date(2026, 3, 1), "1er mars 2026", "01/03/2026"),
        (date(2026, 11, 22), "22 novembre 2026", "22/11/2026"),
        (date(2026, 8, 11), "11 août 2026", "11/08/2026"),
        (date(2026, 12, 31), "31 décembre 2026", "31/12/2026"),
        (date(2021, 2, 21), "21 février 2021", "21/02/2021"),
    ],
)
def test_a_day_is_written_in_full_and_in_short(day, text, short):
    assert french.day(day) == text
    assert french.short_day(day) == short


@pytest.mark.parametrize(
    ("year", "text"), [(2026.5, "T3 2026"), (2018.0, "T1 2018"), (2018.25, "T2 2018"), (2026.75, "T4 2026"), (2026.9999999999, "T1 2027")]
)
def test_a_quarter_is_named_after_the_date_when_it_begins(year, text):
    assert french.quarter(year) == text


@pytest.mark.parametrize(
    ("count", "noun"), [(0, "million"), (1, "million"), (1.9, "million"), (-1.9, "million"), (2, "millions"), (26, "millions"), (-2, "millions")]
)
def test_french_is_singular_below_two(count, noun):
    assert french.plural(count, "million") == noun


@pytest.mark.parametrize(("count", "words"), [(0, "0 local"), (1, "1 local"), (1.5, "1,5 local"), (2, "2 locaux"), (1234, "1\u202f234 locaux")])
def test_a_count_takes_the_noun_that_goes_with_it(count, words):
    assert french.counted(count, "local", "locaux") == words


def test_a_plural_that_is_not_an_s_is_given():
    assert french.plural(2, "local", "locaux") == "locaux"
    assert french.plural(1, "local", "locaux") == "local"


@pytest.mark.parametrize(("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")])
def test_a_list_ends_with_and(items, text):
    assert french.listed(items) == text


def test_what_begins_a_sentence_takes_its_capital_and_keeps_the_rest():
    assert [french.begun(text) for text in ("élus présents", "INSEE, 2018", "")] == ["Élus présents", "INSEE, 2018", ""]


def test_a_list_may_end_with_or():
    assert french.listed(["a", "b", "c"], "ou") == "a, b ou c"


@pytest.mark.parametrize(("value", "text"), [(9.996, "10"), (0.9996, "1"), (5.0, "5"), (0.985, "0,985"), (98.47, "98,5")])
def test_a_headline_keeps_no_zero_at_the_end_of_its_decimals(value, text):
    assert french.significant(value) == text


def test_halves_are_rounded_away_from_zero_and_an_unknown_difference_has_no_sign():
    assert french.number(2.5, 0) == "3" and french.number(-2.5, 0) == "\u22123"
    assert french.signed(french.significant(float("nan"))) == "inconnu"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("« Tendanciel » : 3 €/kg ; et après ?", "«\u00a0Tendanciel\u00a0»\u00a0: 3\u00a0€/kg\u00a0; et après\u00a0?"),
        ("voir :material/undo: et [la page](https://exemple.fr/a:b)", "voir :material/undo: et [la page](https://exemple.fr/a:b)"),
        ("à 10:30", "à 10:30"),
        ("à 0,7 °C près, à 7 °Celsius", "à 0,7\u00a0°C près, à 7 °Celsius"),
        ("12 % ; 4 k€, 3 M€/an et 5 Mo", "12\u00a0%\u00a0; 4\u00a0k€, 3\u00a0M€/an et 5 Mo"),
        ("entre -264 et 143 (-6,5), le 2026-11-22, - 3", "entre \u2212264 et 143 (\u22126,5), le 2026-11-22, - 3"),
        ("| --- | :---: | :--- |", "| --- | :---: | :--- |"),
        ("8 760 heures, 1 500 000 €, 44 000,5 t", "8\u202f760 heures, 1\u202f500\u202f000\u00a0€, 44\u202f000,5 t"),
        ("la N88 106 fois, en 2012 300 foyers, 3,5 200, 12 3456", "la N88 106 fois, en 2012 300 foyers, 3,5 200, 12 3456"),
    ],
)
def test_double_signs_quotation_marks_and_thousands_keep_together(text, written):
    assert french.spaced(text) == written


def test_a_sentence_that_a_page_writes_again_is_not_worked_out_again():
    assert french.spaced("Prix : 3 %") is french.spaced("Prix : 3 %")


def test_each_text_inside_lists_and_dictionaries_is_written_the_same_way():
    assert french.spaced_within({"a : b": ["Source : INSEE", 2.0, None, {"c": ("3 %",)}]}) == {
        "a : b": ["Source\u00a0: INSEE", 2.0, None, {"c": ("3\u00a0%",)}]
    }


def test_a_text_is_cut_between_two_words_or_inside_one_that_is_too_long():
    assert french.shortened("Un mot\nde plus", 14) == "Un mot de plus"
    assert french.shortened("Un mot de plus", 12) == "Un mot de …"
    assert french.shortened("Anticonstitutionnellement", 10) == "Anticons …"


def test_brackets_inside_brackets_become_commas():
    assert french.without_brackets("Licence Ouverte 2.0 (à vérifier)") == "Licence Ouverte 2.0, à vérifier"
    assert french.without_brackets("CC BY 4.0") == "CC BY 4.0"
