"""A table as one reads it in a spreadsheet."""

import csv
import io

import pandas as pd
import pytest

from data.ground import french
from geo.sites import offers
from studies.exports import in_words, register, site_exports, spreadsheets


def test_a_share_is_written_in_per_cent_with_three_digits_then_in_full_and_its_unit_is_a_word():
    table = pd.DataFrame({"libelle": ["Raccordables", "Locaux"], "resultat": ["coverage", "premises"], "unite": ["share", "premises"]})
    told = in_words.readable(table.assign(valeur=[0.98512, 62_528.4]))
    assert list(told) == ["Résultat", "Unité", "Valeur", "Valeur, en entier"]
    assert told["Unité"].tolist() == ["%", "locaux"]
    assert told["Valeur"].tolist() == [98.5, 62_500]
    assert told["Valeur, en entier"].tolist() == pytest.approx([98.512, 62_528.4])


def test_a_half_is_rounded_as_on_the_screen():
    told = in_words.readable(pd.DataFrame({"valeur": [12.25, -0.1245, 4.5, float("nan")]}))
    assert told["Valeur"].tolist()[:3] == [12.3, -0.125, 4.5]
    assert french.significant(12.25) == "12,3"


def test_farms_of_a_result_are_counted_as_on_the_screen_and_those_of_a_hypothesis_are_not():
    """« 27,7 exploitations » in the workbook, « 28 exploitations » on the page, in version 0.15.0."""
    farms = pd.DataFrame({"unite": ["farms", "EUR_2024"], "valeur": [27.689, 27.689]})
    told = in_words.readable(farms.assign(bas=[22.35, float("nan")], haut=[3.26, 1.5]))
    assert told["Valeur"].tolist() == [28, 27.7]
    assert told.iloc[0, 2:4].tolist() == [22, 3.3]
    assert told["Valeur, en entier"].tolist() == [27.689, 27.689]
    assert in_words.readable(farms)["Valeur"].tolist() == [27.7, 27.7]


def test_two_units_of_a_line_have_each_their_values():
    line = {"unite": "share", "borne_basse": 0.125, "unite_indicateur": "kEUR_2024", "a_la_borne_basse": 12.5}
    (told,) = in_words.readable(pd.DataFrame([line])).to_dict("records")
    assert (told["Borne basse de l'hypothèse"], told["À la borne basse"], told["Unité de l'indicateur"]) == (12.5, 12.5, "k€ (2024)")


def test_counts_dates_and_places_stay_whole_and_yes_or_no_is_said():
    neuf, truies = [True, False], [1_234.0, None]
    table = pd.DataFrame({"annee": [2028.0, 2030.0], "date": [2028.25, 2030.5], "longitude": [3.50213, 3.1], "truies": truies, "neuf": neuf})
    told = in_words.readable(table)
    assert told["Année"].tolist() == [2028, 2030]
    assert told["Truies"].tolist() == [1_234, pd.NA]
    assert told["Longitude"].tolist() == [3.50213, 3.1]
    assert told["Neuf"].tolist() == ["oui", "non"]
    assert len(told.columns) == len(table.columns)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("prime_eur_par_kg", "Prime (€ par kg)"),
        ("intercommunalite", "Intercommunalité"),
        ("Fin du cuivre, au plus tard", "Fin du cuivre, au plus tard"),
        ("completude", "Complétude (%)"),
    ],
)
def test_a_column_is_called_in_french_words(name, title):
    assert in_words.header(name).title == title


def test_no_file_of_the_sites_nor_of_the_register_has_a_title_for_machines():
    content = spreadsheets.csv_for_spreadsheets(in_words.readable(site_exports.table(offers.offers(), "à vol d'oiseau"))).decode("utf-8-sig")
    (titles, *_) = csv.reader(io.StringIO(content), delimiter=";")
    titles += list(in_words.readable(pd.DataFrame(columns=register.COLUMNS)))
    assert [title for title in titles if "_" in title or title == title.lower()] == []
