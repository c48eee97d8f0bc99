"""What LibreOffice Calc writes in an .ods: the elements and attributes of its content.xml; and its CSV."""

import io
import zipfile
from xml.sax.saxutils import escape

NAMESPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style"))
OTHERS = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
FILLER = '<table:table-cell table:number-columns-repeated="16000"/>'  # Calc says that the rest of a line is empty
BELOW = f'<table:table-row table:number-rows-repeated="1048000">{FILLER}</table:table-row>'


def cell(kind: str, shown: str, value: str = "", more: str = "") -> str:
    """A cell: string, float, percentage, currency, date… `value` is the attribute that holds it, with its name."""
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n"))
    return f'<table:table-cell office:value-type="{kind}" {value} calcext:value-type="{kind}"{more}>{lines}</table:table-cell>'


ERROR = (
    '<table:table-cell table:formula="of:=[.ZZ1]/0" office:value-type="string" office:string-value="" calcext:value-type="error">'
    "<text:p>#DIV/0 !</text:p></table:table-cell>"
)
UNCOMPUTED = '<table:table-cell table:formula="of:=1+1"/>'
NOTE = "<office:annotation><dc:creator>Martin</dc:creator><text:p>à vérifier avec le maire</text:p></office:annotation>"
TITLES = ("Identifiant de l'offre", "Titre de l'offre", "Code de la commune", "Surface totale (m²)", "Disponible à partir du", "Description")


def line(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}{FILLER}</table:table-row>"


def texts(*shown: str) -> str:
    return "".join(cell("string", one) for one in shown)


def workbook(*sheets: str) -> bytes:
    """The file: Calc stores its type first, then the rest."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} {OTHERS} office:version="1.3">'
        f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", b"<manifest/>")
    return made.getvalue()


def sheet(name: str, *lines: str) -> str:
    return f'<table:table table:name="{name}"><table:table-column/>{"".join(lines)}{BELOW}</table:table>'


def buildings() -> bytes:
    """A number, a day, two paragraphs and a comment; a hidden line."""
    surface = cell("float", "1 234,5", 'office:value="1234.5"')
    ready = cell("date", "01/03/27", 'office:date-value="2027-03-01"')
    noted = f'<table:table-cell office:value-type="string">{NOTE}<text:p>Près</text:p><text:p>de la gare</text:p></table:table-cell>'
    first = line(texts("b1", "Halle", "48095"), surface, ready, noted)
    hidden = line(texts("b2", "Hangar", "48095"), more=' table:visibility="filter"')
    return workbook(sheet("Bâtiments", line(texts(*TITLES)), first, hidden))


def in_error() -> bytes:
    titles = line(texts(*TITLES[:3], "Surface totale (m²)", "Hauteur libre (m)"))
    return workbook(sheet("Bâtiments", titles, line(texts("b1", "Halle", "48095"), ERROR, UNCOMPUTED)))


def repeated_without_end() -> bytes:
    """A line of a thousand filled cells that stands twenty thousand times."""
    wide = cell("string", "a", more=' table:number-columns-repeated="299"')
    return workbook(sheet("Bâtiments", line(wide, more=' table:number-rows-repeated="19999"')))


def csv() -> bytes:
    """The CSV of Calc shows days as the screen does: two figures for the year."""
    return "Identifiant de l'offre;Titre de l'offre;Code de la commune;Disponible à partir du\nb1;Halle;48095;01/03/27\n".encode()
