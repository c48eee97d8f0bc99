"""The words of a spreadsheet as they are compared: without accents, capitals or signs."""

import re
import unicodedata

NAME = re.compile(r"[a-z][a-z0-9_]*")  # of a table: its model knows it by that name
LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


def plain(written: object) -> str:
    """Words apart, in plain small letters: « Nb. logements aidés » is nb logements aides; nothing for an empty cell."""
    text = "" if written is None else str(written).translate(LIGATURES)
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", letters.casefold()))


def identifier(written: object) -> str:
    """The name that the words of a sheet or of a column stand for: Aides 2022 is aides_2022."""
    return plain(written).replace(" ", "_")
