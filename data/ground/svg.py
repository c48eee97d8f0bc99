"""SVG, written as text: elements, numbers, words, and the document that holds them with the words that replace it.

Every text passes through escaping.xml, and a number that is none is refused. Nothing here runs, nor asks anybody for anything.
"""

import math
import re
from collections.abc import Sequence

from data.ground.escaping import xml

FONT = "'Source Sans 3', 'Source Sans Pro', 'Liberation Sans', Arial, sans-serif"  # that of the pages, or one as narrow; quoted, for the digit
DECIMALS = 2  # of a length [px]: a hundredth is less than any screen shows
CHARACTER = 0.56  # [share of the size] mean width of a letter of a sans-serif font
HALO = 3  # [px] around words that stand on a drawing
CLEAR = re.compile(r"rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)")
UNDRAWABLE = re.compile("nan|inf")  # how a place that is none is written in the path `d` of a shape
Number = int | float


def element(name: str, *inside: str, **attributes: object) -> str:
    """An element around what is already SVG; an attribute without value (None) is left out, `stroke_width` is written stroke-width.
    ValueError (in French) for a length or a path that is not finite."""
    if UNDRAWABLE.search(str(attributes.get("d", ""))):
        raise ValueError("un point du tracé n'a pas de place : rien à dessiner")
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def _value(value: object) -> str:
    return number(value) if isinstance(value, Number) else xml(str(value))


def number(value: Number) -> str:
    """A number as SVG writes it, without a zero that says nothing. ValueError (in French) for one that is not finite."""
    if not math.isfinite(value):
        raise ValueError(f"« {value} » n'est pas une longueur : rien à dessiner")
    text = f"{float(value):.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def hexadecimal(colour: Sequence[int]) -> str:
    """A colour [red, green, blue, from 0 to 255]."""
    return "#" + "".join(f"{int(part):02x}" for part in colour)


def paint(colour: str | Sequence[int], name: str = "fill") -> dict[str, object]:
    """A colour (#RRGGBB, rgba(…), or [red, green, blue] and maybe opacity, from 0 to 255) as SVG 1.1 has it: its opacity apart."""
    if not isinstance(colour, str):
        through = {f"{name}_opacity": colour[3] / 255} if len(colour) > 3 else {}
        return {name: hexadecimal(colour[:3]), **through}
    if found := CLEAR.fullmatch(colour):
        *parts, opacity = found.groups()
        return {name: hexadecimal([int(part) for part in parts]), f"{name}_opacity": float(opacity)}
    return {name: colour}


def words(x: float, y: float, text: str, size: float, fill: str, *, halo: str | None = None, **attributes: object) -> str:
    """A text that begins there (or as `text_anchor` says), a line for each of its line breaks; `halo` is a colour around its letters."""
    first, *others = text.split("\n")
    lines = [xml(first), *(element("tspan", xml(line), x=x, dy="1em") for line in others)]
    around = {"stroke": halo, "stroke_width": HALO, "stroke_linejoin": "round", "paint_order": "stroke"} if halo else {}
    return element("text", *lines, x=x, y=y, font_size=size, fill=fill, **around, **attributes)


def document(width: float, height: float, title: str, described: str, *inside: str) -> str:
    """A whole drawing [px], which a screen reader says as an image with its title and its description."""
    return element(
        "svg",
        element("title", xml(title)),
        element("desc", xml(described)),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        font_family=FONT,
    )
