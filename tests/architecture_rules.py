"""Which file may import what, and what no file may do: each rule with files that break it and files that keep it."""

import ast
import functools
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from studies.toolkit.reading.code import source_code

ROOT = Path(__file__).parents[1]
OURS = {"app", "server", "pages", "studies", "data", "geo", "tests", "benchmarks"}
MACHINERY = {"toolkit", "exports", "publishing", "committee", "decisions"}  # the folders of studies/ that are not studies
LONGEST = 300  # lines of a Python file: more is two subjects
CROWD = 15  # Python files in one folder: more are rooms that have no name yet
SCREENS = ["app.py", "server.py", "pages/*", "studies/*/page.py", "studies/*/screens/*", "tests/*", "benchmarks/*"]  # these know Streamlit
KNOWLEDGE = ["data", "geo", *(f"studies.{name}" for name in sorted({*MACHINERY, "catalog", "serving"}))]

# The first pattern that fits a file says which of our modules it may import, beside its siblings. A file that no pattern fits has no place.
DOORS = [
    ("data/ground/*", ["data.ground"]),
    ("data/*", ["data"]),
    ("geo/territory/*", ["data", "geo.territory"]),
    ("geo/travel/*", ["data", "geo.territory", "geo.travel"]),
    ("geo/fibre/*", ["data", "geo.territory", "geo.fibre"]),
    ("geo/sites/*", ["data", "geo.territory", "geo.travel", "geo.fibre", "geo.sites"]),
    ("geo/places/*", ["data", "geo.territory", "geo.travel", "geo.places"]),
    ("geo/*", ["data", "geo"]),
    ("studies/toolkit/reading/*", ["data", "studies.toolkit.errors", "studies.toolkit.reading"]),
    ("studies/toolkit/running/*", ["data", "studies.toolkit.errors", "studies.toolkit.reading", "studies.toolkit.running"]),
    ("studies/toolkit/*", ["data", "studies.toolkit"]),
    ("studies/exports/*", ["data", "geo", "studies.toolkit", "studies.exports"]),
    ("studies/publishing/cli.py", ["data", "studies.toolkit", "studies.catalog", "studies.publishing", "studies.decisions"]),
    ("studies/publishing/*", ["data", "geo", "studies.toolkit", "studies.catalog", "studies.publishing"]),
    ("studies/committee/*", ["data", "studies.toolkit", "studies.publishing", "studies.committee"]),
    ("studies/decisions/*", ["data", *(f"studies.{name}" for name in sorted(MACHINERY))]),
    ("studies/__init__.py", []),
    ("studies/catalog.py", ["data", "geo", "studies.toolkit", "studies.serving"]),
    ("studies/serving.py", ["studies.toolkit"]),
    ("studies/checked.py", ["data", "studies.toolkit", "studies.catalog"]),
    ("studies/__main__.py", ["data", "geo", "studies.toolkit", "studies.publishing", "studies.catalog", "studies.checked", "studies.serving"]),
    ("studies/*/*/*/*", None),
    ("studies/*/screens/*.py", [*KNOWLEDGE, "pages.parts"]),
    ("studies/*/*/*", None),
    ("studies/*/page.py", [*KNOWLEDGE, "pages.parts"]),
    ("studies/*/*.py", ["studies.toolkit"]),  # the files of a model
    ("pages/serving/*", [*KNOWLEDGE, "pages.parts", "pages.serving"]),
    ("pages/*", [*KNOWLEDGE, "pages.parts"]),
    ("app.py", [*KNOWLEDGE, "pages.parts"]),
    ("server.py", [*KNOWLEDGE, "pages.parts", "pages.serving"]),
    ("tests/*", sorted(OURS)),
    ("benchmarks/*", sorted(OURS)),
]
# fmt: off
TOP_LEVEL = {
    "app.py", "server.py", "pages", "studies", "data", "geo", "tests", "benchmarks", "Makefile", "pyproject.toml", "README.md", "CHANGELOG.md",
    *(f"requirements{of}.{form}" for of in ("", "-dev", "-crowd", "-audit") for form in ("txt", "lock")), "requirements-territory.txt",
    ".ci", ".streamlit", ".gitignore", ".editorconfig", ".gitattributes", "deploy",
}
# fmt: on
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "os.posix_spawn", "os.startfile"}
FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "marshal", "shelve"}
FORBIDDEN_ARGUMENTS = {"unsafe_allow_html", "unsafe_allow_javascript", "shell"}
# What may start a process. The page of a study is drawn for its check by `python -m pages`, which the toolkit may not import: the exception.
STARTERS = {"data/intake/job.py", "studies/toolkit/checking/trials/page_trial.py", "studies/serving.py"}
CLOCKS = {"time", "perf_counter", "monotonic", "process_time", "perf_counter_ns", "monotonic_ns", "time_ns"}


