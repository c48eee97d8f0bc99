"""The model of a study, loaded from its files: model.py, and every other Python file of the folder that is no screen.

A study that stands in studies/ is the package that its place says, `studies.hydrogen.model`, and stays in Python's list of modules. A study read from
any other folder (a draft, a version) is a package of its own, taken out of that list once it is complete: two folders of the same name never meet.
In both, a file that has changed is read again, and nothing is written beside the files.
"""

import ast
import importlib
import importlib.abc
import importlib.util
import itertools
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType, ModuleType

from data.ground.faults import Fault
from studies.toolkit.errors import in_french
from studies.toolkit.reading import grids
from studies.toolkit.reading.code import linked_files
from studies.toolkit.reading.tables.values import Table

Change = Callable[[ast.Module], ast.Module]  # of the code of a file before it runs
HOME = Path(__file__).parents[3]  # studies/
LOCK = threading.RLock()  # a study of studies/ is loaded by one thread at a time: its modules have one name for all
LOADS = itertools.count()  # part of the name of each package: two loads at the same time never share one


class Source(importlib.abc.SourceLoader):
    """A file read as it is now: without the time of the file Python neither reads nor writes its compiled form."""

    def __init__(self, path: Path, changed: Change | None = None) -> None:
        self.path, self.changed = path, changed

    def get_filename(self, fullname: str) -> str:
        """Where the code stands, as a traceback tells it."""
        return str(self.path)

    def get_data(self, path: str) -> bytes:
        """The text of the file."""
        return Path(path).read_bytes()

    def source_to_code(self, data: bytes, path: str) -> CodeType:
        """The code of the file, as it is written or as it was `changed`; each of its lines keeps its number."""
        return super().source_to_code(data if self.changed is None else self.changed(ast.parse(data, path)), path)


def lines_in(folder: Path, error: BaseException, place: str) -> list[str]:
    """The lines of the files of a folder that an error went through, in their order; `place` is how the folder is named in the faults."""
    deeper = lines_in(folder, error.__cause__, place) if error.__cause__ is not None else []
    if deeper:  # a library may raise from an error of its own, which went through no line of the folder
        return deeper
    steps = [(Path(step.filename), step.lineno) for step in traceback.extract_tb(error.__traceback__)]
    return [f"{place}/{path.relative_to(folder).as_posix()}, ligne {line}" for path, line in steps if path.is_relative_to(folder)]


def line_in(folder: Path, error: BaseException, place: str, otherwise: str) -> str:
    """The place of an error: the last line of the folder that it went through, in whichever file; the file `otherwise` when it went through none."""
    lines = lines_in(folder, error, place)
    return lines[-1] if lines else f"{place}/{otherwise}"


def run_file(name: str, source: Source) -> ModuleType:
    """The module of that name, which a file makes."""
    spec = importlib.util.spec_from_loader(name, source)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # for the files that import it, and for dataclasses, which look their module up while it loads
    spec.loader.exec_module(module)
    return module


def _load_file(package: ModuleType, path: Path, changed: Change | None) -> ModuleType:
    module = run_file(f"{package.__name__}.{path.stem}", Source(path, changed))
    setattr(package, path.stem, module)
    return module


def _tables_module(package: ModuleType, tables: Mapping[str, Table]) -> None:
    """The tables of a study, as a file of its model imports them."""
    module = ModuleType(f"{package.__name__}.{grids.FOLDER}")
    vars(module).update(tables)
    sys.modules[module.__name__] = module
    setattr(package, grids.FOLDER, module)


def load(folder: Path, place: str, tables: Mapping[str, Table]) -> tuple[dict[str, ModuleType], list[Fault]]:
    """The modules of a model by the name of their file, `model` first; none with the faults of the one that does not load.

    Asks for files without fault: each imports only those that are there, and none itself through another.
    """
    with LOCK:
        at_home = folder.resolve().parent == HOME
        package = _at_home(folder) if at_home else _apart(folder)
        loaded, faults = _load_all(package, folder, place, tables)
        if faults or not at_home:
            _forget(package.__name__)
        return loaded, faults


def load_apart(folder: Path, place: str, tables: Mapping[str, Table], changed: Change) -> tuple[dict[str, ModuleType], list[Fault]]:
    """The same modules beside those in use, their code `changed` on the way and their tables other ones; where the folder stands does not count."""
    with LOCK:
        package = _apart(folder)
        loaded, faults = _load_all(package, folder, place, tables, changed)
        _forget(package.__name__)
        return loaded, faults


def _at_home(folder: Path) -> ModuleType:
    """The package of a study of studies/, without what an older state of its files left."""
    name = f"{HOME.name}.{folder.name}"
    _forget(name)
    return importlib.import_module(name)


def _apart(folder: Path) -> ModuleType:
    """A package that no other load shares."""
    package = ModuleType(f"study_{folder.name}_{next(LOADS)}")
    package.__path__ = []  # a package, whose files are already loaded when one imports another
    sys.modules[package.__name__] = package
    return package


def _forget(name: str) -> None:
    """Takes the files of a model out of Python's list of modules; the screens of a study are imported by Streamlit as any other."""
    screens = tuple(f"{name}.{page}" for page in (linked_files.PAGE, linked_files.SCREENS))
    for module in [known for known in sys.modules if known.startswith(f"{name}.") and not known.startswith(screens)]:
        sys.modules.pop(module, None)
    if not name.startswith(f"{HOME.name}."):
        sys.modules.pop(name, None)


def _load_all(
    package: ModuleType, folder: Path, place: str, tables: Mapping[str, Table], changed: Change | None = None
) -> tuple[dict[str, ModuleType], list[Fault]]:
    """The modules of a model in its package, each after those that it imports."""
    files = {path.stem: path for path in linked_files.model_files(folder)}
    _tables_module(package, tables)
    loaded, name = {}, linked_files.MODEL
    try:
        for name in linked_files.order(folder):
            loaded[name] = _load_file(package, files[name], changed)
    except (Exception, SystemExit) as error:  # whatever an author's module raises must not take the other studies down
        said, remedy = in_french(error, "corriger cette ligne")
        where = line_in(folder, error, place, f"{name}.py")
        return {}, [Fault(where, f"le module ne se charge pas : {said}", remedy)]
    if not callable(getattr(loaded[linked_files.MODEL], "run", None)):
        return {}, [Fault(f"{place}/model.py", "fonction run absente", "écrire def run(p, territory) qui rend un dictionnaire de résultats")]
    return {name: loaded[name] for name in files}, []
