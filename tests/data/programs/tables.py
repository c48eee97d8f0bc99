"""CSV and workbooks: French Excel, Numbers, Google Sheets, INSEE, Arcep and the national standard."""

import io
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

BUILDING = "Identifiant de l'offre;Titre de l'offre;Code de la commune"
OOXML = "http://schemas.openxmlformats.org/"
ZONE = "Identifiant de la zone;Nom de la zone;Code de la commune"


def excel_csv() -> bytes:
    """« CSV (séparateur : point-virgule) » of a French Excel: Windows-1252, a thousand after a no-break space, the day first."""
    lines = [
        f"{BUILDING};Surface totale (m²);Disponible à partir du;Prix de vente (€ HT)",
        "b1;Halle d’été n° 1;48095;1\xa0234,5;01/03/2027;850 000,00 €",
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("cp1252")


def excel_utf8() -> bytes:
    """« CSV UTF-8 »: its mark first; words above the table, a line for each column filled."""
    above = "Offres de bâtiments, mars 2027;;\r\n;;\r\n"
    return (above + f"{BUILDING}\r\nb1;Halle d’été;48095\r\n").encode("utf-8-sig")


def excel_text() -> bytes:
    """« Texte Unicode »: UTF-16, tabulations."""
    return (BUILDING.replace(";", "\t") + "\r\nb1\tHalle d’été\t48095\r\n").encode("utf-16")


def excel_total() -> bytes:
    lines = [
        f"{BUILDING};Surface totale (m²)",
        "b1;Halle;48095;1234",
        "Total;;;1234",
        ";;;",
        "Source : service économie;;;",
        BUILDING + ";Surface totale (m²)",
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("cp1252")


def excel_workbook() -> bytes:
    """A sheet with a merged title, a hidden line, a hidden column, a comment, and a hidden sheet of notes."""
    book = Workbook()
    book.properties.creator = "Martin"
    sheet = book.active
    sheet.title = "Bâtiments"
    sheet["A1"] = "Offres de bâtiments en Lozère"
    sheet.merge_cells("A1:E1")
    sheet.append([])
    sheet.append([*BUILDING.split(";"), "Gaz", "Couleur"])
    sheet.append(["b1", "Halle", 48095, "oui", "bleu"])
    sheet.append(["b2", "Hangar", "48095", "non", None])
    sheet["B4"].comment = Comment("à revoir", "Martin")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["D"].hidden = True
    notes = book.create_sheet("Notes")
    notes["A1"] = "à faire"
    notes.sheet_state = "hidden"
    return _saved(book)


def excel_of_a_macintosh() -> bytes:
    """A workbook whose days are counted from 1904, under two merged lines of words; a code that became a number, a unit beside a number."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet["A1"] = "INVENTAIRE 2027"
    sheet.merge_cells("A1:E1")
    sheet["A2"] = "mis à jour le 03/03/2027"
    sheet.append([*BUILDING.split(";"), "Surface totale (m²)", "Disponible à partir du"])
    sheet.append(["b1", "Halle", 48095.0, "1 234,5 m²", datetime(2027, 3, 1)])
    return _saved(book)


def excel_errors() -> bytes:
    """A formula whose value was not saved, an error, a day that is a plain number, a telephone without its zero."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Bâtiments"
    sheet.append([*BUILDING.split(";"), "Surface totale (m²)", "Hauteur libre (m)", "Disponible à partir du"])
    sheet.append(["b1", "Halle", "48095", "=40*30", "#REF!", 46447])
    return _saved(book)


def excel_computed() -> bytes:
    """Formulas with the values that Excel saved: a number, a text."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Bâtiments"
    sheet.append([*BUILDING.split(";"), "Surface totale (m²)"])
    sheet.append(["b1", "Halle", 48095, 1200])
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_saved(book))) as given, zipfile.ZipFile(made, "w") as archive:
        for name in given.namelist():
            content = given.read(name).replace(b'<c r="D2" t="n"><v>', b'<c r="D2"><f>40*30</f><v>')
            archive.writestr(name, content.replace(b'<c r="C2" t="n"><v>', b'<c r="C2" t="str"><f>"48"&amp;"095"</f><v>'))
    return made.getvalue()


def excel_zeros() -> bytes:
    """Codes that keep their zeros when Excel opens the CSV, as programs write them: a formula that is a text; quotes around it or not."""
    quoted = '="Halle ""A"""'.replace('"', '""')
    return f'{BUILDING};Contact : téléphone\r\nb1;"{quoted}";="48095";="0466000000"\r\n'.encode("cp1252")


def telephone_without_zero() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Bâtiments"
    sheet.append([*BUILDING.split(";"), "Contact : téléphone"])
    sheet.append(["b1", "Halle", "48095", 466000000])
    return _saved(book)


def with_macros() -> bytes:
    """An .xlsm: the same parts, and a program."""
    made = io.BytesIO(excel_workbook())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return made.getvalue()


def numbers_csv() -> bytes:
    """Numbers writes the name of the table above it, on a line of its own cells."""
    return f"Tableau 1;;\n{BUILDING}\nb1;Halle;48095\n".encode()


def numbers_workbook() -> bytes:
    """Numbers adds a sheet that says what it exported, and names the others after their tables."""
    book = Workbook()
    book.active.title = "Résumé de l’exportation"
    book.active.append(["Ce document a été exporté depuis Numbers."])
    sheet = book.create_sheet("Offres - Tableau 1")
    sheet.append(BUILDING.split(";"))
    sheet.append(["b1", "Halle", 48095.0])
    return _saved(book)


def sheets_french() -> bytes:
    """Google Sheets in French: commas between cells, and in the numbers between quotes."""
    return "Identifiant de l'offre,Titre de l'offre,Code de la commune,Surface totale (m²)\r\nb1,Halle,48095,\"1234,5\"".encode()


def sheets_english() -> bytes:
    """Google Sheets in English: the month first, a point before the decimals."""
    titles = "Identifiant de l'offre,Titre de l'offre,Code de la commune,Surface totale (m²),Disponible à partir du"
    return f"{titles}\r\nb1,Halle,48095,1234.5,3/14/2027\r\nb2,Hangar,48095,800.125,3/4/2027".encode()


def sheets_american() -> bytes:
    """The same with the signs of the United States, and a telephone that lost its zero."""
    titles = "Identifiant de l'offre,Titre de l'offre,Code de la commune,Surface totale (m²),Prix de vente (€ HT),Contact : téléphone"
    return f'{titles}\r\nb1,Halle,48095,"1,234.50","€850,000.00",466000000\r\n'.encode()


def sheets_any_month() -> bytes:
    """The same when no day says which of the two is the month."""
    titles = "Identifiant de l'offre,Titre de l'offre,Code de la commune,Disponible à partir du"
    return f"{titles}\r\nb1,Halle,48095,3/4/2027".encode()


def sheets_error() -> bytes:
    return "Identifiant de l'offre,Titre de l'offre,Code de la commune,Surface totale (m²)\r\nb1,Halle,48095,#ERROR!".encode()


def thousands_by_a_point() -> bytes:
    return f"{BUILDING};Surface totale (m²)\nb1;Halle;48095;1.234\n".encode()


def two_encodings() -> bytes:
    return f"{ZONE}\nz1;Zone de Chély;48140\n".encode() + "z2;Zone de Chély;48140\n".encode("cp1252")


def macintosh() -> bytes:
    return f"{ZONE}\rz1;Zone de Chély;48140\r".encode("mac_roman")


def dos() -> bytes:
    """« CSV (MS-DOS) » of Excel: é and à are those of DOS."""
    return f"{ZONE}\r\nz1;Zone d'été;48140\r\n".encode("cp850")


def dos_in_august() -> bytes:
    """A text whose only accent is a « û » of DOS, which Windows-1252 reads as a dash."""
    return f"{ZONE}\r\nz1;Ouverte en août;48140\r\n".encode("cp850")


def dos_mill() -> bytes:
    """A text whose only accent is an « à » of DOS, which Windows-1252 reads as three points: nobody can tell."""
    return f"{ZONE}\r\nz1;Moulin à vent;48140\r\n".encode("cp850")


def postcode() -> bytes:
    """The postcode of seven communes in the place of the code of one."""
    return f"{ZONE}\r\nz1;Zone;48300\r\n".encode()


def name_of_a_commune() -> bytes:
    return f"{ZONE}\r\nz1;Zone;48095 - Mende\r\n".encode()


def utf32() -> bytes:
    return f"{ZONE}\r\nz1;Zone;48095\r\n".encode("utf-32")


def titles_alone() -> bytes:
    """A table that was cleared of its lines."""
    return f"{ZONE}\r\n".encode()


def macintosh_capital() -> bytes:
    """A text whose only sign of a Macintosh is between a capital and a small letter."""
    return f"{ZONE}\r\nz1;Hôtel d'entreprises;48140\r\n".encode("mac_roman")


def numbers_document() -> bytes:
    """A .numbers: an archive of pieces that Numbers alone reads."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("Index/Document.iwa", "Metadata/Properties.plist", "preview.jpg"):
            archive.writestr(name, b"x")
    return made.getvalue()


def sheets_shortcut() -> bytes:
    """A .gsheet: what Google Drive puts on a computer in the place of a spreadsheet."""
    return b'{"":"WARNING! DO NOT EDIT THIS FILE!","doc_id":"1a2b","resource_key":"","email":"jeanne@exemple.fr"}'


def excel_strict() -> bytes:
    """« Classeur Open XML strict »: the same elements under the names of ISO 29500."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(excel_workbook())) as given, zipfile.ZipFile(made, "w") as archive:
        for name in given.namelist():
            content = given.read(name).replace(f"{OOXML}spreadsheetml/2006/main".encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
            written = content.replace(f"{OOXML}officeDocument/2006/".encode(), b"http://purl.oclc.org/ooxml/officeDocument/")
            archive.writestr(name, written)
    return made.getvalue()


def insee() -> bytes:
    return b"CODGEO;LIBGEO;P21_POP\n48095;Mende;12 318\n"


def insee_communes() -> bytes:
    return b'"TYPECOM","COM","NCC","LIBELLE"\n"COM","48095","MENDE","Mende"\n'


def arcep() -> bytes:
    above = "Réseaux en fibre optique jusqu'à l'abonné (FttH),,,,\nDéploiement par Commune,,,,\n,,,,\n,,,,\n"
    return f"{above}Code commune,Champ,T3 2017,T4 2017,T1 2018\n48095,Locaux Raccordables,0,0,2 248\n".encode()


def arcep_departments() -> bytes:
    return arcep().replace(b"Code commune", "Code département".encode())


def arcep_buildings() -> bytes:
    return b"x,y,imb_id,code_insee,imb_etat\n3.5,44.5,IMB/1,48095,deploye\n"


def standard_sites() -> bytes:
    """The columns of site-eco that the schema requires, in its order, with the geometry of its example: Lambert-93 in a GeoJSON text."""
    ring = "[[[739978.9,6379675.5],[740216.0,6379675.5],[740216.0,6380009.0],[739978.9,6379675.5]]]"
    geometry = '"{""type"": ""Polygon"", ""coordinates"": ' + ring + '}"'
    titles = (
        "site_id;site_nom;site_type;site_vocadomi;site_etat;site_surf_brute;site_actu_date;site_epci_nom;site_comm_nom;site_comm_insee;site_geomsurf"
    )
    line = f'48095_SITE-ECO_00001;ZAE;Zone d\'activité économique;"entrepôts, logistique";création;37.2;2023-08-29;CC;Mende;48095;{geometry}'
    return f"{titles}\n{line}\n".encode()


def standard_plots() -> bytes:
    titles = "terr_id;site_id;terr_surf_brute;terr_stade_comm;terr_m2_prix;terr_cession_date"
    return f"{titles}\n48095_TERRAIN-ECO_00001;mende_valcroze_eco;9.9;vendu, commercialisation achevée;5.35;2021-04-22\n".encode()


def standard_establishments() -> bytes:
    return b"SIRET;SIREN;terr_id;etab_nom;comm_insee\n34749951900010;347499519;48095_TERRAIN-ECO_00001;MAN TRUCK;48095\n"


def standard_poles() -> bytes:
    return "pole_id;pole_nom;pole_surface\n48095_POLE-ECO_00001;Pôle;21\n".encode()


def _saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
