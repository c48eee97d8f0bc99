"""Which libraries had no release for years: `make audit` tells them, so that none is kept that nobody maintains.

A registry is asked through its ordinary client, uv: which version of each package is the last one, today and as of a past day. The same one means no
release since.
"""

import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

YEARS = 3  # without a release: a library that is alive mends something, or says that it works with the Python of the year
AT_ONCE = 8  # questions asked at the same time
LAST = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-deps", "--no-header", "--no-annotate", "-"]
# Finished, small, and read: why each stays although nothing was released for years.
READ_BY_HAND = {
    "mdurl": "coupe les adresses du Markdown, 200 lignes sans dépendance, portées de la référence en JavaScript",
    "numpy-financial": "des formules qui ne changent pas ; chaque résultat employé est recalculé par les tests du centre de données",
    "sortedcontainers": "demandée par les outils de test et d'audit seulement",
    "xstatic-leaflet": "porte Leaflet 1.9.3, la version stable de la série 1, lue par un navigateur et jamais exécutée ici",
}


class NoAnswer(Exception):
    """The registry did not answer."""


def last(name: str, before: date | None = None) -> str | None:
    """The last version of a package, today or before a day; None when it had none. NoAnswer when nobody says."""
    until = [] if before is None else ["--exclude-newer", before.isoformat()]
    ran = subprocess.run([*LAST[:-1], *until, LAST[-1]], input=name, capture_output=True, text=True, check=False)
    if ran.returncode == 0:
        return ran.stdout.strip().rpartition("==")[2].split(" ")[0]
    if before is not None and "No solution found" in ran.stderr:
        return None
    raise NoAnswer(ran.stderr.strip().rpartition("\n")[2].strip())


def forgotten(names: Iterable[str], today: date, last_version: Callable[[str, date | None], str | None] = last) -> list[str]:
    """The packages without a release for YEARS, in French, but for those read by hand. NoAnswer when the registry does not answer."""
    then = date(today.year - YEARS, today.month, min(today.day, 28))
    asked = sorted(set(names) - set(READ_BY_HAND))

    def told(name: str) -> str | None:
        before = last_version(name, then)
        if before is None or before != last_version(name, None):
            return None
        return f"{name} {before} | aucune version depuis plus de {YEARS} ans | la remplacer, ou écrire pourquoi elle reste (benchmarks/releases.py)"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [fault for fault in pool.map(told, asked) if fault]
