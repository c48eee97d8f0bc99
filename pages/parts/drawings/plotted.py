"""What a figure of plotly holds, as plain values: its arrays, its texts, its colours."""

import base64
import html
import re
from collections.abc import Sequence

import numpy as np

from data.ground.svg import words

TAGS = re.compile(r"<br>|</?[bi]>")  # the only marks that our charts put in a text
DASHES = {"dash": (4, 3), "dot": (1, 2), "dashdot": (4, 2, 1, 2), "longdash": (8, 4)}  # [widths of the line]
Value = float | str | None


def column(values: object) -> list[Value]:
    """An array of a figure as a list: numbers, texts, None where nothing is known."""
    return [None if isinstance(value, float) and not np.isfinite(value) else value for value in array(values).tolist()] if values is not None else []


def array(values: object) -> np.ndarray:
    """An array of a figure, which plotly packs when it comes from numpy."""
    if isinstance(values, dict):
        flat = np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"])
        return flat.reshape([int(length) for length in str(values.get("shape", flat.size)).split(",")])
    return np.array(values, dtype=None if _plain(values) else object)


def _plain(values: Sequence) -> bool:
    """Whether numpy may choose one type for all of them: a mixture of texts and numbers would become texts."""
    return all(isinstance(value, (int, float)) for value in values) or bool(len(values) and isinstance(values[0], (list, np.ndarray)))


def lines(text: str) -> list[tuple[str, bool]]:
    """A text of a chart line by line, each with whether it is bold."""
    found = []
    for line in str(text).split("<br>"):
        found.append((html.unescape(TAGS.sub("", line)), "<b>" in line))
    return found


def written(x: float, middle: float, text: str, size: float, fill: str, **attributes: object) -> str:
    """A text of a chart, its lines around a middle height."""
    kept = lines(text)
    first = middle - (len(kept) - 1) * size / 2 + size * 0.35
    return "".join(
        words(x, first + place * size, line, size, fill, font_weight=600 if bold else None, **attributes) for place, (line, bold) in enumerate(kept)
    )


def longest(text: str) -> int:
    """The letters of the longest line of a text."""
    return max(len(line) for line, _ in lines(text))


def dashed(dash: str, width: float) -> str | None:
    """The dashes of a line."""
    return " ".join(f"{part * width:g}" for part in DASHES[dash]) if dash in DASHES else None
