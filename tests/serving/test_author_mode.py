"""The author's mode: one command starts it, on this machine alone; the open page follows the files, and its errors tell their line."""

import contextlib
import re
import socket
import threading
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from data.ground.faults import Fault
from pages.parts import incidents
from pages.parts.visiting import author
from studies import __main__ as command_line
from studies import catalog, serving
from studies.toolkit.checking import proven, starting
from studies.toolkit.checking.trials import meanwhile
from studies.toolkit.reading.code import page_loading
from tests.studies.conftest import root  # noqa: F401  (a folder of studies that a test may add to)
from tests.studies.study_changes import append


@pytest.fixture
def writing(monkeypatch):
    """A server started by `python -m studies serve`."""
    monkeypatch.setenv(serving.AUTHOR, "1")


@pytest.mark.parametrize("system", ["posix", "nt"])
def test_the_command_serves_this_machine_alone_and_says_that_an_author_reads(system, monkeypatch, capsys):
    asked = {}

    def stopped(command, env):
        asked.update(command=command, env=env)
        raise KeyboardInterrupt  # Ctrl+C

    monkeypatch.setattr(serving, "os", SimpleNamespace(name=system, environ={}, chdir=lambda _: None, execve=lambda _, *given: stopped(*given)))
    monkeypatch.setattr(serving.subprocess, "run", lambda command, env, **_: stopped(command, env))
    with socket.socket() as free:
        free.bind((serving.HERE, 0))
        port = free.getsockname()[1]
    with contextlib.suppress(KeyboardInterrupt):
        assert command_line.main(["serve", "--port", str(port)]) == 0
    assert asked["command"][1:] == ["-m", "streamlit", "run", "server.py", "--server.address", "127.0.0.1", "--server.port", str(port)]
    assert asked["env"] == serving.START | {serving.AUTHOR: "1", "PYTHONUTF8": "1"}
    assert "la page ouverte se redessine à chaque fichier enregistré" in capsys.readouterr().out


def test_a_port_that_is_taken_is_told_with_another_one(capsys):
    with socket.socket() as taken:
        taken.bind((serving.HERE, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert command_line.main(["serve", "--port", str(port)]) == 2
    assert f"port {port} | déjà occupé | en choisir un autre : --port {port + 1}" in capsys.readouterr().err


def test_the_makefile_starts_the_server_as_the_command_does():
    makefile = (serving.ROOT / "Makefile").read_text("utf-8")
    given = re.search(r"^START := (.*)$", makefile, re.MULTILINE)[1]
    assert dict(pair.split("=") for pair in given.split()) == serving.START
    assert "$(PYTHON) -m studies serve --port $(PORT)" in makefile


def test_only_that_command_and_only_here_opens_the_mode(monkeypatch):
    assert not author.writing()
    monkeypatch.setenv(serving.AUTHOR, "1")
    assert author.writing()
    monkeypatch.setattr(author.st, "get_option", lambda name: "0.0.0.0")
    assert not author.writing()


def test_a_saved_file_a_new_one_and_a_new_study_are_seen(root):  # noqa: F811
    folder = starting.start(root, "chaleur_bois")
    seen = [author.state()]
    append("text/essential.md", "\n")(folder)
    seen.append(author.state())
    (folder / "screens").mkdir()
    (folder / "screens/map.py").write_text("", "utf-8")
    seen.append(author.state())
    starting.start(root, "aide_a_domicile")
    seen.append(author.state())
    assert len(set(seen)) == 4 and author.state() == seen[-1]


def test_a_study_whose_check_lasts_is_shown_at_once_and_its_faults_follow(root, writing, monkeypatch):  # noqa: F811
    folder = starting.start(root, "chaleur_bois")
    append("text/essential.md", "\n{#slow} Un modèle lent.\n")(folder)
    fault, ended = Fault("studies/chaleur_bois/model.py (run)", "deux calculs, résultats différents", "le corriger"), threading.Event()
    monkeypatch.setattr(meanwhile, "PATIENCE", 0.0)
    monkeypatch.setattr(proven, "proved", lambda _study, _stopped: [fault] if ended.wait(60) else [])
    assert catalog.get("chaleur_bois").card.url == "chaleur-bois"
    assert meanwhile.under_way() == ["chaleur_bois"]
    seen = author.state()
    ended.set()
    while meanwhile.under_way():
        ended.wait()
    assert catalog.faults()["chaleur_bois"] == [fault]
    assert author.state() != seen  # the open page is drawn again


def test_a_check_stops_when_the_folder_is_saved_again_and_tells_nothing(tmp_path):
    asked, stopped = threading.Event(), []

    def slow(outdated):
        asked.wait(60)
        stopped.append(outdated())
        return ["défaut d'un état passé"]

    first = meanwhile.Meanwhile(tmp_path, ("premier état", ()), slow)
    last = meanwhile.Meanwhile(tmp_path, ("second état", ()), lambda _outdated: [])
    asked.set()
    assert last.now() == ("second état", ()) and first.now() == ("premier état", ())
    assert stopped == [True]


def failing(folder) -> BaseException:
    """The error of a page of the study, at line 2 of its page.py."""
    (folder / "page.py").write_text('"""Page."""\nraise KeyError("prix")\n', "utf-8")
    with pytest.raises(KeyError) as told:
        page_loading.run(folder)
    return told.value


def test_an_author_reads_the_line_and_the_remedy_and_a_visitor_does_not(root, monkeypatch):  # noqa: F811
    folder = starting.start(root, "chaleur_bois")
    error = failing(folder)
    assert "prix" not in incidents.author_text(error)
    monkeypatch.setenv(serving.AUTHOR, "1")
    told = incidents.author_text(error)
    assert told.startswith("studies/chaleur_bois/page.py, ligne 2 : « prix » n'existe pas dans ce tableau. Que faire : corriger ce nom")


def test_a_page_in_that_mode_watches_the_files_and_opens_the_banner(root, writing):  # noqa: F811
    folder = starting.start(root, "chaleur_bois")
    append("study.toml", "\nperdu\n")(folder)
    assert "chaleur_bois" in catalog.faults()

    def page():
        from pages.parts import frame, menu, visitor

        with frame.around(menu.GUIDES[1].title, visitor.current()):
            pass

    shown = AppTest.from_function(page, default_timeout=60)
    shown.run()
    assert author.SEEN in shown.session_state
    assert any(drawer.proto.expanded and "chaleur" in drawer.label for drawer in shown.expander)
