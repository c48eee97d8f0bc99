"""The photographs of the sites: small, without what a camera writes beside the picture (place, date, owner), known by their name.

python -m data import photos atelier.jpg hall.png        then write « atelier.jpg » in the column of the photographs
"""

import io
import re
import warnings
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from data.ground.faults import Fault, Refused
from data.ground.files import CAUSES, cause, remedy, var_folder, write_atomically
from data.intake.cells import short
from data.inventory.fields import IMAGE_NAME

FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST_NAME = 200  # [bytes] a system takes 255, some of them for the file being written
HEAVIEST = 15_000_000  # [bytes] of a file given: more than any telephone makes
MOST_PIXELS = 60_000_000  # a picture of 200 megapixels would fill the memory for nothing
LARGEST = 1_600  # [px] of the longer side kept: a page shows 780
QUALITY = 82  # of the JPEG kept, of 100
UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)
HEIF = re.compile(rb"....ftyp(heic|heix|heim|hevc|mif1|msf1|avif)", re.DOTALL)  # what a telephone writes when nobody asked for JPEG (ISO 23008-12)
AS_JPEG = "l'exporter en JPEG ; sur un iPhone : Réglages, Appareil photo, Formats, « Le plus compatible »"
BESIDE = {
    0x8825: "le lieu",
    0x9003: "la date",
    0x0132: "la date",
    0x010F: "l'appareil",
    0x0110: "l'appareil",
    0x013B: "l'auteur",
}  # tags of Exif 2.32
CAMERA = 0x8769  # where the camera writes its own tags
SIGNATURES = re.compile(
    rb"\xff\xd8\xff|\x89PNG|RIFF....WEBP|(II\*\0|MM\0\*)", re.DOTALL
)  # how JPEG, PNG, WebP begin; then TIFF and raw pictures (DNG)
GIVEN_APART = (
    "la garder par « python -m data import photos » sur la machine du serveur, puis écrire son nom dans la colonne « Photographies » de sa ligne"
)
REMEDY = "donner une image JPEG, PNG ou WebP de 15 Mo au plus"


def folder() -> Path:
    """Where the photographs are kept."""
    return var_folder() / "photos"


def path(name: str) -> Path:
    """Where the photograph of that name is kept, if it is. ValueError (in French) for a name that is not that of an image."""
    if not IMAGE_NAME.fullmatch(name):
        raise ValueError(f"« {name} » n'est pas un nom d'image")
    return folder() / f"{name.casefold()}.jpg"


def kept(names: Iterable[str]) -> list[str]:
    """Those of these names whose picture is here; web addresses are left out."""
    return [name for name in names if IMAGE_NAME.fullmatch(name) and path(name).is_file()]


def keep(name: str, content: bytes) -> Path:
    """Takes a picture in, redrawn, and gives its file. Refused when it is not an image, too large, or cannot be written."""
    if HEIF.match(content):
        raise Refused(Fault(short(name), "photographie HEIC ou AVIF, que tous les navigateurs ne montrent pas", AS_JPEG))
    if not IMAGE_NAME.fullmatch(name):
        raise Refused(Fault(short(name), "nom de fichier refusé", "lettres, chiffres, espaces et tirets, fin en .jpg, .png ou .webp"))
    if len(path(name).name.encode()) > LONGEST_NAME:
        raise Refused(Fault(short(name), "nom de fichier trop long", "donner un nom de 100 lettres au plus"))
    if len(content) > HEAVIEST:
        raise Refused(Fault(name, "fichier trop lourd", REMEDY))
    try:
        write_atomically(path(name), redrawn(content))
    except UNREADABLE as error:
        if isinstance(error, OSError) and error.errno in CAUSES:
            raise Refused(Fault(name, f"écriture impossible ({cause(error)})", f"{remedy(error)}, puis recommencer")) from None
        raise Refused(Fault(name, "image illisible ou démesurée", REMEDY)) from None
    return path(name)


def refusal(head: bytes) -> Fault | None:
    """Why a photograph is no table, and what to do of it, from how its file begins; None for anything else."""
    if HEIF.match(head):
        return Fault("fichier", "photographie HEIC ou AVIF d'un téléphone", f"{AS_JPEG} ; puis {GIVEN_APART}")
    if not (found := SIGNATURES.match(head)):
        return None
    raw = "l'exporter en JPEG ; puis " if found[1] else ""
    return Fault("fichier", "photographie : ni sa vue ni le lieu où elle fut prise ne font une ligne de l'inventaire", f"{raw}{GIVEN_APART}")


def left_aside(content: bytes) -> list[str]:
    """What a camera wrote beside the picture, that `redrawn` does not keep: le lieu, la date, l'appareil, l'auteur. Raises one of UNREADABLE."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as given:
        exif = given.getexif()
        tags = {*exif, *exif.get_ifd(CAMERA)}
    return list(dict.fromkeys(words for tag, words in BESIDE.items() if tag in tags))


def redrawn(content: bytes) -> bytes:
    """The picture upright, within LARGEST, as a JPEG without anything beside it. Raises one of UNREADABLE when it is no picture, or too large."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(content), formats=FORMATS) as given:
            if given.width * given.height > MOST_PIXELS:
                raise ValueError("image démesurée")
            image = ImageOps.exif_transpose(given).convert("RGB")
    image.thumbnail((LARGEST, LARGEST))
    result = io.BytesIO()
    image.save(result, "JPEG", quality=QUALITY, optimize=True)
    return result.getvalue()
