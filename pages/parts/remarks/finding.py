"""What a few letters find among the things of a study: those whose name begins with them, then those one of whose words does, then the others."""

import re
import unicodedata
from collections.abc import Mapping

KIND = re.compile(r"^[^:]{1,20}\s: ")  # « Hypothèse : », before the name itself
WORD = re.compile(r"[^\W_]+")


def found(offered: Mapping[str, str], asked: str) -> list[str]:
    """The things whose name holds all the words asked, whatever their accents and capitals; those that stand alike keep the order of `offered`."""
    words = _words(asked)
    if not words:
        return []
    ranks = {item: _rank(_words(KIND.sub("", name)), words) for item, name in offered.items()}
    return sorted((item for item, rank in ranks.items() if rank is not None), key=ranks.get)


def _rank(name: list[str], words: list[str]) -> int | None:
    """0 when the name begins with what is asked, 1 when each word asked begins one of its words, 2 when they are somewhere in it, None otherwise."""
    whole = " ".join(name)
    if whole.startswith(" ".join(words)):
        return 0
    if all(any(each.startswith(word) for each in name) for word in words):
        return 1
    return 2 if all(word in whole for word in words) else None


def _words(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe")).casefold()
    return WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter)))
