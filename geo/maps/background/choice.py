"""The background that the administrator chose for the maps: none unless STUDIO_BACKGROUND names a file of tiles, or IGN's service."""

import hashlib
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from data import department, services
from data.ground import escaping
from data.ground.faults import Fault, Refused
from data.ground.french import number
from data.ground.installation.base_path import at
from data.tables import LOZERE
from geo.maps import frame, layers
from geo.maps.background import mbtiles, pmtiles_file
from geo.maps.background.tile_file import Extent, TileFile, Unreadable, side
from geo.territory import contours

VARIABLE, IGN_VARIABLE = "STUDIO_BACKGROUND", "STUDIO_IGN_URL"
Bounds = tuple[float, float, float, float]  # [degrees] west, south, east, north
IGN, IGN_URL = "ign", "https://data.geopf.fr"
# Plan IGN v2 as the Géoplateforme serves it: tiles of 256 px, zooms 0 to 19 (documentation of its WMTS service).
IGN_TILES = (
    "/wmts?SERVICE=WMTS&VERSION=1.0.0&REQUEST=GetTile&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png"
    "&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
)
IGN_SIDE, IGN_EXTENT = 256, Extent(0, 19, (-180.0, -85.0511, 180.0, 85.0511))
FORMATS = {mbtiles.START: mbtiles.MBTiles, pmtiles_file.START: pmtiles_file.PMTiles}
REMEDY = f"écrire « {IGN} » ou le chemin d'un fichier MBTiles ou PMTiles, ou vider la variable"
PARTIAL = "il ne couvre pas toute la Lozère"
PALER = "Les communes le laissent voir : leurs couleurs sont plus claires que dans la légende."
# Grey and pale: the colours of the communes above keep their meaning.
PAINT = {"raster-saturation": -1, "raster-brightness-min": 0.4, "raster-opacity": 0.8, "raster-fade-duration": 0}


@dataclass(frozen=True)
class Background:
    """Tiles under the communes. `origin`: where the browser of a visitor fetches them (https://data.geopf.fr), empty when we serve them."""

    key: str  # of its addresses: another file, or a changed one, has another key
    tiles: str  # address of a tile, with {z}, {x} and {y}
    tile_side: int  # [px]
    extent: Extent
    credit: str  # Markdown, shown under each map
    told: str  # a line for the console
    origin: str = ""
    file: TileFile | None = None

    @property
    def style_url(self) -> str:
        """Where the browser finds the style."""
        return at(f"/layers/background/{self.key}/style.json")

    @property
    def host(self) -> str:
        """The host that visitors' browsers ask, as one names it to a reader; empty when we serve the tiles."""
        return services.host(self.origin) if self.origin else ""

    def style(self) -> dict:
        """The ground of every map, with the tiles above it, as the library of the maps reads them."""
        source = {
            "type": "raster",
            "tiles": [self.tiles],
            "tileSize": self.tile_side,
            "minzoom": self.extent.least_zoom,
            "maxzoom": self.extent.greatest_zoom,
            "bounds": list(self.extent.bounds),
        }
        drawn = {"id": "background", "type": "raster", "source": "background", "paint": PAINT}
        return {**layers.BLANK_STYLE, "sources": {"background": source}, "layers": [*layers.BLANK_STYLE["layers"], drawn]}


def chosen() -> Background | None:
    """The background of the maps, read once; None when there is none, or when the one asked for has a fault."""
    return _read(*_asked())[0]


def faults() -> tuple[Fault, ...]:
    """Why the background asked for is not there."""
    return _read(*_asked())[1]


def state() -> str:
    """Whether there is a background, and why not, for who watches the service: without the path, which is nobody's but the administrator's."""
    ground, found = _read(*_asked())
    if found:
        return f"laissé de côté : {found[0].fault.replace(_asked()[0], '…')}"
    if ground is None:
        return "aucun"
    return "servi, une partie de la Lozère seulement" if PARTIAL in ground.told else "servi"


def _asked() -> tuple[str, str, bool]:
    return os.environ.get(VARIABLE, "").strip(), os.environ.get(IGN_VARIABLE, ""), services.offline()


@lru_cache(maxsize=4)
def _read(asked: str, _ign: str, offline: bool) -> tuple[Background | None, tuple[Fault, ...]]:
    try:
        if not asked:
            return None, ()
        return (_from_ign(offline) if asked.lower() == IGN else _from_file(Path(asked))), ()
    except Refused as refused:
        return None, (refused.fault,)


