"""Files made to harm: each builder gives the bytes of one, for the readers and for what stands on them."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook

LINES = (("Identifiant de l'offre", "Titre de l'offre", "Code de la commune"), ("b1", "Halle", "48095"), ("b2", "Hangar", "48080"))


def workbook(lines=LINES, title: str = "Bâtiments") -> bytes:
    """A good workbook."""
    book = Workbook()
    book.active.title = title
    for line in lines:
        book.active.append(list(line))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_parts(parts: Mapping[str, bytes | Callable[[bytes], bytes]], base: bytes = b"") -> bytes:
    """A workbook of which parts are added, or changed by a function."""
    given, made = zipfile.ZipFile(io.BytesIO(base or workbook())), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            content = given.read(name)
            change = parts.get(name)
            archive.writestr(name, change(content) if callable(change) else content if change is None else change)
        for name, content in parts.items():
            if name not in given.namelist():
                archive.writestr(name, content)
    return made.getvalue()


def sheet(cells: str, after: str = "") -> bytes:
    """A workbook of which the lines of the sheet, and what comes after them, are written in XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    written = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{main}"><sheetData>{cells}</sheetData>{after}</worksheet>'
    return with_parts({"xl/worksheets/sheet1.xml": written.encode()})


def bomb(megabytes: int = 80) -> bytes:
    """A workbook whose sheet is a thousand times larger than it looks."""
    return with_parts({"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * (megabytes * 1_000_000) + b"</worksheet>"})


def lying_bomb(megabytes: int = 80) -> bytes:
    """The same, with headers that pretend it is small."""
    content = bytearray(bomb(megabytes))
    size = struct.pack("<I", megabytes * 1_000_000 + 23)
    return bytes(content.replace(size, struct.pack("<I", 100)))


def billion_laughs() -> bytes:
    """A sheet whose entities expand without end."""
    entities = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    return with_parts({"xl/worksheets/sheet1.xml": f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><worksheet>&j;</worksheet>'.encode()})


def outside_entity() -> bytes:
    """A sheet that asks for a file of the machine."""
    return with_parts({"xl/worksheets/sheet1.xml": b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet>&f;</worksheet>'})


def many_bombs(count: int = 60) -> bytes:
    """A workbook of many parts, each too small to be called a bomb, that swell together."""
    return with_parts({f"xl/media/{i}.bin": bytes(99_000) for i in range(count)})


def nested() -> bytes:
    """A workbook in an archive, as a mail program packs it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("inventaire.xlsx", workbook())
    return content.getvalue()


def link() -> bytes:
    """An archive with a part that is a link to a file of the machine."""
    content = io.BytesIO(workbook())
    with zipfile.ZipFile(content, "a") as archive:
        entry = zipfile.ZipInfo("xl/lien.xml")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return content.getvalue()


def escaping(name: str = "../../evil.xml") -> bytes:
    """An archive with a path that climbs out of its folder."""
    return with_parts({name: b"<a/>"})


def many_entries(count: int = 1_200) -> bytes:
    """An archive of more parts than any workbook has."""
    return with_parts({f"xl/media/{i}.bin": b"" for i in range(count)})


# What a workbook must not hold -> what the refusal says
REFUSED_PARTS: dict[str, tuple[dict[str, bytes], str]] = {
    "macros": ({"xl/vbaProject.bin": b"macro"}, "macros"),
    "old macros": ({"xl/macrosheets/sheet1.xml": b"<a/>"}, "macros"),
    "external link": ({"xl/externalLinks/externalLink1.xml": b"<a/>"}, "liens vers d'autres classeurs"),
    "external relation": (
        {
            "xl/worksheets/_rels/sheet1.xml.rels": (
                b'<Relationships><Relationship Id="a" Type="http://x/oleObject" Target="http://exemple.fr/x" TargetMode="External"/></Relationships>'
            )
        },
        "lien vers l'extérieur",
    ),
    "embedded document": ({"xl/embeddings/oleObject1.bin": b"\xd0\xcf"}, "documents incorporés"),
    "ActiveX": ({"xl/activeX/activeX1.xml": b"<a/>"}, "commandes ActiveX"),
    "data connection": ({"xl/connections.xml": b"<a/>"}, "connexions à des données"),
    "added commands": ({"customUI/customUI.xml": b"<a/>"}, "commandes ajoutées"),
}
