"""The audit of the libraries: what is said of a licence and of a vulnerability, without asking any service."""

import json
import subprocess
from email.message import Message

import pytest

from benchmarks import audit


@pytest.mark.parametrize(
    "said",
    [
        "MIT",
        "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
        "Mozilla Public License 2.0 (MPL 2.0)",
        "LGPL-3.0-only",
        "EUPL-1.2",
        "GPL-2.0 OR MIT",
    ],
)
def test_an_allowed_licence_has_no_fault(said):
    assert audit.licence_fault("essai", said) is None


@pytest.mark.parametrize("said", ["GPL-3.0-only", "GNU General Public License v3 (GPLv3)", "AGPL-3.0", "MIT AND GPL-2.0", "Proprietary"])
def test_another_licence_is_told_with_its_name(said):
    assert f"« {said} » non admise" in audit.licence_fault("essai", said)


def test_a_class_that_names_no_licence_is_passed_over():
    told = Message()
    for classifier in ("License :: OSI Approved", "License :: OSI Approved :: Apache Software License"):
        told["Classifier"] = classifier
    assert audit.licence(told) == "Apache Software License"


def test_a_package_without_licence_is_told_unless_it_was_read_by_hand():
    assert "licence inconnue" in audit.licence_fault("essai", "")
    assert audit.licence_fault("axe-playwright-python", "") is None


def test_a_vulnerability_is_told_with_the_version_that_mends_it():
    known = [{"id": "PYSEC-1", "fix_versions": ["2.1"]}, {"id": "PYSEC-2", "fix_versions": []}]
    answer = json.dumps({"dependencies": [{"name": "essai", "version": "2.0", "vulns": known}, {"name": "sain", "version": "1", "vulns": []}]})
    assert audit.vulnerabilities(answer) == [
        "essai 2.0 | vulnérabilité PYSEC-1 | passer à 2.1",
        "essai 2.0 | vulnérabilité PYSEC-2 | aucune version corrigée : s'en passer ou l'isoler",
    ]


@pytest.mark.parametrize(
    ("names", "said"),
    [(["essai"], "1 bibliothèque (essai)"), ([f"essai-{number}" for number in range(1, 10)], "9 bibliothèques (essai-1, essai-2, essai-3…)")],
)
def test_libraries_that_the_service_says_nothing_of_are_told_on_one_french_line_and_are_no_success(names, said, monkeypatch, capsys):
    reason = "Failed to connect to PyPI: Max retries exceeded"
    answer = json.dumps({"dependencies": [{"name": name, "skip_reason": f"{reason} ({name})"} for name in names]})
    monkeypatch.setattr(audit.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, stdout=answer, stderr=""))
    assert audit.main() == 2
    told = [line for line in capsys.readouterr().out.splitlines() if "essai" in line or "Vulnérabilités" in line]
    remedy = "Vérifier la connexion, puis relancer : make audit"
    assert told == [f"Vulnérabilités : aucune connue, mais pas de réponse du service pour {said}. {remedy}"]


@pytest.mark.parametrize(
    ("last_line", "cause"),
    [
        ("requests.exceptions.ProxyError: HTTPSConnectionPool(host='pypi.org', port=443): Max retries exceeded with url: /pypi/x/json", "ProxyError"),
        ("ConnectionError: timeout", "ConnectionError"),
        ("", "code 1"),
    ],
)
def test_a_service_that_does_not_answer_is_said_and_is_no_success(last_line, cause, monkeypatch, capsys):
    silent = subprocess.CompletedProcess([], 1, stdout="", stderr=f"Traceback (most recent call last):\n{last_line}" if last_line else "")
    monkeypatch.setattr(audit.subprocess, "run", lambda *_, **__: silent)
    assert audit.main() == 2
    said = f"Vulnérabilités : pas de réponse du service ({cause}). Vérifier la connexion, puis relancer : make audit"
    assert capsys.readouterr().out.splitlines()[-1] == said