@dataclass(frozen=True)
class Source:
    """A Python file: its path from the root, and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return parsed(self.text, self.path)


@functools.cache
def parsed(text: str, path: str) -> ast.Module:
    """A file as Python reads it, once for all the rules: they look at it and change nothing."""
    return ast.parse(text, path)


def called(node: ast.Call) -> str:
    """The last name of what is called: `pd.read_csv(…)` is read_csv."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def imports(source: Source) -> set[str]:
    """Every module that a file imports, in full, relative imports and importlib.import_module("…") included."""
    found = set()
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            here = source.path.split("/")[: -node.level] if node.level else []
            base = ".".join([*here, *([node.module] if node.module else [])])
            found |= {f"{base}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call) and called(node) == "import_module" and node.args and isinstance(node.args[0], ast.Constant):
            found.add(str(node.args[0].value))
    return found


def within(module: str, allowed: list[str]) -> bool:
    """Whether a module is one of those, or inside one of them."""
    return any(module == door or module.startswith(door + ".") for door in allowed)


def study_of(path: str) -> str:
    """The study whose folder holds a file; nothing when it is none of a study."""
    folders = path.split("/")
    return folders[1] if folders[0] == "studies" and len(folders) > 2 and folders[1] not in MACHINERY else ""


def is_model(path: str) -> bool:
    """Whether a file is part of the model of a study: whatever is no screen."""
    return bool(study_of(path)) and path.endswith(".py") and not path.endswith("/page.py") and "/screens/" not in path


def is_sibling(source: Source, module: str) -> bool:
    """Whether a module is another file of the same study and of the same kind: a model goes with the model, a screen with screens."""
    study = study_of(source.path)
    package, _, name = module.partition(f"studies.{study}.")
    return bool(study) and not package and (name.split(".")[0] not in ("page", "screens") if is_model(source.path) else name.startswith("screens."))


def wrong_doors(source: Source) -> list[str]:
    """The modules of ours that a file may not import."""
    allowed = next((doors for pattern, doors in DOORS if fnmatch(source.path, pattern)), None)
    if allowed is None:
        return [f"{source.path} n'a pas de place dans l'architecture"]
    ours = {module for module in imports(source) if module.split(".")[0] in OURS and not is_sibling(source, module)}
    return [f"{source.path} importe {module}" for module in sorted(ours) if not within(module, allowed)]


def streamlit_out_of_screens(source: Source) -> list[str]:
    """Streamlit where there is no screen."""
    if any(fnmatch(source.path, pattern) for pattern in SCREENS):
        return []
    return [f"{source.path} importe {module}" for module in sorted(imports(source)) if within(module, ["streamlit"])]


def study_named(source: Source) -> list[str]:
    """A study imported by its name, by anything but a test or its own files."""
    if source.path.startswith(("tests/", "benchmarks/")):
        return []
    inside = {module.split(".")[1] for module in imports(source) if module.startswith("studies.") and not is_sibling(source, module)}
    return [f"{source.path} importe l'étude {name}" for name in sorted(inside - MACHINERY - {"catalog", "checked", "serving"})]


def model_beyond_computing(source: Source) -> list[str]:
    """A model that reads a file or a clock, or imports a library that could: what the check of a study refuses, for the models shipped."""
    return [str(fault) for fault in source_code.faults_in(source.text, source.path, is_model=True)] if is_model(source.path) else []


def dangerous(source: Source) -> list[str]:
    """Code made from text, orders to a shell, objects loaded from bytes, raw HTML on screen."""
    found = {module for module in imports(source) if module.split(".")[0] in FORBIDDEN_MODULES}
    for call in (node for node in ast.walk(source.tree) if isinstance(node, ast.Call)):
        found |= {ast.unparse(call.func)} & FORBIDDEN_CALLS
        found |= {keyword.arg for keyword in call.keywords if keyword.arg in FORBIDDEN_ARGUMENTS}
    return [f"{source.path} utilise {name}" for name in sorted(found)]


def pale_button(source: Source) -> list[str]:
    """A button of type "primary": Streamlit writes it in white, which the dark theme's green carries at 3.2:1 only, under 4.5:1."""
    return [
        f"{source.path}, ligne {node.lineno} : bouton « primary »"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call)
        and called(node).endswith("button")
        and any(keyword.arg == "type" and isinstance(keyword.value, ast.Constant) and keyword.value.value == "primary" for keyword in node.keywords)
    ]


