"""JSON as it is written down, and no more: a member written twice, NaN, Infinity and a number too large for a computer are refused."""

import json
import math
from typing import Any


def read(text: str | bytes) -> Any:
    """What a text in JSON says. Raises ValueError when it is not JSON, RecursionError when it is too deep."""
    return json.loads(text, object_pairs_hook=_once, parse_constant=_not_json, parse_float=_finite)


def first(text: str, at: int) -> tuple[Any, int]:
    """The value in JSON that begins at a place of a text, and where it ends. Raises as `read`, JSONDecodeError when it is cut."""
    return DECODER.raw_decode(text, at)


def _once(pairs: list[tuple[str, object]]) -> dict:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("champ répété")
    return found


def _not_json(word: str) -> None:
    raise ValueError(word)  # NaN and Infinity, which Python reads and JSON does not have


def _finite(digits: str) -> float:
    found = float(digits)
    if not math.isfinite(found):
        raise ValueError(digits)  # 1e309
    return found


DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_not_json, parse_float=_finite)
