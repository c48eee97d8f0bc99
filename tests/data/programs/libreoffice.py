"""What LibreOffice Calc 24.8 writes in an .ods: the elements and attributes of its content.xml."""

import io
import zipfile

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
    for name, place in (("office", "office"), ("table", "table"), ("text", "text"))
)
OTHERS = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
FILLER = '<table:table-cell table:number-columns-repeated="16000"/>'  # Calc says that the rest of a line is empty
BELOW = f'<table:table-row table:number-rows-repeated="1048000">{FILLER}</table:table-row>'


def text(value: str, more: str = "") -> str:
    """A cell of text, one paragraph for each line."""
    lines = "".join(f"<text:p>{line}</text:p>" for line in value.split("\n"))
    return f'<table:table-cell office:value-type="string" calcext:value-type="string"{more}>{lines}</table:table-cell>'


def number(value: str, shown: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="float" office:value="{value}" calcext:value-type="float"{more}><text:p>{shown}</text:p></table:table-cell>'


def percent(value: str, shown: str) -> str:
    return f'<table:table-cell office:value-type="percentage" office:value="{value}" calcext:value-type="percentage"><text:p>{shown}</text:p></table:table-cell>'


def day(value: str, shown: str) -> str:
    return f'<table:table-cell office:value-type="date" office:date-value="{value}" calcext:value-type="date"><text:p>{shown}</text:p></table:table-cell>'


def currency(value: str, shown: str) -> str:
    return (
        f'<table:table-cell office:value-type="currency" office:currency="EUR" office:value="{value}" calcext:value-type="currency">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


ERROR = (
    '<table:table-cell table:formula="of:=[.ZZ1]/0" office:value-type="string" office:string-value="" calcext:value-type="error">'
    "<text:p>#DIV/0 !</text:p></table:table-cell>"
)
NOTE = "<office:annotation><dc:creator>Martin</dc:creator><text:p>à vérifier avec le maire</text:p></office:annotation>"


def line(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>{''.join(cells)}{FILLER}</table:table-row>"


def sheet(name: str, *lines: str, columns: str = "<table:table-column/>", more: str = "") -> str:
    return f'<table:table table:name="{name}"{more}>{columns}{"".join(lines)}{BELOW}</table:table>'


def workbook(*sheets: str, styles: str = "") -> bytes:
    """The file: Calc stores its type first, then the rest."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMESPACES} {OTHERS} '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr("meta.xml", b"<office:document-meta xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/>")
        archive.writestr("META-INF/manifest.xml", b"<manifest/>")
    return made.getvalue()
