"""A study that was proven is not proven again by the next start, unless something that its proof depends on has changed."""

import pytest

from geo.territory import lozere
from studies import catalog
from studies.toolkit.checking import proven
from studies.toolkit.checking.check import Before
from studies.toolkit.errors import FaultyStudy
from studies.toolkit.reading.code import parsed
from studies.toolkit.running import runs
from tests.studies.study_changes import append, cell, copy_of_the_good_study, edit

pytestmark = pytest.mark.usefixtures("proofs_apart")

WRONG_CASE = cell("cases.csv", "v7_year_1", "expected", "12345")


@pytest.fixture
def var(tmp_path, monkeypatch):
    """Where proofs are kept."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path / "var"))
    yield tmp_path / "var"
    proven._machinery.cache_clear()


@pytest.fixture
def folder(tmp_path):
    """A study without fault."""
    return copy_of_the_good_study(tmp_path)


def start(folder) -> list[str]:
    """What a start does with a folder: the faults that it tells."""
    proven._machinery.cache_clear()  # another process
    study, faults = proven.check_once(folder, lozere.dataset(), catalog.shared())
    assert (study is None) is bool(faults)
    return [fault.fault for fault in faults]


@pytest.fixture
def runs_made(monkeypatch):
    """One item for each run of the model."""
    made, called = [], runs.called

    def noted(*figures):
        made.append(1)
        return called(*figures)

    monkeypatch.setattr(runs, "called", noted)
    return made


@pytest.fixture
def proves(monkeypatch):
    """A function that says whether a start proves the study again; the check itself is that of the tests above."""
    asked = []

    def without_fault(folder, territory, shared, before):
        asked.append(before is not Before.PROVEN)
        return folder, []

    monkeypatch.setattr(proven, "check", without_fault)

    def again(folder) -> bool:
        assert start(folder) == []
        return asked[-1]

    return again


def test_the_second_start_reads_the_study_and_does_not_run_it(var, folder, runs_made):
    assert start(folder) == []
    assert runs_made
    runs_made.clear()
    assert start(folder) == []
    assert not runs_made
    assert (var / "proven" / folder.name).is_file()


def test_the_code_that_was_proven_is_not_gone_over_again_and_one_byte_of_it_has_it_gone_over(var, folder, monkeypatch):
    start(folder)
    gone_over, nodes = [], parsed.nodes
    monkeypatch.setattr(parsed, "nodes", lambda tree: gone_over.append(1) or nodes(tree))
    assert start(folder) == []
    assert not gone_over
    append("model.py", "\nimport os\n")(folder)
    assert start(folder) and gone_over


def test_code_that_was_only_checked_before_is_gone_over_again(folder):
    append("model.py", "\nimport os\n")(folder)
    with pytest.raises(FaultyStudy):
        catalog.read_folder(folder)


def test_a_faulty_study_is_proven_at_every_start_and_a_proof_of_before_does_not_cover_it(var, folder, runs_made):
    start(folder)
    WRONG_CASE(folder)
    for _ in range(2):
        runs_made.clear()
        (fault,) = start(folder)
        assert fault.startswith("attendu 12345") and runs_made


@pytest.mark.parametrize(
    "change",
    [edit("model.py", "def run(", "\n\ndef run("), append("page.py", "# une remarque\n"), append("text/essential.md", "\nUn mot de plus.\n")],
    ids=["its model", "its page", "its texts"],
)
def test_a_byte_of_the_study_that_changes_has_it_proven_again(var, folder, proves, change):
    assert proves(folder)
    change(folder)
    assert proves(folder)
    assert not proves(folder)


@pytest.mark.parametrize("room", proven.CODE)
def test_a_byte_of_the_code_or_of_the_tables_under_it_that_changes_has_it_proven_again(var, folder, proves, tmp_path, monkeypatch, room):
    monkeypatch.setattr(proven, "ROOT", tmp_path / "studio")
    for each in proven.CODE:
        (tmp_path / "studio" / each).mkdir(parents=True, exist_ok=True)
    under = tmp_path / "studio" / room / "under.csv"
    under.write_bytes(b"1")
    assert proves(folder)
    assert not proves(folder)
    under.write_bytes(b"2")
    assert proves(folder)


def test_another_library_or_another_python_has_it_proven_again(var, folder, proves, tmp_path, monkeypatch):
    assert proves(folder)
    monkeypatch.setattr(proven.platform, "python_version", lambda: "3.99.0")
    assert proves(folder)
    monkeypatch.setattr(proven.sysconfig, "get_path", lambda _name: str(tmp_path))
    (tmp_path / "numpy-9.9.9.dist-info").mkdir()
    assert proves(folder)
    assert not proves(folder)


def test_a_file_that_changes_under_the_check_leaves_no_proof(var, folder, proves, monkeypatch):
    check = proven.check

    def slow(*given, **kept):
        found = check(*given, **kept)
        WRONG_CASE(folder)
        return found

    monkeypatch.setattr(proven, "check", slow)
    assert proves(folder)
    assert not (var / "proven").exists()


def test_a_damaged_proof_proves_nothing(var, folder, proves):
    assert proves(folder)
    (var / "proven" / folder.name).write_bytes(b"\xff\x00")
    assert proves(folder)
    assert not proves(folder)


def test_a_proof_that_cannot_be_kept_is_told_and_made_again(var, folder, proves, caplog):
    var.write_bytes(b"")  # a file where the folder should be
    assert proves(folder)
    assert "sa vérification sera refaite au prochain démarrage" in caplog.text
    assert proves(folder)
