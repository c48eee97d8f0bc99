"""Codes of communes in a cell, as people and programs write them."""

import re
from collections.abc import Mapping, Set

from data.intake.cells import SPACES, Unreadable, short, text
from data.intake.raw import Value

AS_NUMBER = re.compile(rf"(\d{{1,2}}[{SPACES}.,]?\d{{3}})(?:[.,]0+)?", re.ASCII)  # a code that a program took for a number: 48095.0, 48 095


def bare(written: str) -> str:
    """A code without what a program added to it when it took it for a number: 48095 for 48095.0 and 48 095; any other text as it is."""
    found = AS_NUMBER.fullmatch(written)
    return re.sub(r"\D", "", found[1]) if found else written


def read(value: Value, known: Set[str], former: Mapping[str, str]) -> tuple[str, str]:
    """The code of a commune of today, and a remark when it was not written so ("" otherwise): a lost zero, the signs of a
    number, a former commune.

    "" for an empty cell. A code of today stays as it is, even when a former commune had it.
    """
    written = text(value)
    if not written:
        return "", ""
    if (digits := bare(written)) != written:
        return read(digits, known, former)[0], f"écrit comme un nombre : {digits}"
    if not re.fullmatch(r"\d{4,5}|2[ABab]\d{3}", written):
        raise Unreadable(f"« {short(written)} » n'est pas un code de commune", "écrire les cinq caractères du code INSEE, en texte (48095)")
    code = written.upper().zfill(5)
    remark = f"zéro initial remis : {code}" if len(written) == 4 else ""
    if code in known:
        return code, remark
    if code in former:
        return former[code], f"ancienne commune {code}, aujourd'hui {former[code]}"
    if code.endswith("0") and code[:2] in {one[:2] for one in known}:
        raise Unreadable(f"« {code} » a la forme d'un code postal", "écrire le code INSEE de la commune, en texte : pour Mende 48095, et non 48000")
    raise Unreadable(f"commune « {code} » inconnue", "écrire un code actuel de la Lozère, en texte (48095)")
