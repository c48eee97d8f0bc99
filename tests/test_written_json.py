"""No JSON that the Studio writes holds NaN or Infinity, which Python would write and no browser reads."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted(path for folder in ("data", "geo", "studies", "pages") for path in (ROOT / folder).rglob("*.py"))


def lax(text: str) -> list[int]:
    """The lines where `json.dumps` may write NaN."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("json.dumps", "json.dump", "dumps")
        and not any(keyword.arg == "allow_nan" and ast.unparse(keyword.value) == "False" for keyword in node.keywords)
    ]


def test_every_writer_of_json_refuses_what_is_not_a_number():
    assert [f"{path.relative_to(ROOT)}, ligne {line}" for path in FILES for line in lax(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(("text", "lines"), [("json.dumps(x)", [1]), ("json.dumps(x, allow_nan=True)", [1]), ("json.dumps(x, allow_nan=False)", [])])
def test_a_lax_writer_is_seen(text, lines):
    assert lax(text) == lines
