"""The texts that a workbook keeps once and repeats in its cells: 32 000 signs in a hundred thousand cells are 48 kB of file and 3 GB once read."""

from collections.abc import Iterable, Mapping

from data.ground.french import number
from data.intake.limits import MEGABYTE, Limits
from data.intake.raw import rejected
from data.intake.workbooks.census import SAVE_AGAIN, parse

PART = "xl/sharedStrings.xml"
SHARED = "s"  # the type of a cell that holds the rank of a text


def check(parts: Mapping[str, bytes], sheets: Iterable[str], limits: Limits) -> None:
    """Rejected when the cells of the sheets hold together more than what an archive may unpack to."""
    lengths = _lengths(parts.get(PART, b"<sst/>"))
    longest, total = max(lengths, default=0), 0
    for name in sheets:
        cells = parts[name].count(b't="s"') + parts[name].count(b"t='s'")
        total += cells * longest if cells * longest <= limits.unpacked - total else _written(name, parts[name], lengths)
        if total > limits.unpacked:
            most = f"plus de {number(limits.unpacked / MEGABYTE)} millions de caractères dans les cellules"
            raise rejected(most, "retirer les textes longs qui se répètent, ou couper le classeur")


def _lengths(content: bytes) -> list[int]:
    """How many signs each text has, by its rank."""
    found: list[int] = []

    def start(tag: str, _attributes: dict[str, str]) -> None:
        if tag == "si":
            found.append(0)

    def text(written: str) -> None:
        if found:
            found[-1] += len(written)

    parse(PART, content, start, text)
    return found


def _written(name: str, content: bytes, lengths: list[int]) -> int:
    """How many signs the texts of a sheet have together. Rejected when a cell names a text that is not there."""
    total, rank, shared, inside = 0, "", False, False

    def counted() -> int:
        if not (shared and rank.strip()):
            return 0
        try:
            return lengths[int(rank)]
        except (ValueError, IndexError):
            raise rejected(f"partie illisible du classeur ({name[:60]})", SAVE_AGAIN) from None

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal total, rank, shared, inside
        if tag == "c":
            total += counted()
            rank, shared = "", attributes.get("t") == SHARED
        inside = tag == "v"

    def text(written: str) -> None:
        nonlocal rank
        rank += written if inside else ""

    parse(name, content, start, text)
    return total + counted()
