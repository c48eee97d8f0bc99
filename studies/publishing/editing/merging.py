"""Two writings of one file, both made from a third: what each changed alone is put together, what both changed is marked for somebody to choose.

Reference: the three-way merge of diff3, Khanna, Kunal and Pierce (2007), "A Formal Investigation of Diff3", doi 10.1007/978-3-540-77050-3_40.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher

MINE, BETWEEN, THEIRS = "<<<<<<< la mienne", "=======", ">>>>>>> l'autre"
MARKS = (MINE, BETWEEN, THEIRS)


def merged(base: str, mine: str, theirs: str) -> tuple[str, int]:
    """The two writings in one, and in how many places both changed the same lines: each of these is between marks."""
    lines = [text.splitlines(keepends=True) for text in (base, mine, theirs)]
    found, clashes = [], 0
    for was, here, there in _pieces(*lines):
        if there in (here, was):
            found += here
        elif here == was:
            found += there
        else:
            clashes += 1
            found += [f"{MINE}\n", *_ended(here), f"{BETWEEN}\n", *_ended(there), f"{THEIRS}\n"]
    return "".join(found), clashes


def unsettled(text: str) -> bool:
    """Whether a mark still stands in a merged text."""
    return any(line in MARKS for line in text.splitlines())


def _ended(lines: list[str]) -> list[str]:
    return [line if line.endswith(("\n", "\r")) else f"{line}\n" for line in lines]


def _pieces(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The three texts in pieces that stand for each other: in turn those where something changed, and the lines of all three."""
    at = at_mine = at_theirs = 0
    for start, start_mine, start_theirs, size in [*_common(base, mine, theirs), (len(base), len(mine), len(theirs), 0)]:
        yield base[at:start], mine[at_mine:start_mine], theirs[at_theirs:start_theirs]
        at, at_mine, at_theirs = start + size, start_mine + size, start_theirs + size
        yield base[start:at], mine[start_mine:at_mine], theirs[start_theirs:at_theirs]


def _common(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The runs of lines of the first that both others hold: where each begins, how many lines."""
    ours, others = (SequenceMatcher(None, base, text, autojunk=False).get_matching_blocks() for text in (mine, theirs))
    left, right = 0, 0
    while left < len(ours) and right < len(others):
        (a, b, size), (c, d, other) = ours[left], others[right]
        start, end = max(a, c), min(a + size, c + other)
        if start < end:
            yield start, b + start - a, d + start - c, end - start
        if a + size < c + other:
            left += 1
        else:
            right += 1