def _from_ign(offline: bool) -> Background:
    if offline:
        fault = "le fond de l'IGN se demande au réseau, que STUDIO_OFFLINE interdit"
        raise Refused(Fault(VARIABLE, fault, "donner un fichier, vider la variable, ou retirer STUDIO_OFFLINE"))
    base = services.address_in(IGN_VARIABLE, IGN_URL)
    parts = urlsplit(base)
    if not re.fullmatch(r"[a-z0-9.-]+(:[0-9]+)?", parts.netloc.lower()):  # it goes into the content security policy, where a sign would cut it
        raise Refused(Fault(IGN_VARIABLE, "nom de serveur refusé", f"écrire une adresse comme {IGN_URL}, ou vider la variable"))
    host = services.host(base)
    credit = (
        "Fond, en gris : [© IGN – Géoplateforme](https://cartes.gouv.fr), Plan IGN, Licence Ouverte 2.0 ; "
        f"votre navigateur interroge {escaping.markdown(host)}. {PALER}"
    )
    told = f"Fond des cartes : Plan IGN, que le navigateur de chaque visiteur demande à {host}"
    return Background(_key(base), base + IGN_TILES, IGN_SIDE, IGN_EXTENT, credit, told, origin=f"{parts.scheme}://{parts.netloc}")


def _from_file(path: Path) -> Background:
    if not str(path).isprintable():
        raise Refused(Fault(VARIABLE, "le chemin a des signes qui ne s'écrivent pas", "renommer le fichier ou son dossier, en UTF-8"))
    try:
        with path.open("rb") as file:
            start = file.read(16)
        state = path.stat()
    except (OSError, ValueError) as error:
        raise Refused(Fault(VARIABLE, f"« {path} » n'est ni « {IGN} », ni un fichier qui se lit", REMEDY)) from error
    reader = next((reader for sign, reader in FORMATS.items() if start.startswith(sign)), None)
    if reader is None:
        raise Refused(Fault(f"{VARIABLE} ({path})", "ni MBTiles, ni PMTiles", REMEDY))
    try:
        tiles = reader(path)
        width = side(tiles.first())
    except Unreadable as unreadable:
        raise Refused(Fault(f"{VARIABLE} ({path})", unreadable.fault, unreadable.remedy)) from unreadable
    if not _meets_the_territory(tiles.extent):
        fault = f"le fond ne couvre pas le territoire des cartes : {_where(tiles.extent)}"
        raise Refused(Fault(f"{VARIABLE} ({path})", fault, "donner un fond de la Lozère, ou vider la variable"))
    key = _key(f"{path.absolute()} {state.st_size} {state.st_mtime_ns}")
    credit = f"Fond, en gris : {escaping.markdown(tiles.credit or path.name)}. {PALER}"
    return Background(key, at(f"/layers/background/{key}/{{z}}/{{x}}/{{y}}"), width, tiles.extent, credit, _told(path, tiles.extent), file=tiles)


def _told(path: Path, extent: Extent) -> str:
    zooms = f"zooms {extent.least_zoom} à {extent.greatest_zoom}"
    part = "" if _holds(extent.bounds, frame.BOUNDS) else f" ; {PARTIAL}"
    return f"Fond des cartes : {path}, {zooms}, {_where(extent)}{part}"


def _where(extent: Extent) -> str:
    west, south, east, north = (number(edge, 2) for edge in extent.bounds)
    return f"longitudes {west} à {east}, latitudes {south} à {north}"


def _meets_the_territory(extent: Extent) -> bool:
    """Whether it has anything of Lozère, or of the other département of the home page; of one whose contours are not there yet, nobody knows."""
    if _meet(extent.bounds, frame.BOUNDS):
        return True
    try:
        code = department.chosen()
        known = contours.of_department(code) if code != LOZERE else None
    except Refused:
        return False  # told where the département is read
    return code != LOZERE and (known is None or _meet(extent.bounds, tuple(known.frame.total_bounds)))


def _meet(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _holds(one: Bounds, other: Bounds) -> bool:
    return one[0] <= other[0] and one[1] <= other[1] and one[2] >= other[2] and one[3] >= other[3]


def _key(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[: layers.DIGEST_LENGTH]
