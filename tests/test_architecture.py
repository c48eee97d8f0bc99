"""Which file may import what, and what no file may do. The tables are the rules; each rule is proved able to fail on a bad snippet."""

import functools
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter

import pytest

from pages.parts import menu
from tests.architecture_rules import CROWD, ROOT, RULES, TOP_LEVEL, Source, imports


@functools.cache
def sources() -> list[Source]:
    """Every Python file of the repository."""
    folders = [ROOT / name for name in ("pages", "studies", "data", "geo", "tests", "benchmarks")]
    files = [*ROOT.glob("*.py"), *(file for folder in folders for file in folder.rglob("*.py"))]
    return [Source(file.relative_to(ROOT).as_posix(), file.read_text("utf-8")) for file in files]


def module_of(path: str) -> str:
    """The name by which a file is imported."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def circle(read: Sequence[Source]) -> list[str]:
    """The first round of files that import each other, late imports and those for types included."""
    files = {module_of(source.path): source.path for source in read}

    def file_of(module: str) -> str | None:
        parts = module.split(".")
        return next((files[name] for end in range(len(parts), 0, -1) if (name := ".".join(parts[:end])) in files), None)

    graph = {source.path: {file for module in imports(source) if (file := file_of(module)) and file != source.path} for source in read}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def crowded(read: Sequence[Source]) -> list[str]:
    """The folders with too many Python files side by side."""
    counts = Counter(source.path.rpartition("/")[0] for source in read)
    return [f"{folder} : {count} fichiers" for folder, count in sorted(counts.items()) if count > CROWD]


def named(rule):
    return rule.__name__


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_the_code_keeps_the_rule(rule):
    assert [fault for source in sources() for fault in rule(source)] == []


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_the_rule_can_fail_and_can_be_kept(rule):
    bad, good = RULES[rule]
    assert all(rule(source) for source in bad), [source for source in bad if not rule(source)]
    assert [fault for source in good for fault in rule(source)] == []


@pytest.mark.parametrize("held", [["check"], ["format", "--check"]], ids=" ".join)
def test_the_code_is_written_as_ruff_writes_it(held):
    answer = subprocess.run([sys.executable, "-m", "ruff", *held, "."], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_no_files_import_each_other_in_circles():
    assert circle(sources()) == []


def test_a_circle_is_seen_through_late_imports_and_folders():
    late = Source("geo/sites/offers.py", "def offers():\n    from geo.travel.access import minutes")
    first, second = Source("geo/travel/access.py", "from geo.sites import located"), Source("geo/sites/located.py", "from . import offers")
    assert set(circle([late, first, second])) == {"geo/sites/offers.py", "geo/travel/access.py", "geo/sites/located.py"}
    assert circle([first, second]) == []


def test_no_folder_is_crowded():
    assert crowded(sources()) == []


def test_a_crowded_folder_is_seen_and_those_inside_it_count_apart():
    full = [Source(f"geo/maps/{number}.py", "") for number in range(15)]
    assert crowded([*full, Source("geo/maps/deep/one.py", "")]) == []
    assert crowded([*full, Source("geo/maps/one.py", "")]) == ["geo/maps : 16 fichiers"]


def test_the_files_of_every_layer_are_read():
    layers = {source.path.split("/")[0] for source in sources()}
    assert layers >= {"app.py", "server.py", "pages", "studies", "data", "geo", "tests"}


def test_no_address_equals_a_file_of_pages():
    stems = {file.stem for file in (ROOT / "pages").glob("*.py")}
    addresses = {address.strip("/") for address in menu.addresses()}
    written = {address for source in sources() if not source.path.startswith("tests/") for address in re.findall(r'url_path="([^"]+)"', source.text)}
    assert stems
    assert not stems & (addresses | written), "Streamlit servirait ce fichier sans passer par app.py"


def test_no_pages_folder_stands_beside_the_script_that_the_server_runs():
    assert (ROOT / "pages/parts/entry.py").is_file()
    assert not (ROOT / "pages/parts/pages").exists()


def test_nothing_unexpected_is_tracked_at_the_top():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    assert {path.split("/")[0] for path in listed if path} <= TOP_LEVEL
