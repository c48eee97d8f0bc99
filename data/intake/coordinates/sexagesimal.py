"""Positions in degrees, minutes and seconds, as maps and telephones write them: 44°31'04"N, 44° 31' 04,5'' Nord, 44°31.07'N, N 44° 31' 04"."""

import re

from data.intake.cells import SPACES, Unreadable

LONGEST = 80  # characters of two angles and what parts them
SIGNS = str.maketrans({"’": "'", "′": "'", "´": "'", "‘": "'", "″": '"', "”": '"', "“": '"', "º": "°", "˚": "°"} | dict.fromkeys(SPACES))
WORDS = (("NORD", "N"), ("SUD", "S"), ("OUEST", "O"), ("EST", "E"))
FIGURES = r"\d{1,2}(?:[.,]\d+)?"
ANGLE = rf"\d{{1,3}}(?:[.,]\d+)?(?:°(?:{FIGURES}'(?:{FIGURES}\"?)?)?)?"
PARTS = re.compile(r"[\d.,]+")
AXES = {"N": "lat", "S": "lat", "E": "lon", "W": "lon", "O": "lon"}
ONE = re.compile(rf"([+-]?)(?:([NSEWO])({ANGLE})|({ANGLE})([NSEWO]?))", re.ASCII)
TWO = re.compile(rf"([NSEWO]{ANGLE})[,;/]?([NSEWO]{ANGLE})|({ANGLE}[NSEWO])[,;/]?({ANGLE}[NSEWO])", re.ASCII)
SIXTY = 60  # minutes in a degree, seconds in a minute


def angle(written: str, axis: str) -> float | None:
    """The degrees of one angle on an axis (lon, lat), None when the text has neither the sign of degrees nor a cardinal point.

    Unreadable when the cardinal point is of the other axis, or 60 minutes are passed.
    """
    found = ONE.fullmatch(_plain(written))
    if not found or not ("°" in found[0] or found[2] or found[5]):
        return None
    cardinal = found[2] or found[5]
    if cardinal and AXES[cardinal] != axis:
        other = "longitude à la place de la latitude" if axis == "lat" else "latitude à la place de la longitude"
        raise Unreadable(f"« {written.strip()} » : {other}", "échanger les deux coordonnées")
    if cardinal and found[1]:
        return None
    degrees = _degrees(found[3] or found[4])
    return degrees if degrees is None else -degrees if cardinal in ("S", "W", "O") or found[1] == "-" else degrees


def pair(written: str) -> tuple[float, float] | None:
    """Longitude and latitude [degrees] of two angles that say their cardinal points, whichever is first; None for any other text."""
    found = TWO.fullmatch(_plain(written)) if len(written) <= LONGEST else None
    if not found:
        return None
    placed = {AXES[cardinal]: angle(one, AXES[cardinal]) for one in found.groups() if one for cardinal in (one[0] if one[0] in AXES else one[-1])}
    lon, lat = placed.get("lon"), placed.get("lat")
    return None if lon is None or lat is None else (lon, lat)


def has_minutes(written: str) -> bool:
    """Whether a text that was read as an angle, or two, counts in minutes."""
    return "'" in _plain(written)


def _plain(written: str) -> str:
    text = written[: LONGEST + 1].upper().translate(SIGNS).replace("''", '"')
    for word, letter in WORDS:
        text = text.replace(word, letter)
    return text


def _degrees(written: str) -> float | None:
    """The degrees of an angle; None when a part that another follows is not whole."""
    parts = PARTS.findall(written)
    if any(not part.isdigit() for part in parts[:-1]):
        return None
    degrees, *smaller = (float(part.replace(",", ".")) for part in parts)
    if any(part >= SIXTY for part in smaller):
        raise Unreadable(f"« {written} » : plus de 59 minutes ou secondes", "corriger l'angle, ou écrire des degrés décimaux")
    return degrees + sum(part / SIXTY**power for power, part in enumerate(smaller, start=1))
