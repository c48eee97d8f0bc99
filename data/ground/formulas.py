"""The formulas of a text, in LaTeX between `$…$` or `$$…$$`, which KaTeX draws in the browser: what stands in them is not read as the rest is.

Only orders of mathematics are taken: KaTeX knows others that draw a box wider than the page, define an order, or name an address.
"""

import re
from collections.abc import Callable, Iterator

FORMULA = re.compile(r"(?<![\\$])(?P<marks>\$\$?)(?!\$)(?P<latex>(?:(?!\n\s*\n)[^$])+)(?P=marks)(?!\$)")
LONE = re.compile(r"(?<!\\)\$")
ORDER = re.compile(r"\\([a-zA-Z]+|[\s\S]|$)")
PLACE = re.compile(r"\\(?:begin|end)\s*\{(?P<name>[^{}]*)\}")
ROW_HEIGHT = re.compile(r"\\\\\s*\[")  # a new row, and any height before it
LONGEST = 1000  # [characters] more than any equation of a study, less than what slows a browser down
DEEPEST = 12  # braces in braces
SIGNS = frozenset(" ,;:!%{}|_&#\\\n")  # orders of one sign: spaces, and signs shown as they are
PLACES = {"aligned", "array", "bmatrix", "cases", "gathered", "matrix", "pmatrix"}
CALCULUS = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi varphi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell partial nabla infty "
    "frac dfrac tfrac sqrt binom sum prod int lim limits nolimits min max arg exp ln log Pr sup inf sin cos tan arctan det deg "
    "left right big Big bigl bigr Bigl Bigr lfloor rfloor lceil rceil langle rangle lvert rvert lVert rVert mid vert Vert "
    "times cdot cdots ldots dots div pm mp ast circ bullet star oplus otimes "
    "le leq leqslant ge geq geqslant lt gt ne neq approx simeq sim equiv propto ll gg in notin subset subseteq cup cap setminus emptyset "
    "forall exists to rightarrow leftarrow Rightarrow Leftrightarrow iff implies mapsto land lor lnot neg "
    "text mathrm mathit mathbf mathsf mathcal mathbb boldsymbol operatorname textstyle displaystyle "
    "hat bar tilde dot vec overline underline widehat overbrace underbrace underset overset prime quad qquad begin end euro degree"
)
ORDERS = frozenset(CALCULUS.split())


def outside(text: str, change: Callable[[str], str]) -> str:
    """The text changed everywhere but in its formulas."""
    if "$" not in text:
        return change(text)
    written, end = [], 0
    for formula in FORMULA.finditer(text):
        written += change(text[end : formula.start()]), formula[0]
        end = formula.end()
    return "".join([*written, change(text[end:])])


def hidden(text: str) -> str:
    """The text with blanks for its formulas: what is left stands where it stood."""
    return FORMULA.sub(lambda formula: re.sub(r"[^\n]", " ", formula[0]), text)


def wrong(text: str) -> Iterator[tuple[int, str, str]]:
    """What is wrong with the formulas of a text: where, the fault, the remedy."""
    for formula in FORMULA.finditer(text):
        for place, fault, remedy in _wrong(formula["latex"]):
            yield formula.start("latex") + place, fault, remedy
    for sign in LONE.finditer(hidden(text)):
        yield sign.start(), "signe $ seul", r"fermer la formule par un second $ dans le même paragraphe, ou écrire \$"


def _wrong(latex: str) -> Iterator[tuple[int, str, str]]:
    if len(latex) > LONGEST:
        yield 0, f"formule de {len(latex)} signes", f"{LONGEST} au plus : la couper en plusieurs"
    for order in ORDER.finditer(latex):
        if order[1] not in (ORDERS if order[1].isalpha() else SIGNS):
            yield order.start(), f"« {order[0]} » refusé dans une formule", r"des signes de calcul seulement : \frac, \sum, \times, \text{…}…"
    for place in PLACE.finditer(latex):
        if place["name"] not in PLACES:
            yield place.start(), f"« {place[0]} » refusé dans une formule", f"choisir parmi : {', '.join(sorted(PLACES))}"
    for row in ROW_HEIGHT.finditer(latex):
        yield row.start(), "hauteur de ligne dans une formule", r"écrire \\ seul"
    yield from _unpaired(latex)


def _unpaired(latex: str) -> Iterator[tuple[int, str, str]]:
    """Braces, \\left and \\begin that KaTeX would refuse: it would show the formula in red, as it is written."""
    depth = deepest = 0
    for brace in re.findall(r"\\.|([{}])", latex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        deepest = max(deepest, depth)
        if depth < 0:
            break
    if depth:
        yield 0, "accolades de la formule mal fermées", "une } pour chaque {"
    if deepest > DEEPEST:
        yield 0, "trop d'accolades les unes dans les autres", f"{DEEPEST} au plus : la couper en plusieurs"
    for opens, closes in ((r"\left", r"\right"), (r"\begin", r"\end")):
        if len(re.findall(rf"\{opens}(?![a-zA-Z])", latex)) != len(re.findall(rf"\{closes}(?![a-zA-Z])", latex)):
            yield 0, f"{opens} sans {closes}, ou l'inverse", f"un {closes} pour chaque {opens}"
