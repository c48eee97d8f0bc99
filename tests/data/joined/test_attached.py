"""A file joined to a remark is kept without what acts, under a name that any system takes, or refused whole with its remedy."""

import io
import zlib

import pytest
import typst
from openpyxl import Workbook, load_workbook
from PIL import Image

from data.ground.faults import Refused
from data.store.writings import attached


def picture(kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(made, kind)
    return made.getvalue()


def workbook(*cells: object) -> bytes:
    book, made = Workbook(), io.BytesIO()
    book.active.append(list(cells))
    book.save(made)
    return made.getvalue()


PACKED = b"%PDF-1.5\n1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" + zlib.compress(b"<</S/JavaScript>>") + b"\nendstream\n%%EOF"
DRAWN = b"%PDF-1.5\n1 0 obj<</Length 9>>stream\nx/JS (y)/JavaScript \nendstream\n%%EOF"


def test_a_picture_is_drawn_again():
    kept = attached.read("Relevé du 12.PNG", picture() + b"<script>window.hacked=1</script>")
    assert kept.name == "Relevé du 12.jpg"
    assert kept.content.startswith(b"\xff\xd8\xff")
    assert b"script" not in kept.content


def test_a_pdf_is_kept_as_it_is():
    content = typst.compile(b"= Bonjour")
    assert attached.read("rapport.pdf", content).content == content
    assert attached.read("dessin.pdf", DRAWN).content == DRAWN  # letters inside a picture are no order


def test_the_cells_of_a_table_are_kept_without_formula():
    kept = attached.read("a.csv", b"a;b\n=1+1;-3,5\n@x;+33 4\n")
    assert kept.content.decode("utf-8-sig") == "a;b\r\n'=1+1;-3,5\r\n'@x;'+33 4\r\n"
    sheet = load_workbook(io.BytesIO(attached.read("a.xlsx", workbook("=1+1", "@x", 4.5)).content)).active
    assert [cell.value for cell in sheet[1]] == ["formule sans valeur", "'@x", 4.5]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.4\n1 0 obj<</S/J#61vaScript/JS(app.alert(1))>>\n%%EOF", "autre chose que des pages (JavaScript)"),
        (PACKED, "autre chose que des pages (JavaScript)"),
        (b"%PDF-1.4\ntrailer<</Encrypt 5 0 R>>\n%%EOF", "mot de passe"),
        (b"%PDF-1.4\n1 0 obj", "incomplet"),
        (b"%PDF-" + b"x" * 5_100_000, "5,1 Mo"),
        (picture()[:60], "image illisible"),
        (picture("GIF"), "image"),
        (b"<html><script>window.hacked=1</script></html>", "page HTML"),
        (b"<svg onload=alert(1)></svg>", "page HTML ou document XML"),
        (b"MZ\x90\x00", "programme"),
        (b"PK\x03\x04 word/document.xml", "archive endommagé"),
        (bytes(range(256)), "fichier binaire"),
        (b"", "fichier vide"),
    ],
)
def test_what_is_not_read_is_refused_whole(content, told):
    with pytest.raises(Refused) as refused:
        attached.read("x.pdf", content)
    assert told in refused.value.fault.fault
    assert refused.value.fault.place.startswith("pièce jointe")
    assert refused.value.fault.remedy


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\note.docx", "note.pdf"),
        ("a\u202egpj.exe", "agpj.pdf"),
        ('<img src=x onerror="x">.png', "img src x onerror x.pdf"),
        ("=cmd|calc.csv", "cmd calc.pdf"),
        ("...", "piece-jointe.pdf"),
        ("é" * 200, "é" * 80 + ".pdf"),
    ],
)
def test_its_name_is_one_that_any_system_takes(name, kept):
    assert attached.cleaned(name, ".pdf") == kept
