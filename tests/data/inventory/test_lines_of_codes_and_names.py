"""Line ends and invisible characters where one value is expected: in numbers, codes, names of files, codes made of digits."""

import pytest

from data import editions
from data.editions import Origin
from data.ground import files
from data.ground.faults import Refused
from data.imports import premises
from data.intake import cells
from data.intake.limits import PAGE
from data.intake.task import silent
from data.inventory import photos
from tests.data.inventories import read

TITLES = "Identifiant de l'offre;Titre de l'offre;Code de la commune;Surface totale (m²);Contact : téléphone\n"
SURVEY = "x,y,imb_id,code_insee,imb_etat,catg_loc_imb,pm_etat,code_l331\n3.499,44.518,IMB/1,48095,deploye,individuel,deploye,0012\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('b1;Halle;48095;"1\n234";', "n'est pas un nombre"),
        ('b1;Halle;48095;"1\u2028234";', "n'est pas un nombre"),
        ('b1;Halle;48095;800;"0466656000\r061234567"', "n'est pas un numéro de téléphone"),
    ],
)
def test_two_lines_of_a_cell_are_not_read_as_one_value(tmp_path, line, words):
    (tmp_path / "i.csv").write_bytes((TITLES + line + "\n").encode())
    assert words in str(read(tmp_path / "i.csv").faults)


def test_a_number_with_a_space_is_still_read():
    assert cells.number("1 234\n") == 1234


def test_an_operator_written_in_digits_keeps_its_zeros(tmp_path):
    (tmp_path / "i_2025_T3.csv").write_text(SURVEY, "utf-8")
    assert premises.run([tmp_path / "i_2025_T3.csv"], PAGE, {}, tmp_path, silent).faults == []
    assert files.load(tmp_path / "premises.csv")["operator"].tolist() == ["0012"]


def test_half_a_character_in_the_name_of_a_file_does_not_stop_its_import():
    origin = Origin("Essai", "essai", "essai", "2026", "a\rb\ud800\u202ec.csv", "0", 1)
    assert editions.keep("essai", {"a.csv": b"a"}, origin).card.source_file == "a bc.csv"


@pytest.mark.parametrize("name", ["a\rb.jpg", "a\u202egpj.jpg", "a\x00.jpg", "a\ud800.jpg", "a\u3164.jpg", "a\U000e0061.jpg"])
def test_a_photograph_named_with_an_invisible_character_is_refused_in_words_that_can_be_printed(name):
    with pytest.raises(Refused) as refused:
        photos.keep(name, b"")
    assert refused.value.fault.fault == "nom de fichier refusé"
    assert str(refused.value).isprintable()
