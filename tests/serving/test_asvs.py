"""The table of OWASP ASVS 5.0, level 2, and that of the faults tried again on the running product: each item that is said to hold names tests, and
each named test exists; items that are tested here."""

import ast
import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from starlette.testclient import WebSocketDisconnect

ROOT = Path(__file__).parents[2]
TABLE, RETRIED = (Path(__file__).with_name(name) for name in ("asvs.csv", "retried.csv"))
ANSWERS = {"oui", "en partie", "non", "sans objet"}


def rows(table: Path = TABLE) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named() -> Iterator[tuple[str, str]]:
    """Every item, and every fault that was tried again, with a test that it names."""
    told = [(row["item"], row["tests"]) for row in rows()] + [(row["line"], row["tests"]) for row in rows(RETRIED)]
    return ((item, test) for item, tests in told for test in tests.split(" ; ") if test)


@cache
def names_in(file: Path) -> frozenset[str]:
    """The tests that a file defines, by name."""
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


def test_each_item_comes_once_with_one_of_the_four_answers():
    items = [row["item"] for row in rows()]
    assert len(set(items)) == len(items)
    assert {row["holds"] for row in rows()} == ANSWERS
    assert all(row["asks"] and row["level"] in ("1", "2", "3") for row in rows())


def test_what_holds_names_a_test_and_what_does_not_says_why():
    assert [row["item"] for row in rows() if row["holds"] == "oui" and not row["tests"]] == []
    assert [row["item"] for row in rows() if row["holds"] != "oui" and not row["why"]] == []


def test_each_fault_that_was_tried_again_says_what_was_seen_and_what_holds_it():
    assert [row["line"] for row in rows(RETRIED) if not (row["tried"] and row["seen"] and row["tests"])] == []


def test_each_named_test_exists():
    missing = []
    for item, test in named():
        path, _, name = test.partition("::")
        file = ROOT / "tests" / path
        if not file.is_file() or name not in names_in(file):
            missing.append((item, test))
    assert missing == []


@pytest.mark.parametrize("address", ["/", "/healthz", "/methode", "/_stcore/health"])
def test_the_method_trace_answers_nothing(client, address):
    answer = client.request("TRACE", address, headers={"x-secret": "ne-doit-pas-revenir"})
    assert answer.status_code in (404, 405)
    assert "ne-doit-pas-revenir" not in answer.text


@pytest.mark.parametrize("origin", ["https://pirate.exemple", "https://testserver.pirate.exemple", "null"])
def test_a_page_of_another_site_opens_no_link_with_the_server(client, origin):
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/_stcore/stream", headers={"origin": origin}):
        pass
    with client.websocket_connect("/_stcore/stream", headers={"origin": "http://testserver"}):
        pass