def asserted_time(source: Source) -> list[str]:
    """A test that asserts a duration: it fails on a slow machine. Follows a clock through the variables it is kept in."""
    if not source.path.startswith("tests/"):
        return []
    timed: set[str] = set()

    def reads_clock(node: ast.AST) -> bool:
        return any(
            (isinstance(part, ast.Call) and called(part) in CLOCKS) or (isinstance(part, ast.Name) and part.id in timed) for part in ast.walk(node)
        )

    found = []
    for node in sorted((node for node in ast.walk(source.tree) if hasattr(node, "lineno")), key=lambda node: node.lineno):
        if isinstance(node, ast.Assign) and reads_clock(node.value):
            timed |= {target.id for target in node.targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.Assert) and reads_clock(node.test):
            found.append(f"{source.path}, ligne {node.lineno} : une durée est affirmée")
    return found


def process_started(source: Source) -> list[str]:
    """A process of our own started by anything but the files that are there for it; a module that it names passes beside the doors."""
    if source.path in STARTERS or source.path.startswith(("tests/", "benchmarks/")):
        return []
    return [f"{source.path} lance un programme" for module in sorted(imports(source)) if within(module, ["subprocess", "os.system", "os.popen"])]


def too_long(source: Source) -> list[str]:
    """A file of too many lines."""
    lines = source.text.count("\n")
    return [f"{source.path} : {lines} lignes"] if lines > LONGEST else []


