"""Photographs by the command line: each that is kept, replaced or refused is told, and no other is lost without a word."""

import pytest
from PIL import Image

from data.importing import import_files
from data.inventory import photos


def picture(path, colour="red"):
    Image.new("RGB", (20, 20), colour).save(path, "JPEG")
    return path


def told(capsys, *paths) -> tuple[int, str]:
    status = import_files("photos", paths, False, False)
    return status, capsys.readouterr().out


def test_what_is_kept_beside_a_refusal_is_told_without_saying_that_nothing_is(tmp_path, capsys):
    text = tmp_path / "texte.jpg"
    text.write_text("<script>", "utf-8")
    status, said = told(capsys, picture(tmp_path / "a.jpg"), text)
    assert status == 1
    assert said.splitlines()[-1] == "1 défaut : 1 photographie gardée."


def test_two_images_of_the_same_name_do_not_replace_each_other(tmp_path, capsys):
    status, said = told(capsys, picture(tmp_path / "halle.jpg"), picture(tmp_path / "HALLE.JPG", "blue"))
    assert (status, "nom donné deux fois" in said) == (1, True)
    red, _, blue = Image.open(photos.path("halle.jpg")).getpixel((5, 5))
    assert red > blue


def test_an_image_that_replaces_another_says_so(tmp_path, capsys):
    assert told(capsys, picture(tmp_path / "halle.jpg")) == (0, "1 photographie gardée.\n")
    status, said = told(capsys, picture(tmp_path / "halle.jpg", "blue"))
    assert (status, "celle-ci la remplace" in said) == (0, True)


def test_a_file_that_may_not_be_read_is_told(tmp_path, capsys, monkeypatch):
    path = picture(tmp_path / "halle.jpg")

    def forbidden(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", forbidden)
    status, said = told(capsys, path)
    assert (status, "halle.jpg | fichier illisible (accès interdit)" in said) == (1, True)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (13, "écriture impossible (accès interdit) | rétablir le droit de lire et d'écrire"),
        (28, "écriture impossible (disque plein) | libérer de la place"),
    ],
)
def test_an_image_that_cannot_be_written_is_told_with_its_own_remedy(tmp_path, capsys, monkeypatch, number, words):
    def refused(*_):
        raise OSError(number, "refused")

    monkeypatch.setattr(photos, "write_atomically", refused)
    status, said = told(capsys, picture(tmp_path / "halle.jpg"))
    assert (status, words in said) == (1, True)


@pytest.mark.parametrize("name", ["é" * 100 + ".jpg", "語" * 80 + ".jpg"])
def test_a_name_longer_than_a_system_takes_is_said_to_be_long(cache, name, tmp_path):
    content = picture(tmp_path / "a.jpg").read_bytes()
    with pytest.raises(photos.Refused, match="nom de fichier trop long"):
        photos.keep(name, content)
