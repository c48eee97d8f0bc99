"""What French typography and grammar ask of every text of the product. Each rule gives the pieces of a text that break it."""

import re
from collections.abc import Callable

from studies.toolkit.reading import units

SPACES = " \u00a0\u202f"
NUMBER = rf"(?<![\w,.°])(?<!\d[{SPACES}])\d+(?:[{SPACES}]\d{{3}})*(?:,\d+)?"
BORROWED = {"bass", "access", "business", "express", "process", "stress", "wireless"}  # words that do end with two s
# The nouns that the product counts: those of its units, those of its screens. None of them is also a verb or an adjective after a number.
NOUNS = {single.split()[-1]: several.split()[-1] for single, several in units.MANY.items()} | {
    single: f"{single}s"
    for single in (
        "abattoir", "agriculteur", "bâtiment", "camion", "chiffre", "colonne", "défaut", "édition", "élevage", "étude", "fait", "heure",
        "hypothèse", "indicateur", "installation", "intercommunalité", "kilomètre", "levier", "ligne", "minute", "projet", "question",
        "scénario", "site", "source", "table", "tirage", "tonne", "trajet", "zone",
    )
} | {"lieu": "lieux", "tiers-lieu": "tiers-lieux", "animal": "animaux"}  # fmt: skip
SINGULAR = {several: single for single, several in NOUNS.items()}
COUNTED = re.compile(rf"({NUMBER})[{SPACES}](%s)(?![\w-])" % "|".join(sorted([*NOUNS, *SINGULAR], key=len, reverse=True)))
TWO = 2.0  # French is plural from two on
YEARLY = re.compile(r"(?:/an|\bpar an)\b[^.;:!?|()\n\d]*?\bpar an\b")
LIGATURE = re.compile(r"\b(?:c(?:h?)oeur|soeur|(?:man|ch|h)?oeuvr?|boeuf|oeuf|noeud|voeu|oeil)\w*", re.IGNORECASE)
LOOSE = re.compile(rf"\S* [:;?!»](?!-)(?=\W|$)|« \S*|«(?![{SPACES}])\S*|\S*(?<![{SPACES}])»|\d (?:[kM]?€|%)(?!\w)")
ADDRESS = re.compile(r"\]\([^)\s]*\)|\bhttps?://\S+|:material/\w+:")


def doubled_plural(text: str) -> list[str]:
    """« 25 anss », « 4 baiess »."""
    return [word for word in re.findall(r"\b\w+ss\b", text) if word.lower() not in BORROWED and not word.isupper() and "_" not in word]


def yearly_twice(text: str) -> list[str]:
    """« 9 230 porcelets/an par an »: a flow says once that it is by year."""
    return YEARLY.findall(text)


def disagreement(text: str) -> list[str]:
    """« 1 baies », « 3 exploitation »: singular below two, plural from two on."""
    return [found[0] for found in COUNTED.finditer(text) if (found[2] in SINGULAR) is not (_value(found[1]) >= TWO)]


def _value(written: str) -> float:
    return float(re.sub(f"[{SPACES}]", "", written).replace(",", "."))


def hyphen_for_minus(text: str) -> list[str]:
    """« -48,5 »: a negative number begins with U+2212."""
    return re.findall(r"(?<![^\s(«:])-\d[\d,]*", text)


def closed_twice(text: str) -> list[str]:
    """« (à vérifier)) »."""
    return re.findall(r"\S*\)\)(?!\S*\()", text)


def spaced_twice(text: str) -> list[str]:
    """Two spaces in a row, of whatever kind."""
    return re.findall(rf"[^\s|]+[{SPACES}]{{2,}}[^\s|]+", text)


def no_ligature(text: str) -> list[str]:
    """« CC Coeur de Lozère »."""
    return LIGATURE.findall(text)


def straight_quotes(text: str) -> list[str]:
    """Quotation marks of a typewriter."""
    return re.findall(r'\S*"\S*', text)


def loose_sign(text: str) -> list[str]:
    """A sign that may begin or end a line apart from its word: « Source : », « 3 € » with plain spaces."""
    return LOOSE.findall(text)


RULES: tuple[Callable[[str], list[str]], ...] = (
    doubled_plural,
    yearly_twice,
    disagreement,
    hyphen_for_minus,
    closed_twice,
    spaced_twice,
    no_ligature,
    straight_quotes,
    loose_sign,
)


def readable(text: str) -> str:
    """A text without the addresses that its Markdown hides, nor its escapes; what begins a new line of a chart begins a line."""
    return ADDRESS.sub("", text).replace("\\", "").replace("<br>", "\n")
