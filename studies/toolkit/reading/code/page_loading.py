"""The page of a study, run from its folder, wherever that folder stands: its page.py, and the screens that stand beside it.

A file of a page names the screens of its study as they stand in studies/, `from studies.broadband.screens import copper`. Python would give those
of the Studio to a draft, or to a version that was kept. Here a study takes its own, loaded as a package that no other folder shares, and read again
when a file has changed.
"""

import ast
import hashlib
import sys
import threading
from pathlib import Path
from types import CodeType, ModuleType

from data.ground.stamped import stamped
from studies.toolkit.reading.code import linked_files, loading

LOCK = threading.RLock()  # the screens of a folder are loaded by one thread at a time: their modules have one name for all
NAMED = 12  # hexadecimal digits of the address of a folder, in the name of its package


def run(folder: Path) -> None:
    """Runs the page.py of a study, as Streamlit does that of a page of the menu: anew each time."""
    package = _screens(folder)
    _run_file(folder, f"{package}.{linked_files.PAGE}", folder / f"{linked_files.PAGE}.py", package)


def own(named: str, slug: str, package: str) -> str:
    """The module that a study takes for its own where its code names one of its screens; any other is itself."""
    screens = f"{loading.HOME.name}.{slug}.{linked_files.SCREENS}"
    return f"{package}.{linked_files.SCREENS}{named.removeprefix(screens)}" if f"{named}.".startswith(f"{screens}.") else named


class _Source(loading.Source):
    """A file of a page, where the screens of its study are those of its folder."""

    def __init__(self, path: Path, slug: str, package: str) -> None:
        super().__init__(path)
        self.slug, self.package = slug, package

    def source_to_code(self, data: bytes, path: str) -> CodeType:
        """The code of the file; each of its lines keeps its number."""
        tree = ast.parse(data, path)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                node.module = own(node.module, self.slug, self.package)
        return super().source_to_code(tree, path)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    return tuple((path.as_posix(), path.stat().st_mtime_ns, path.stat().st_size) for path in linked_files.page_files(folder))


@stamped(_stamp, keep=32)
def _screens(folder: Path) -> str:
    """The name of the package that holds the screens of a folder, loaded."""
    package = f"page_{folder.name}_{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:NAMED]}"
    files = {f"{package}.{linked_files.SCREENS}.{path.stem}": path for path in linked_files.page_files(folder) if path.stem != linked_files.PAGE}
    with LOCK:
        for old in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
            sys.modules.pop(old, None)
        for name in (package, f"{package}.{linked_files.SCREENS}"):
            sys.modules[name] = ModuleType(name)
            sys.modules[name].__path__ = []  # a package, whose files are already loaded when one imports another
        for name in files:
            _load(folder, name, files, package)
    return package


def _load(folder: Path, name: str, files: dict[str, Path], package: str) -> None:
    """Loads a screen after those that it imports."""
    if name in sys.modules:
        return
    sys.modules[name] = ModuleType(name)  # two screens that import each other stop here, and Python tells it
    for node in ast.walk(ast.parse(files[name].read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module:
            module = own(node.module, folder.name, package)
            for other in [module, *(f"{module}.{alias.name}" for alias in node.names)]:
                if other in files:
                    _load(folder, other, files, package)
    screen = _run_file(folder, name, files[name], package)
    setattr(sys.modules[f"{package}.{linked_files.SCREENS}"], files[name].stem, screen)


def _run_file(folder: Path, name: str, path: Path, package: str) -> ModuleType:
    return loading.run_file(name, _Source(path, folder.name, package))
