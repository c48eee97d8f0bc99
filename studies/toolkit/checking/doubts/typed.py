"""Figures typed where none should be: in the sentences that the levers move, and in the lines of a model."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from data.ground.faults import Fault
from studies.toolkit.reading.code import linked_files
from studies.toolkit.running.study import Study

APART = re.compile(r"\{[^}]*\}|\]\([^)]*\)|\$\$.*?\$\$|\$[^$\n]*\$|`[^`]*`|8 chances sur 10", re.DOTALL)  # what stands for no typed figure
NUMBER = re.compile(r"(?<![\w.,/-])\d[\d\u202f\u00a0 ]*(?:[.,]\d+)?(?![\w/-])")
CODE = re.compile(r"\d{5}|2[AB]\d{3}")  # of a commune
SPAN = re.compile(r"[\s\u00a0\u202f]*(?:ans|années|mois)\b")  # « sur 20 ans » says how the study counts
UNIT_AGAIN = re.compile(
    r"\{(?![^}]*\.(?:number|unit|doubt)\})[^}#]+\}\**[\s\u00a0\u202f]*(?:[kM]?€|%|[kMG]Wh\b|km\b|t\b)"
)  # after a name that carries it
YEARS = range(1900, 2101)
# Of mathematics rather than of the world: halves and wholes under a year of days, powers of ten, hours of a year.
WHOLE_UNDER, HOURS, HALVES = 367, 8_760, 2
WEEK = re.compile("week|semaine|hebdo")  # in the name or in the unit of what is counted by week
TINY = 1e-5  # a number below is a tolerance


def remarks(study: Study) -> list[Fault]:
    """Each figure or unit typed in the answer, in the summary or in the title of a figure, and each bare number that `run` computes with."""
    return [*_in_texts(study), *_in_model(study)]


def _in_texts(study: Study) -> Iterator[Fault]:
    card = f"studies/{study.slug}/study.toml"
    for line, text in enumerate(study.texts.get("essential", "").splitlines(), start=1):
        yield from _typed(text, f"studies/{study.slug}/text/essential.md, ligne {line}")
    yield from _typed(study.card.summary, f"{card} (summary)")
    for place, figure in enumerate(study.card.figures):
        yield from _typed(figure.title, f"{card} (figures.{place}.title)")


def _typed(text: str, place: str) -> Iterator[Fault]:
    for repeated in UNIT_AGAIN.finditer(text):
        remedy = "l'ôter : l'unité vient avec la valeur ; sans elle, {carbon_2037.number}"
        yield Fault(place, f"unité écrite deux fois : « {repeated[0]} »", remedy)
    words = APART.sub(" ", text)
    for found in NUMBER.finditer(words):
        number = found[0].strip()
        is_year, opens_a_line = number.isdigit() and int(number) in YEARS, not words[: found.start()].strip()  # « 1. » numbers a list
        if not (is_year or opens_a_line or SPAN.match(words, found.end())):
            remedy = "y mettre un nom entre accolades, qui suit les curseurs : {carbon_2037} pour un indicateur, {oil_price} pour un chiffre"
            yield Fault(place, f"chiffre tapé dans le texte : « {number} »", remedy)


def _in_model(study: Study) -> Iterator[Fault]:
    for path in linked_files.model_files(study.folder):
        yield from _tabled(path, f"studies/{study.slug}/{path.name}")
    reached = linked_files.reached(study.folder)
    for stem in dict.fromkeys(file for file, _ in reached):
        told = _commented(study.folder / f"{stem}.py")
        bodies = [body for (file, _), body in reached.items() if file == stem]
        found = {(node.lineno, node.value) for body in bodies for line in body.body for node in ast.walk(line) if _bare(node)}
        for line in sorted({line for body in bodies for line in _weeks(study, body)} - told):
            remedy = "la nommer : WEEKS = 52  # [semaine/an], 365 / 7 arrondi ; ou une ligne de parameters.csv, si toutes ne comptent pas"
            yield Fault(f"studies/{study.slug}/{stem}.py, ligne {line}", "semaines d'une année écrites dans le modèle : 52", remedy)
        for line, number in sorted(found):
            if line not in told:
                remedy = "une ligne de parameters.csv, avec unité et source, que le modèle lit : p.son_nom ; d'une constante, dire laquelle : # […]"
                yield Fault(f"studies/{study.slug}/{stem}.py, ligne {line}", f"nombre écrit dans le modèle : {number:g}", remedy)


def _weeks(study: Study, body: ast.FunctionDef) -> Iterator[int]:
    """The lines that multiply or divide by 52 where something else is by week."""
    for statement in ast.walk(body):
        if not isinstance(statement, ast.Assign | ast.Return | ast.AugAssign | ast.AnnAssign | ast.Expr):
            continue
        names = {
            node.attr if isinstance(node, ast.Attribute) else node.id for node in ast.walk(statement) if isinstance(node, ast.Attribute | ast.Name)
        }
        by_week = any(WEEK.search(name) or WEEK.search(study.parameters[name].unit if name in study.parameters else "") for name in names)
        for node in ast.walk(statement) if by_week else ():
            match node:
                case ast.BinOp(op=ast.Mult() | ast.Div(), right=ast.Constant(value=52)) | ast.BinOp(op=ast.Mult(), left=ast.Constant(value=52)):
                    yield node.lineno


def _tabled(path: Path, place: str) -> Iterator[Fault]:
    """The figures by commune or by year that a model holds in a dictionary: they have no source, and nobody sees which are missing."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if (
            isinstance(node, ast.Dict)
            and len(node.keys) > 1
            and all(_of_a_table(key, value) for key, value in zip(node.keys, node.values, strict=True))
        ):
            remedy = "un tableau dans tables et sa carte, lu t.son_nom, où une commune absente reste sans donnée : studies/README.md, Vos tables"
            said = f"table de {len(node.keys)} chiffres écrite dans le modèle, sans source"
            yield Fault(f"{place}, ligne {node.lineno}", said, remedy)


def _of_a_table(key: ast.expr | None, value: ast.expr) -> bool:
    """Whether a key is the code of a commune or a year, and its value a number."""
    if not (isinstance(key, ast.Constant) and isinstance(value, ast.Constant) and isinstance(value.value, int | float)):
        return False
    return CODE.fullmatch(key.value) is not None if isinstance(key.value, str) else key.value in YEARS


def _bare(node: ast.AST) -> bool:
    """Whether a piece of code is a number that says something of the world."""
    if not isinstance(node, ast.Constant) or isinstance(node.value, bool) or not isinstance(node.value, int | float):
        return False
    value = abs(float(node.value))
    if value < TINY or (value * HALVES).is_integer() and value < WHOLE_UNDER:
        return False
    return not (value in YEARS or value == HOURS or _power_of_ten(value))


def _power_of_ten(value: float) -> bool:
    return f"{value:e}".startswith("1.000000e")


def _commented(path: Path) -> set[int]:
    """The lines that end with a comment: it says what their numbers are."""
    tokens = tokenize.tokenize(io.BytesIO(path.read_bytes()).readline)
    return {token.start[0] for token in tokens if token.type == tokenize.COMMENT}
