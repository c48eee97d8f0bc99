"""How much of a file is accepted, on a page and on the command line."""

from dataclasses import dataclass

MEGABYTE = 1_000_000
GIGABYTE = 1_000_000_000
TOO_LONG = "le couper en plusieurs fichiers, ou passer par la ligne de commande « python -m data import »"  # remedy of too many lines


@dataclass(frozen=True)
class Limits:
    """The most that is read: size of the file and of what it unpacks to [bytes], ratio of the two, entries of an archive, sheets, rows,
    columns and cells of a sheet, time [s] and memory [bytes] of the process that reads."""

    size: int
    unpacked: int
    rows: int
    seconds: float
    memory: int = 450 * MEGABYTE  # its own, the code of libraries aside, of which it never touches 50: the process weighs less than 500
    ratio: int = 100
    entries: int = 1_000
    sheets: int = 30
    columns: int = 300
    characters: int = 25_000_000  # of the texts of a sheet, those that many cells share counted for each
    cells: int = 2_000_000  # of a sheet, the empty ones between two that are filled included: up to 130 bytes each while it is read


PAGE = Limits(size=50 * MEGABYTE, unpacked=50 * MEGABYTE, rows=20_000, seconds=20)
COMMAND_LINE = Limits(
    size=500 * MEGABYTE, unpacked=GIGABYTE, rows=500_000, seconds=600, memory=8 * GIGABYTE, characters=500_000_000, cells=40_000_000
)
