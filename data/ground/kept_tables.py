"""A table that is kept: written in CSV, read back by who will read it, compared, and refused when it would come back as something else.

And what was kept once is verified before a page uses it: its columns, its numbers, its words."""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from data.ground import files
from data.ground.faults import Fault, Refused
from data.ground.french import counted

CLOSE = 1e-12  # [relative] what the decimal writing of a number may lose
SHOWN = 60  # characters of a cell that a message repeats
SIGNAL = "retirer du fichier les caractères copiés d'ailleurs, puis recommencer ; rien n'en a été gardé"
REMEDY = "retaper cette cellule sans la copier d'ailleurs, puis recommencer ; rien n'en a été gardé"


def write(path: Path, frame: pd.DataFrame, read: Callable[[Path], pd.DataFrame] = files.load, understood: pd.DataFrame | None = None) -> None:
    """Writes `frame` in the file `path`, once sure that `read`, the reader of the pages, gives back what was understood (`frame` when None).

    Raises Refused with the line and the column that would come back different.
    """
    frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    expected, found = frame if understood is None else understood, read(path)
    if list(found.columns) != list(expected.columns) or len(found) != len(expected):
        counts = [counted(len(frame), "ligne") for frame in (expected, found)]
        what = f"elle aurait {counts[0]}, et se relirait avec {counts[1]}" if len(found) != len(expected) else "ses colonnes se reliraient autrement"
        raise Refused(Fault(f"{path.stem}, table à garder", what, SIGNAL))
    for name in expected.columns:
        wrong = np.flatnonzero(~_same(expected[name], found[name]))
        if len(wrong):
            given = f"« {str(expected[name].iloc[wrong[0]])[:SHOWN]} »"
            raise Refused(Fault(f"{path.stem}, ligne {wrong[0] + 1}, colonne {name}", f"{given} se relirait autrement", REMEDY))


def _same(expected: pd.Series, found: pd.Series) -> np.ndarray:
    """Where two columns hold the same: numbers to CLOSE, texts exactly, what is missing missing in both."""
    if pd.api.types.is_numeric_dtype(expected):
        return np.isclose(expected.astype(float), pd.to_numeric(found, errors="coerce").astype(float), rtol=CLOSE, atol=0, equal_nan=True)
    if pd.api.types.is_numeric_dtype(found):  # a text made of digits, in a column that nobody reads as codes
        return np.array([f"{value:.15g}" == text or (text == "" and np.isnan(value)) for text, value in zip(expected.fillna(""), found, strict=True)])
    return np.asarray(expected.fillna("").astype(str).array == found.fillna("").astype(str).array, dtype=bool)


def verified(
    path: Path,
    numbers: Mapping[str, tuple[float, float]],
    words: Mapping[str, Collection[str] | None],
    read: Callable[[Path], pd.DataFrame] = files.load,
    may_be_empty: bool = False,
) -> pd.DataFrame:
    """A table that was kept, once sure that it has its columns, that each number is there and within its bounds, and that each word is one of those
    given (any when None); and lines, unless it `may_be_empty`. ValueError (in French) otherwise; OSError when the file cannot be read."""
    try:
        frame = read(path)
    except ValueError:  # those of pandas and of UTF-8 too
        raise ValueError(f"{path.name} n'est pas une table") from None
    if missing := [name for name in (*numbers, *words) if name not in frame.columns]:
        raise ValueError(f"{path.name} n'a pas la colonne {missing[0]}")
    if not len(frame) and not may_be_empty:
        raise ValueError(f"{path.name} n'a aucune ligne")
    for name, (low, high) in numbers.items():
        values = pd.to_numeric(frame[name], errors="coerce")
        verify_column(path, name, frame[name], values.between(low, high))
    for name, known in words.items():
        if known is not None:
            verify_column(path, name, frame[name], frame[name].isin(list(known)))
    return frame


def verify_column(path: Path, name: str, column: pd.Series, sound: pd.Series) -> None:
    """ValueError (in French) that names the first cell of a column that is not sound."""
    wrong = np.flatnonzero(~sound.to_numpy(dtype=bool))
    if len(wrong):
        raise ValueError(
            f"{path.name}, ligne {wrong[0] + 1}, colonne {name} : « {str(column.iloc[wrong[0]])[:SHOWN]} » n'est pas une valeur possible"
        )
