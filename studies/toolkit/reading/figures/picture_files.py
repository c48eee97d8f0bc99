"""The pictures of a study, in its folder pictures/: real images, light enough for a phone; an SVG that runs nothing and asks nobody for anything."""

import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, UnidentifiedImageError

from data.ground import french
from data.ground.faults import Fault

FOLDER = "pictures"
HEAVIEST = 3_000_000  # [bytes] some seconds on a phone in the country
MOST_PIXELS = 40_000_000  # a picture of 200 megapixels would fill the memory of the reader for nothing
FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG"}
SVG = "svg"
SVG_SPACE, HTML_SPACE = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xhtml}"
ACTIVE = {"script", "foreignObject", "a", "iframe", "handler", "listener", "set", "animate", "animateMotion", "animateTransform", "discard"}
INSIDE = re.compile(r"#|data:image/(png|jpeg);base64,")  # what a link of a drawing may lead to: a piece of it, an image that it holds
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|image-set\(", re.IGNORECASE)
DECLARED = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]*\[|<\?xml-stylesheet", re.IGNORECASE)
PLAIN_SVG = "l'enregistrer en « SVG simple », sans script ni lien ; ou en PNG"


def faults(folder: Path, name: str, place: str) -> list[Fault]:
    """What keeps a picture of the study in `folder` from being shown."""
    file = folder / FOLDER / name
    there = sorted(path.name for path in (folder / FOLDER).glob("*") if path.is_file())
    if name not in there and (folder / name).is_file():
        return [Fault(place, f"image « {name} » hors du dossier {FOLDER}", f"la déplacer dans le dossier {FOLDER} de l'étude")]
    if name not in there:  # not `is_file`: some systems find chaufferie.JPG under another case
        return [
            Fault(
                place,
                f"image « {name} » absente du dossier {FOLDER}",
                "l'y mettre, ou corriger le nom ; " + (f"il y a {', '.join(there)}" if there else "le dossier est vide"),
            )
        ]
    size = file.stat().st_size
    if size > HEAVIEST:
        remedy = f"{HEAVIEST // 1_000_000} Mo au plus : la réduire à 1 600 pixels de large, ou l'enregistrer en JPEG"
        return [Fault(place, f"image « {name} » de {french.number(size / 1e6, 1)} Mo : trop lourde pour un téléphone", remedy)]
    content, ending = file.read_bytes(), name.rpartition(".")[2].lower()
    wrong = _svg_fault(content) if ending == SVG else _image_fault(content, FORMATS[ending])
    return [] if wrong is None else [Fault(place, f"image « {name} » : {wrong[0]}", wrong[1])]


def _image_fault(content: bytes, wanted: str) -> tuple[str, str] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as image:
                found, pixels = image.format, image.width * image.height
                if found == wanted and pixels <= MOST_PIXELS:
                    image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return "ce n'est pas une image lisible", "l'enregistrer de nouveau en PNG ou en JPEG ; changer la fin de son nom ne suffit pas"
    if found != wanted:
        return f"c'est un fichier {found}", f"lui donner la fin de son genre, ou l'enregistrer en {wanted}"
    if pixels > MOST_PIXELS:
        return f"{french.number(pixels / 1e6, 0)} millions de points", f"{MOST_PIXELS // 1_000_000} au plus : la réduire à 1 600 pixels de large"
    return None


def _svg_fault(content: bytes) -> tuple[str, str] | None:
    if DECLARED.search(content):
        return "des déclarations dans son en-tête (ENTITY, DOCTYPE, feuille de style)", PLAIN_SVG
    try:
        drawing = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError):  # LookupError: an encoding that nobody knows
        return "ce n'est pas un dessin SVG lisible", "l'exporter de nouveau en SVG, ou en PNG"
    if drawing.tag != f"{SVG_SPACE}svg":
        return "ce n'est pas un dessin SVG", "l'exporter de nouveau en SVG, ou en PNG"
    found = next(_unsafe(drawing), None)
    return None if found is None else (f"{found} dans le dessin", PLAIN_SVG)


def _unsafe(drawing: ElementTree.Element) -> Iterator[str]:
    """What in a drawing runs, or asks somebody else for something."""
    for piece in drawing.iter():
        name = str(piece.tag)
        if name.startswith(HTML_SPACE) or name.removeprefix(SVG_SPACE) in ACTIVE:
            yield f"« {name.rpartition('}')[2]} »"
        for key, value in piece.attrib.items():
            short = key.rpartition("}")[2].lower()
            if short.startswith("on"):
                yield f"« {short} »"
            if short in ("href", "src") and not INSIDE.match(value.strip()):
                yield f"un lien vers « {value.strip()[:40]} »"
            if OUTSIDE.search(value):
                yield f"un appel dans « {short} »"
        if name.removeprefix(SVG_SPACE) == "style" and OUTSIDE.search(piece.text or ""):
            yield "un appel dans son style"
