"""A table of machine names as one reads it in a spreadsheet: French titles, units in words, three significant digits, the same in full at the end."""

import csv
import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from data.ground import french
from studies.toolkit.reading import units

FOLDER = Path(__file__).parent
IN_FULL = "{}, en entier"
PLACES_AND_DATES = {"longitude", "latitude", "date", "annee", "debut_d_annee"}  # numbers that are not rounded
# Columns that hold the code of a unit, with those whose values it is the unit of.
UNIT_OF = {"unite": ("valeur", "bas", "haut", "demande", "borne_basse", "borne_haute"), "unite_indicateur": ("a_la_borne_basse", "a_la_borne_haute")}
RESULT = ("valeur", "bas", "haut")  # a result with its range
UNIT_WORDS = {"eur", "keur", "meur", "kwh", "mwh", "gwh", "kva", "m2"}  # where the unit of a column begins in its machine name
IDENTIFIER, ITS_LABEL = "resultat", "libelle"  # the first is for programs when the second is there


@dataclass(frozen=True)
class Header:
    """What a column is called, and the code of the unit of its values when the title has to say it."""

    text: str
    unit: str = ""

    @property
    def title(self) -> str:
        return f"{self.text} ({units.label(self.unit)})" if self.unit else self.text


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """The table under French titles. Values are in the unit that is written: a share kept as 0.985 is 98,5 under « % ». A column of measured numbers
    has three significant digits, a result is counted as on screen (28 farms rather than 27,7), and a second column at the end of the table has them
    in full; counts, dates and places stay whole."""
    scaled = _in_written_units(frame.drop(columns=IDENTIFIER) if {IDENTIFIER, ITS_LABEL} <= set(frame.columns) else frame)
    codes = dict.fromkeys(RESULT, frame["unite"]) if {"unite", *RESULT} <= set(frame.columns) else {}
    shown, full = {}, {}
    for name, values in scaled.items():
        title = header(str(name)).title
        if values.dtype == bool:
            shown[title] = values.map({True: "oui", False: "non"})
        elif pd.api.types.is_float_dtype(values) and (values.dropna() % 1 == 0).all():
            shown[title] = values.astype("Int64")
        elif not pd.api.types.is_float_dtype(values) or name in PLACES_AND_DATES:
            shown[title] = values
        else:
            shown[title], full[IN_FULL.format(title)] = rounded(_counted(values, codes.get(name))), values
    return pd.DataFrame(shown | full, index=frame.index)


def rounded(values: pd.Series) -> pd.Series:
    """Numbers with as many significant digits as a headline, rounded as the screen rounds them; what is no number stays so."""
    return values.map(lambda value: french.rounded(value) if np.isfinite(value) else value)


def _counted(values: pd.Series, codes: pd.Series | None) -> pd.Series:
    """The values as the screen counts what has their units, one code by row; as they are when no column says their unit."""
    if codes is None:
        return values
    counted = (units.as_counted(value, code) if np.isfinite(value) and units.find(code) else value for value, code in zip(values, codes, strict=True))
    return pd.Series(list(counted), index=values.index, dtype=float)


def header(name: str) -> Header:
    """What a column is called: as the table of headers says, else its words with their accents and its unit; a title in words stays as it is."""
    if name in headers():
        return headers()[name]
    if not name.isidentifier() or name != name.lower():
        return Header(name)
    words = name.split("_")
    end = next((place for place, word in enumerate(words) if place and word in UNIT_WORDS), len(words))
    text, unit = (" ".join(_words().get(word, word) for word in part) for part in (words[:end], words[end:]))
    return Header(f"{french.begun(text)}{f' ({unit})' if unit else ''}")


@functools.cache
def headers() -> dict[str, Header]:
    """The columns of the house, by machine name."""
    with (FOLDER / "headers.csv").open(encoding="utf-8", newline="") as lines:
        return {row["name"]: Header(row["header"], row["unit"]) for row in csv.DictReader(lines)}


@functools.cache
def _words() -> dict[str, str]:
    with (FOLDER / "header_words.csv").open(encoding="utf-8", newline="") as lines:
        return {row["word"]: row["written"] for row in csv.DictReader(lines)}


def _in_written_units(frame: pd.DataFrame) -> pd.DataFrame:
    """The values in the unit that one reads, and the columns of units in words."""
    found = frame.copy()
    for name in frame.columns:
        known = headers().get(str(name))
        if known and known.unit and pd.api.types.is_numeric_dtype(frame[name]):
            found[name] = frame[name] * units.find(known.unit).scale
    for column, valued in UNIT_OF.items():
        if column not in frame:
            continue
        codes = frame[column].map(units.find)
        factors = codes.map(lambda unit: 1.0 if unit is None else unit.scale).astype(float)
        for name in valued:
            if name in frame and pd.api.types.is_numeric_dtype(frame[name]):
                found[name] = frame[name] * factors
        found[column] = [code if unit is None else units.label(code) for code, unit in zip(frame[column], codes, strict=True)]
    return found
