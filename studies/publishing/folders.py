"""Folders of drafts and of versions, laid down from what the store keeps so that the readers of the Studio find them as any other.

The code that runs is always that of the Studio: a draft or a version brings its figures, its texts, its tables and its pictures, never a file of
Python. A version whose model was another one is shown from its document, and not run.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from data.ground import files
from data.ground.faults import Fault, Refused
from studies import catalog
from studies.toolkit.running import versions

CODE = ".py"
KEPT = 30 * 86_400.0  # [s] a month: a draft leaves one folder for each of its states


def content_of(folder: Path) -> dict[str, bytes]:
    """The files of a study by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in versions.files(folder)}


def with_draft(folder: Path, changed: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """The files of a study with those of its draft in their place; None takes one away. The code stays that of the folder."""
    held = {**content_of(folder), **{path: content for path, content in changed.items() if not path.casefold().endswith(CODE)}}
    return {path: content for path, content in held.items() if content is not None}


def with_our_code(kept: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """What a version kept, with the code of the Studio in the place of its own."""
    ours = {path: content for path, content in content_of(folder).items() if path.endswith(CODE)}
    return {path: content for path, content in kept.items() if not path.endswith(CODE)} | ours


def laid(slug: str, content: Mapping[str, bytes]) -> Path:
    """A folder of var/ named as the study, which holds those files and nothing else; written once for the same content.

    Refused when the disk refuses, or when a path leads out of the folder.
    """
    folder = files.var_folder() / catalog.LAID / _name(slug, content) / slug
    done = folder.parent / "done"
    if done.is_file():
        return folder
    for path, held in content.items():
        target = folder / path
        if not target.resolve().is_relative_to(folder.resolve()):
            raise Refused(Fault(f"fichier « {path} »", "son chemin sort du dossier de l'étude", "le ranger dans ce dossier"))
        try:
            files.write_atomically(target, held)
        except OSError as error:
            raise Refused(Fault(f"fichier « {path} »", f"impossible à écrire ({files.cause(error)})", files.remedy(error))) from None
    files.write_atomically(done, b"")
    return folder


def clean(age: float = KEPT) -> int:
    """Takes away the folders that were laid down `age` [s] ago or more; how many are gone. For the start of a server, before anybody reads one: each
    is laid down again when it is asked for."""
    return files.remove_old((files.var_folder() / catalog.LAID).glob("*"), age)


def _name(slug: str, content: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(slug.encode())
    for path, held in sorted(content.items()):
        digest.update(f"\0{path}\0{len(held)}\0".encode() + held)
    return digest.hexdigest()[:24]