# Each rule, with files that break it and files that do not.
RULES = {
    wrong_doors: (
        [
            Source("data/ground/files.py", "from data import tables"),
            Source("data/tables.py", "from geo.maps import layers"),
            Source("geo/travel/access.py", "from geo.sites.located import KINDS"),
            Source("geo/territory/lozere.py", "from geo import travel"),
            Source("geo/maps/decks.py", "import studies.catalog"),
            Source("geo/maps/decks.py", "from pages.parts.maps import territory_map"),
            Source("studies/toolkit/reading/card.py", "from geo.territory import lozere"),
            Source("studies/toolkit/reading/card.py", "from ...catalog import get"),
            Source("studies/toolkit/reading/card.py", "from studies.toolkit.running import runs"),
            Source("studies/toolkit/running/runs.py", "from studies.toolkit.checking.check import check"),
            Source("studies/exports/store.py", "from studies import catalog"),
            Source("studies/catalog.py", "from pages.parts import menu"),
            Source("pages/parts/menu.py", "from pages.serving import health"),
            Source("studies/pork/model.py", "from data import tables"),
            Source("studies/pork/costs.py", "from geo.territory import lozere"),
            Source("studies/pork/costs.py", "from .screens.map import draw"),
            Source("studies/pork/page.py", "from studies.pork import model"),
            Source("studies/pork/screens/map.py", "from studies.pork.costs import levelised_cost"),
            Source("studies/pork/screens/map.py", "from studies.hydrogen.screens.map import draw"),
            Source("studies/pork/deep/costs.py", ""),
            Source("pages/home.py", "import importlib\nimportlib.import_module('studies.pork.model')"),
            Source("pages/home.py", "from pages import compare"),
            Source("app.py", "from studies.broadband import model"),
        ],
        [
            Source("studies/pork/model.py", "import numpy\nfrom studies.toolkit import finance\nfrom .costs import levelised_cost"),
            Source("studies/pork/page.py", "from pages.parts.maps import territory_map\nfrom studies.pork.screens.map import draw"),
            Source("studies/pork/screens/map.py", "from studies.pork.screens import colours"),
        ],
    ),
    streamlit_out_of_screens: (
        [
            Source("geo/maps/decks.py", "import streamlit as st"),
            Source("studies/pork/model.py", "from streamlit import cache_data"),
            Source("studies/pork/costs.py", "import streamlit"),
        ],
        [Source("studies/pork/page.py", "import streamlit as st"), Source("studies/pork/screens/map.py", "import streamlit as st")],
    ),
    study_named: (
        [
            Source("studies/pork/model.py", "from studies.hydrogen.model import run"),
            Source("pages/parts/study/choosing/levers.py", "from studies import pork"),
        ],
        [Source("pages/parts/study/choosing/levers.py", "from studies import catalog\nfrom studies.toolkit.reading import units")],
    ),
    model_beyond_computing: (
        [
            Source("studies/pork/model.py", "from pathlib import Path"),
            Source("studies/pork/model.py", "import requests"),
            Source("studies/pork/model.py", "import pandas as pd\npd.read_csv('x.csv')"),
            Source("studies/pork/costs.py", "text = open('x.csv')"),
        ],
        [Source("studies/pork/model.py", "import numpy as np\nfrom .costs import price\nnp.zeros(3)")],
    ),
    dangerous: (
        [
            Source("data/tables.py", "eval('1')"),
            Source("data/tables.py", "exec(text)"),
            Source("data/tables.py", "import os\nos.system(text)"),
            Source("data/intake/job.py", "subprocess.run(text, shell=True)"),
            Source("data/tables.py", "import pickle"),
            Source("pages/home.py", "st.markdown(text, unsafe_allow_html=True)"),
        ],
        [Source("pages/home.py", "import runpy\nst.markdown(text)")],
    ),
    pale_button: (
        [Source("pages/home.py", "st.button('Publier', type='primary')"), Source("pages/home.py", "st.form_submit_button('x', type='primary')")],
        [Source("pages/home.py", "st.button('Publier')")],
    ),
    asserted_time: (
        [
            Source("tests/test_x.py", "import time\nstart = time.monotonic()\nspent = time.monotonic() - start\nassert spent < 1"),
            Source("tests/test_x.py", "assert perf_counter() - start < 2"),
        ],
        [Source("tests/test_x.py", "import time\nend = time.monotonic() + 3\nassert value == 3")],
    ),
    process_started: (
        [Source("studies/toolkit/running/runs.py", "import subprocess"), Source("pages/home.py", "from subprocess import run")],
        [Source("studies/toolkit/checking/trials/page_trial.py", "import subprocess"), Source("tests/test_x.py", "import subprocess")],
    ),
    too_long: (
        [Source("geo/maps/decks.py", "\n" * 301), Source("tests/test_x.py", "\n" * 301)],
        [Source("geo/maps/decks.py", "\n" * 300), Source("tests/test_x.py", "\n" * 300)],
    ),
}
