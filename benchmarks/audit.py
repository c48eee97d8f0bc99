"""What `make audit` says of the libraries that are installed: their licences, the vulnerabilities that the public service knows of, those that
nobody released for years.

Exit status 0 when all is well, 1 on a fault, 2 when the service did not answer.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from email.message import Message
from importlib import metadata

from benchmarks import locked, releases
from data.ground import french

# A licence that lets the Studio be used, changed and handed on: permissive, or one that binds the changes made to the library alone.
ALLOWED = re.compile(
    r"MIT|0?BSD|Apache|MPL|Mozilla Public|LGPL|Lesser General Public|EUPL|PSF|Python Software|ISC|Zlib|HPND|Unlicense|CC0", re.IGNORECASE
)
REFUSED = re.compile(r"(?<!L)A?GPL|(?<!Lesser )General Public|Affero|SSPL|proprietary|commercial", re.IGNORECASE)
NAMELESS = "License :: OSI Approved"  # a class that names no licence, beside the one that does
FAILURE = re.compile(r"(?:\w+\.)*(\w+):")  # the class of an error, whose message is long and in English
NAMED = 3  # libraries that the service says nothing of, named on its line
# What a package does not say, or says badly, read by hand where its sources are.
READ_BY_HAND = {"axe-playwright-python": "MIT (fichier LICENSE de son dépôt)", "XStatic-Leaflet": "BSD-2-Clause (celle de Leaflet)"}


def licence(of: Message) -> str:
    """The licence that the metadata of a package give: the expression, else the classifiers, else the first line of the free text."""
    classes = [text.rpartition(" :: ")[2] for text in of.get_all("Classifier") or [] if text.startswith("License :: ") and text != NAMELESS]
    return of.get("License-Expression") or " ; ".join(classes) or (of.get("License") or "").strip().partition("\n")[0]


def licence_fault(name: str, said: str) -> str | None:
    """Why a package may not be used, in French; None when it may. Of a choice (OR), one allowed licence is enough; otherwise every one counts."""
    known = READ_BY_HAND.get(name, said)
    if not known:
        return f"{name} | licence inconnue | la lire à sa source, puis l'écrire dans READ_BY_HAND (benchmarks/audit.py)"
    parts = [part for choice in re.split(r"\bOR\b", known) for part in [re.split(r"\bAND\b|;", choice)]]
    if any(all(ALLOWED.search(text) and not REFUSED.search(text) for text in choice) for choice in parts):
        return None
    return f"{name} | licence « {known} » non admise | retirer cette bibliothèque, ou en faire un programme à part"


def vulnerabilities(answer: str) -> list[str]:
    """Each vulnerability of the JSON of pip-audit, in French. ValueError when it is no such answer."""
    return [
        f"{package['name']} {package['version']} | vulnérabilité {known['id']} | "
        + (f"passer à {', '.join(known['fix_versions'])}" if known["fix_versions"] else "aucune version corrigée : s'en passer ou l'isoler")
        for package in json.loads(answer)["dependencies"]
        for known in package.get("vulns", ())
    ]


def unread(answer: str) -> list[str]:
    """The names of the packages that pip-audit could not ask about, without its English reasons: a service that is down gives one for each."""
    return sorted(package["name"] for package in json.loads(answer)["dependencies"] if "skip_reason" in package)


def _told(faults: Iterable[str]) -> int:
    found = sorted(faults)
    print(*found, sep="\n", end="\n" if found else "")
    return len(found)


def _ages(packages: Iterable[metadata.Distribution]) -> int | None:
    """Prints the libraries without a release for years; how many, None when nobody answered."""
    asked = {locked.same(package.name) for package in packages} & set(locked.read(locked.TESTS))
    try:
        old = _told(releases.forgotten(asked, date.today()))
    except releases.NoAnswer as silent:
        print(f"Versions : pas de réponse ({silent}). Vérifier la connexion, puis relancer : make audit")
        return None
    counted = f"{old or 'aucune'} bibliothèque{'s' if old > 1 else ''} sans version depuis {releases.YEARS} ans"
    print(f"Versions : {counted}, hors celles qui ont été lues ({', '.join(releases.READ_BY_HAND)}).")
    return old


def main() -> int:
    """Prints what is wrong, the licences first."""
    packages = list(metadata.distributions())
    wrong = _told(fault for package in packages if (fault := licence_fault(package.name, licence(package.metadata))))
    print(f"Licences : {len(packages)} bibliothèques, {wrong or 'aucune'} à revoir.")
    old = _ages(packages)
    asked = [sys.executable, "-m", "pip_audit", "--local", "--format", "json", "--progress-spinner", "off"]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False)
    try:
        known, skipped = vulnerabilities(ran.stdout), unread(ran.stdout)
    except ValueError:
        named = FAILURE.match(ran.stderr.strip().rpartition("\n")[2])
        cause = named[1] if named else f"code {ran.returncode}"
        print(f"Vulnérabilités : pas de réponse du service ({cause}). Vérifier la connexion, puis relancer : make audit")
        return 2
    open_doors = _told(known)
    counted = f"{open_doors or 'aucune'} {french.plural(open_doors, 'connue')}"
    if skipped:
        named = f"{', '.join(skipped[:NAMED])}{'…' if len(skipped) > NAMED else ''}"
        which = f"{french.counted(len(skipped), 'bibliothèque')} ({named})"
        print(f"Vulnérabilités : {counted}, mais pas de réponse du service pour {which}. Vérifier la connexion, puis relancer : make audit")
        return 2
    print(f"Vulnérabilités : {counted}.")
    if old is None:
        return 2
    return 1 if wrong or open_doors or old else 0


if __name__ == "__main__":
    sys.exit(main())
