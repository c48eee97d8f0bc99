"""The parts that the `arranged` of a page puts, read from its code: which, and how many times each on the way that puts it most.

    lambda parts: [*parts, Opinion()]

What is sorted out of `parts` one by one (`[part for part in parts if part.id != "limits"]`, `parts[1:]`) is not followed.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

# The parts of every study page, on screen and on paper: their names, and the class of those that have one to themselves.
HOUSE_PARTS = {
    "answer": "",
    "aside": "Aside",
    "assumptions": "Assumptions",
    "breakeven": "BreakEvens",
    "changes": "Changes",
    "charts": "LiveCharts",
    "decisions": "Decided",
    "differences": "Differences",
    "downloads": "Downloads",
    "draws": "ManyDraws",
    "essential": "Essential",
    "figures": "DeclaredFigures",
    "header": "Header",
    "indicators": "HeadlineStrip",
    "keep": "Keeping",
    "levers": "Levers",
    "limits": "Limits",
    "map": "StudyMap",
    "meeting": "MeetingUnderWay",
    "method": "Method",
    "near-levers": "NearLevers",
    "options": "Options",
    "origins": "Origins",
    "printed-foot": "Foot",
    "questions": "Questions",
    "remarks": "Remarks",
    "report": "Report",
    "robustness": "Robustness",
    "scenario": "ScenarioChoice",
    "sight": "",
    "since": "",
    "story": "",
    "tabs": "Tabs",
    "warnings": "Cautions",
}
NAMED_WHERE_MADE = {"Row", "Told"}  # the first thing that they receive is their name
ADDS = {"append", "extend", "insert"}  # what a list is asked for to hold more
HOLDS = {"Tab", "list", "tuple", "sorted", "reversed"}  # no parts, and made of some
Known = Mapping[str, Counter[str]]  # the parts that each variable holds


class Arranged:
    """The function that a page gives as `arranged`, the classes of parts with the name of each, the names that it receives."""

    def __init__(self, function: ast.Lambda | ast.FunctionDef, classes: Mapping[str, str], received: Sequence[str]) -> None:
        self.given = {given.arg: Counter(received) for given in function.args.args[:1]}
        self.lines = [ast.Return(function.body)] if isinstance(function, ast.Lambda) else function.body
        self.classes = classes

    def repeated(self) -> list[str]:
        """The names that some way through the function puts twice or more."""
        most: Counter[str] = Counter()
        for put in self._ways(self.lines, self.given):
            most |= put
        return [name for name, times in most.items() if times > 1]

    def _ways(self, lines: Sequence[ast.stmt], before: Known) -> Iterator[Counter[str]]:
        """What each way through the lines gives back; `before` is what the variables hold."""
        known = dict(before)
        for place, line in enumerate(lines):
            match line:
                case ast.If(body=one, orelse=other):
                    for branch in (one, other):
                        yield from self._ways([*branch, *lines[place + 1 :]], known)
                    return
                case ast.Return():
                    yield self._put(line.value, known)
                    return
                case ast.Assign(targets=[ast.Name(id=name)]):
                    known[name] = self._put(line.value, known)
                case ast.AugAssign(target=ast.Name(id=name)):
                    known[name] = known.get(name, Counter()) + self._put(line.value, known)
                case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=asked), args=more)) if asked in ADDS:
                    known[name] = sum((self._put(piece, known) for piece in more), known.get(name, Counter()))

    def _put(self, node: ast.AST | None, known: Known) -> Counter[str]:
        """The parts in a piece of the function."""
        match node:
            case None:
                return Counter()
            case ast.Name(id=name):
                return known.get(name, Counter())
            case ast.IfExp(body=one, orelse=other):
                return self._put(one, known) | self._put(other, known)
        name = self._made(node)
        return sum((self._put(piece, known) for piece in self._held(node)), Counter([name] if name else []))

    def _held(self, node: ast.AST) -> list[ast.expr]:
        """The pieces of a list, of a sum of lists, of what makes a list of another, of a part that holds others."""
        match node:
            case ast.List(elts=pieces) | ast.Tuple(elts=pieces):
                return pieces
            case ast.BinOp(left=one, right=other):
                return [one, other]
            case ast.Starred(value=held):
                return [held]
            case ast.Call() if self._made(node) or _called(node) in HOLDS:
                return [*node.args, *(given.value for given in node.keywords)]
        return []

    def _made(self, node: ast.AST) -> str:
        """The name of the part that a call makes, "" for anything else."""
        if not isinstance(node, ast.Call):
            return ""
        if _called(node) in NAMED_WHERE_MADE and node.args and isinstance(node.args[0], ast.Constant):
            return str(node.args[0].value)
        return self.classes.get(_called(node), "")


def _called(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def ids(part: ast.ClassDef) -> list[ast.Assign]:
    """The lines of a part that write its name."""
    return [
        line
        for line in part.body
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant) and [ast.unparse(target) for target in line.targets] == ["id"]
    ]
