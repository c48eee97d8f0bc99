"""How the file of a table is read: CSV in UTF-8, comma, decimal dot."""

import hashlib
from pathlib import Path

import pandas as pd

# Columns that hold codes, texts or dates: reading them as numbers would lose the zero of 01001 and mix empty text with NaN.
CODE_NAMES = ("code", "siren", "postcodes", "department", "id", "year")


def is_text(column: str) -> bool:
    """Whether a column holds codes whatever its cells look like."""
    return column in CODE_NAMES or column.endswith(("_code", "_siren", "_id"))


def load(path: Path) -> pd.DataFrame:
    """The rows of a CSV file: codes and texts as str (empty is ""), numbers as numbers (empty is NaN).

    Raises ValueError when the file is not a CSV table in UTF-8.
    """
    columns = pd.read_csv(path, nrows=0).columns
    frame = pd.read_csv(path, dtype={name: str for name in columns if is_text(name)}, keep_default_na=False, na_values=[""])
    texts = [name for name in frame.columns if is_text(name) or not pd.api.types.is_numeric_dtype(frame[name])]
    frame[texts] = frame[texts].fillna("")
    return frame


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
