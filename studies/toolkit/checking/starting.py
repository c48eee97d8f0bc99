"""How a study begins: a copy of the template under its own name, and what is left in it of the template."""

import json
import re
import shutil
import unicodedata
from collections.abc import Collection
from pathlib import Path

from data.ground.faults import Fault
from data.ground.text_files import read_text
from studies.toolkit.checking import line_numbers
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import card as cards
from studies.toolkit.running.study import may_be_named
from studies.toolkit.running.versions import files

TEMPLATE = "_template"
NAME = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_NAME = 40  # [characters] it stands in addresses and in file names
EXAMPLE = "exemple du modèle"  # what marks each text and figure of the template that an author has to replace
ILLEGIBLE = re.compile(r"[\x00-\x1f\x7f]")  # a title is one line


def plain(words: str, link: str) -> str:
    """Words without accents, capitals or signs, joined by `link`: "Chaleur bois" is chaleur_bois or chaleur-bois."""
    letters = unicodedata.normalize("NFKD", words.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae")).encode("ascii", "ignore").decode()
    return link.join(re.findall(r"[a-z0-9]+", letters.lower()))


def _cards(root: Path) -> list[Path]:
    """The cards of a folder of studies, by name: a copy that a file manager named in its own way (« - Copie ») takes no address."""
    return [path for path in sorted(root.glob("[!_]*/study.toml")) if may_be_named(path.parent.name)]


def titled(root: Path) -> dict[str, tuple[str, str]]:
    """The name and the title of each study of a folder whose card can be read, by its address."""
    read = ((path.parent.name, cards.read(path, "")[0]) for path in _cards(root))
    found: dict[str, tuple[str, str]] = {}
    for name, card in read:
        if card is not None:
            found.setdefault(card.url, (name, card.title))  # the first folder keeps it, as in the catalogue
    return found


def as_written(folder: Path) -> tuple[str, str]:
    """The address and the title that a refused card gives on lines of their own; those of the folder when it gives none. So a page stays where it is
    while its author mends it."""
    text = read_text(folder / "study.toml", "")[0] or ""
    url, title = (re.search(rf'^{name} *= *"({form})"', text, re.MULTILINE) for name, form in (("url", "[a-z0-9-]+"), ("title", '[^"\\n]+')))
    return url[1] if url else folder.name.replace("_", "-"), title[1] if title else folder.name


def addresses(root: Path) -> dict[str, str]:
    """The address of each study of a folder whose card can be read, with the name of the study."""
    return {url: name for url, (name, _) in titled(root).items()}


def address(folder: Path) -> str:
    """The address of the study of a folder, whose card can be read."""
    return cards.read(folder / "study.toml", "")[0].url


def address_faults(root: Path, name: str, url: str, beside: Collection[str] = ()) -> list[Fault]:
    """One fault when another study of `root` has the same address: the first in the order of names is shown, and the other is not. Nothing for the
    first when the other is checked `beside` it: it is told there."""
    known = [path.parent.name for path in _cards(root) if _has_address(path, url)]
    others = [each for each in known if each != name and (each < name or each not in beside)]
    if not others:
        return []
    taken = f"aussi prise par l'étude {others[0]}, qui n'est donc plus affichée" if name < others[0] else f"déjà prise par l'étude {others[0]}"
    fault = Fault(f"studies/{name}/study.toml (url)", f"adresse « {url} » {taken}", "en choisir une autre")
    return [line_numbers.located(fault, root / name)]


def _has_address(card: Path, url: str) -> bool:
    found = cards.read(card, "")[0]
    return found is not None and found.url == url


def start(root: Path, name: str, title: str | None = None) -> Path:
    """Copies the template of `root` to a new folder `name`, with its title and its address; returns the folder.

    Raises BadRequest for a name or a title that cannot be used, or that is already taken. Nothing else is written.
    """
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        better = plain(name, "_").lstrip("0123456789_")[:LONGEST_NAME].rstrip("_") or "chaleur_bois"
        rule = f"une lettre d'abord, puis des minuscules sans accent, des chiffres et _, {LONGEST_NAME} caractères au plus"
        raise BadRequest(f"nom « {name} »", "refusé", f"{rule} ; par exemple : {better}")
    folder, url = root / name, name.replace("_", "-").strip("-")
    if folder.exists():
        raise BadRequest(f"studies/{name}", "ce dossier existe déjà, rien n'a été changé", "choisir un autre nom, ou travailler dans ce dossier")
    title = " ".join((title if title is not None else name.replace("_", " ").capitalize()).split())
    if not title or ILLEGIBLE.search(title):
        raise BadRequest("titre", "vide ou illisible", 'écrire quelques mots entre guillemets : "Chaleur bois"')
    if (owner := addresses(root).get(url)) or url in cards.RESERVED:
        taken = f"par l'étude {owner}" if owner else "par une page du Studio"
        raise BadRequest(f"nom « {name} »", f"l'adresse /{url} est déjà prise {taken}", f"choisir un autre nom, par exemple etude_{name}")
    shutil.copytree(root / TEMPLATE, folder, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    card = folder / "study.toml"
    text = card.read_text("utf-8")
    for key, value in (("title", title), ("url", url)):
        line = f"{key} = {json.dumps(value, ensure_ascii=False, allow_nan=False)}"
        text = re.sub(rf'^{key} = "[^"]*"', lambda _, written=line: written, text, count=1, flags=re.MULTILINE)
    card.write_text(text, "utf-8")
    read, faults = cards.read(card, "")
    if read is None:  # nothing but the title was changed in the template
        shutil.rmtree(folder)
        raise BadRequest("titre", faults[0].fault, faults[0].remedy)
    return folder


def examples_left(folder: Path) -> dict[str, list[int]]:
    """The lines of each file that still hold something of the template; comments do not count."""
    found = {}
    for path in files(folder):
        lines = [
            number
            for number, line in enumerate(path.read_bytes().decode("utf-8", "ignore").splitlines(), start=1)
            if EXAMPLE in line.lower() and not line.startswith("#")
        ]
        if lines:
            found[path.relative_to(folder).as_posix()] = lines
    return found
