"""Streamlit's own words, in French: nothing public changes them, so they are replaced in its bundles as the server hands them out.

In words.csv, each bundle is named by its stem (the rest of its name is the digest of its content). Every English snippet must be found in the pinned
version, and no other may be shown: tests say which one is not found, and which one is new, after an upgrade. One snippet is no word: what would cut a
notice after its third line, behind a button that there is no time to press.
"""

import csv
from pathlib import Path


def _words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["bundle"], {})[row["english"]] = row["french"]
    return found


WORDS = _words()  # stem of the bundle -> snippet as it is written there -> the same in French


def words_of(bundle: Path) -> dict[str, str]:
    """What is replaced in a bundle; nothing for most of them."""
    return WORDS.get(bundle.name.partition(".")[0], {}) if bundle.suffix == ".js" else {}


def in_french(bundle: Path) -> bytes:
    """The content of a bundle with its words in French. A snippet that a bundle of that stem does not have is left alone."""
    content = bundle.read_bytes()
    for english, french in words_of(bundle).items():
        content = content.replace(english.encode("utf-8"), french.encode("utf-8"))
    return content
