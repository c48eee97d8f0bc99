"""What `python -m studies check` prints: every fault, the page of each study drawn, then what is to be mended and what to do next."""

import sys
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from data.ground import french
from data.ground.faults import Fault
from studies import catalog
from studies.toolkit.checking import remarks, starting
from studies.toolkit.checking.trials import page_trial
from studies.toolkit.errors import BadRequest
from studies.toolkit.running.study import NEEDED, Study

SITE = "http://127.0.0.1:8501"  # where `make run` serves


def folders_of(names: Iterable[str]) -> list[Path]:
    """The folders to check: those that are named, or all that hold a file of a study. Raises BadRequest for a name that is no folder."""
    found = {path.parent.resolve() for name in NEEDED for path in catalog.ROOT.glob(f"[!_]*/{name}")}
    return [_folder(name) for name in names] or sorted(found)


def faults_of(folder: Path, study: Study | None, faults: list[Fault], beside: Collection[str]) -> list[Fault]:
    """Every fault of a folder that was checked, the address that another study has included; that of one checked `beside` it is told there, once."""
    if study is None or folder.parent != catalog.ROOT.resolve():
        return faults
    return [*faults, *starting.address_faults(catalog.ROOT, study.slug, study.card.url, beside)]


def located(fault: Fault, folder: Path) -> Fault:
    """A fault at the place where its folder really stands, and the command that mends it: the checks name every folder as if it were in studies/."""
    if folder.parent == catalog.ROOT.resolve():
        return fault
    remedy = fault.remedy.replace(f"studies check {folder.name} --fix", f"studies check {argument(_standing(folder))} --fix")
    return replace(fault, place=place_of(fault.place, folder), remedy=remedy)


def place_of(place: str, folder: Path) -> str:
    """A place of a folder, where it really stands."""
    usual = f"studies/{folder.name}"
    if folder.parent == catalog.ROOT.resolve() or not place.startswith(usual):
        return place
    return _standing(folder) + place.removeprefix(usual)


def _standing(folder: Path) -> str:
    return (folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder).as_posix()


def argument(name: str) -> str:
    """A name as it is to be typed in a terminal, of Windows too."""
    return f'"{name}"' if " " in name else name


def _folder(name: str) -> Path:
    for folder in (catalog.ROOT / name, Path(name)):
        if folder.is_dir():
            return folder.resolve()
    raise BadRequest(name, "ni une étude ni un dossier", "donner le nom d'un dossier de studies/ ou un chemin")


def python() -> str:
    """How to call this Python from here, to be copied in a terminal: that of Windows takes what follows a / for an option."""
    here = Path(sys.executable)
    return str(here.relative_to(Path.cwd())) if here.is_relative_to(Path.cwd()) else "python"


def show(names: list[str]) -> int:
    """Prints every fault, then what to do next; 1 when there is a fault. Without any, what is to be mended in a study that is shown nevertheless."""
    folders = folders_of(names)
    found = {folder: _checked(folder, whole=bool(names)) for folder in folders}
    together = {folder.name for folder in folders}
    faults = [located(fault, folder) for folder, (study, wrong) in found.items() for fault in faults_of(folder, study, wrong, together)]
    for fault in faults:
        print(_to_type(fault))
    count = len(folders)
    checked = french.counted(count, "étude vérifiée", "études vérifiées")
    if faults:
        number = french.counted(len(faults), "défaut")
        again = " ".join([python(), "-m studies check", *map(argument, names)])
        print(f"{checked}, {number}. Chaque ligne dit : où | quel défaut | quel remède.")
        print(f"Corriger en commençant par le haut, enregistrer, puis relancer : {again}")
        return 1
    for folder in folders:
        if left := starting.examples_left(folder):
            places = " ; ".join(_lines(file, lines) for file, lines in left.items())
            print(f"{folder.name} : exemple du modèle encore à remplacer dans {places}.")
        for remark in remarks.of(found[folder][0]):
            print(f"À régler : {_to_type(located(remark, folder))}")
    print(f"{checked}, aucun défaut{_next_step(folders)}")
    return 0


def _to_type(fault: Fault) -> Fault:
    """A fault whose remedy calls this Python: another one may lack the libraries."""
    return replace(fault, remedy=fault.remedy.replace("python -m studies", f"{python()} -m studies"))


def _checked(folder: Path, whole: bool) -> tuple[Study | None, list[Fault]]:
    """A study and its faults, those of its page included once it has no other: at the bounds of its levers too when the check is a `whole` one."""
    study, faults = catalog.check_folder(folder)
    return study, faults or page_trial.faults(folder, only_scenarios=not whole)


def _lines(name: str, lines: list[int]) -> str:
    return f"{name}, {french.plural(len(lines), 'ligne')} {french.listed([str(line) for line in lines])}"


def _next_step(folders: list[Path]) -> str:
    if not folders:
        return ". Pour commencer une étude : make study NAME=chaleur_bois"
    if len(folders) > 1:
        return f" : make run, puis {SITE}"
    shown = folders[0].parent == catalog.ROOT.resolve() and not folders[0].name.startswith("_")
    return f" : make run, puis {SITE}/{starting.address(folders[0])}" if shown else ". Ce dossier n'est pas affiché sur le site."
