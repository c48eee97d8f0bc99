"""What the doctor says of an installation: what is wrong and the remedy, nothing when all is well."""

import contextlib
import json
import os
import socket
from datetime import UTC, datetime

import pytest

from data.ground.faults import Fault
from pages.serving.doctor import __main__ as doctor
from pages.serving.doctor import kept, machine, settings
from pages.serving.doctor.exam import Exam

SHIPPED = {  # what .streamlit/config.toml says of the settings that are looked at
    "server.address": "127.0.0.1",
    "server.trustedUserHeaders": '{"x-studio-session": "session"}',
    "server.enableXsrfProtection": "True",
    "server.enableCORS": "True",
}
FAULT = Fault("essai", "il manque une colonne", "la remettre")


@contextlib.contextmanager
def hidden(folder):
    """A folder that the account of this process may not enter; root enters everywhere, and is nobody meanwhile."""
    folder.chmod(0)
    root = os.geteuid() == 0
    if root:
        os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        if root:
            os.setresuid(0, 0, 0)
        folder.chmod(0o700)


def faults_of(**changed):
    """The faults of the settings shipped, with these changed."""
    names = {
        "base_path": "server.baseUrlPath",
        "names": "server.allowedHosts",
        "address": "server.address",
        "secret": "server.cookieSecret",
        "users": "server.trustedUserHeaders",
        "xsrf": "server.enableXsrfProtection",
        "trusted": "FORWARDED_ALLOW_IPS",
    }
    read = {**SHIPPED, **{names[name]: value for name, value in changed.items()}}
    return [fault.fault for fault in settings.exam(lambda name: read.get(name, "")).faults]


def test_the_settings_shipped_and_those_of_the_service_page_stand_together():
    assert faults_of() == []
    assert faults_of(base_path="studio", names="studio.exemple.fr localhost", secret="0123456789abcdef" * 4) == []
    assert faults_of(address="0.0.0.0", names="studio.exemple.fr", trusted="172.30.48.0/24, 10.0.0.4") == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"base_path": "a b"}, "n'est pas un chemin"),
        ({"base_path": "fibre"}, "est aussi l'adresse d'une page"),
        ({"names": "https://studio.exemple.fr"}, "n'est pas un nom de machine"),
        ({"names": "studio.exemple.fr:443"}, "n'est pas un nom de machine"),
        ({"names": "*"}, "accepte tous les noms"),
        ({"address": "0.0.0.0"}, "sans nom"),
        ({"address": "0.0.0.0", "names": "studio.exemple.fr"}, "tous les visiteurs auront la même adresse"),
        ({"address": "0.0.0.0", "names": "studio.exemple.fr", "trusted": "*"}, "se donner l'adresse d'un autre"),
        ({"trusted": "mandataire.exemple.fr"}, "personne ne sera cru"),
        ({"secret": "à-remplacer"}, "se devine"),
        ({"xsrf": "false"}, "un autre site peut agir"),
        ({"users": '{"x-email": "email"}'}, "ne reconnaît plus personne"),
    ],
)
def test_settings_that_contradict_each_other_are_told(changed, said):
    (fault,) = faults_of(**changed)
    assert said in fault


def test_a_setting_is_read_as_the_server_reads_it(monkeypatch):
    assert settings.variable_of("server.baseUrlPath") == "STREAMLIT_SERVER_BASE_URL_PATH"
    assert settings.variable_of("server.enableXsrfProtection") == "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION"
    monkeypatch.setenv("STREAMLIT_SERVER_BASE_URL_PATH", "studio")
    assert settings.asked("server.baseUrlPath") == "studio"
    assert settings.asked("server.maxUploadSize") == "50"


def test_a_port_that_another_program_holds_is_told_with_another_one_to_take(monkeypatch):
    monkeypatch.setattr(machine, "PATIENCE", 0.2)  # [s]
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        held.settimeout(0)
        number = held.getsockname()[1]
        (fault,) = machine.port(number).faults
    assert "occupé" in fault.fault and f"PORT={number + 1}" in fault.remedy
    assert machine.port(number).faults == ()


@pytest.mark.skipif(os.name != "posix", reason="les droits d'un fichier sont ceux de POSIX")
def test_what_this_account_cannot_write_is_named(tmp_path, monkeypatch):
    (tmp_path / "studio.sqlite").write_text("")
    assert machine.rights(tmp_path).faults == ()
    monkeypatch.setattr(machine.os, "access", lambda path, _mode: path.name != "studio.sqlite")  # root may read everything
    (fault,) = machine.rights(tmp_path).faults
    assert "studio.sqlite" in fault.fault and "compte" in fault.remedy
    assert sorted(path.name for path in tmp_path.iterdir()) == ["studio.sqlite"]


@pytest.mark.skipif(os.name != "posix", reason="les droits d'un fichier sont ceux de POSIX")
def test_another_account_is_told_that_it_may_not_enter_and_the_rest_is_still_looked_at(tmp_path):
    (tmp_path / "studio.sqlite").write_text("")
    with hidden(tmp_path):
        assert machine.rights(tmp_path).faults
        assert "ni le voir ni le créer" in machine.rights(tmp_path / "absent").faults[0].fault
        assert machine.clock([tmp_path / "studio.sqlite"]).faults == machine.disk(tmp_path / "absent").faults == ()


def test_missing_fonts_are_told(monkeypatch, tmp_path):
    assert machine.letters().faults == ()
    monkeypatch.setattr(machine.chart_sheet, "_fonts", lambda: tmp_path)
    assert "manquent" in machine.letters().faults[0].fault


def test_a_full_disk_and_a_short_memory_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 12_000_000}))
    assert "12 Mo" in machine.disk(tmp_path).faults[0].fault
    assert "il en reste 205 Mo" in machine.memory("MemTotal: 900000 kB\nMemAvailable:   200200 kB\n").faults[0].fault
    assert machine.memory("MemAvailable: 4000000 kB").said == "4\u202f096 Mo libres"
    assert machine.memory("").faults == ()


def test_a_clock_set_back_is_told(tmp_path):
    file = tmp_path / "studio.sqlite"
    file.write_text("")
    os.utime(file, (1_790_000_000, 1_790_000_000))
    assert machine.clock([file], datetime(2026, 9, 22, tzinfo=UTC)).faults == ()
    (fault,) = machine.clock([file, tmp_path / "absent"], datetime(2020, 1, 1, tzinfo=UTC)).faults
    assert "01/01/2020" in fault.fault and "timedatectl" in fault.remedy


def test_a_store_that_is_not_there_yet_is_not_made_by_looking(tmp_path, monkeypatch):
    monkeypatch.delenv("STUDIO_DATABASE_URL", raising=False)
    assert kept.store(tmp_path).said.startswith("pas encore créée")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("known", "name", "found", "look"),
    [
        (kept.tables, "check", [FAULT], kept.house_tables),
        (kept.editions, "faults", {"inventory": [FAULT]}, kept.editions_kept),
        (kept.catalog, "faults", {"pork": [], "essai": [FAULT]}, kept.studies_served),
    ],
)
def test_what_is_wrong_with_what_is_served_is_told(monkeypatch, known, name, found, look):
    monkeypatch.setattr(known, name, lambda: found)
    assert look().faults == (FAULT,)


def test_everything_is_looked_at_a_damaged_store_too(tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    monkeypatch.delenv("STUDIO_DATABASE_URL", raising=False)
    (tmp_path / "studio.sqlite").write_bytes(b"ce n'est pas une base" * 1000)
    for slow in ("house_tables", "editions_kept", "studies_served"):
        monkeypatch.setattr(kept, slow, lambda slow=slow: Exam(slow, "sans défaut"))
    exams = {exam.subject: exam for exam in doctor.exams(0)}
    of_machine = ["port 0", f"disque de {tmp_path}", f"dossier {tmp_path}", "mémoire", "horloge", "polices"]
    assert list(exams) == [*of_machine, "réglages du serveur", "house_tables", kept.STORE, "editions_kept", "studies_served", "navigateur des tests"]
    assert exams[kept.STORE].faults


@pytest.mark.parametrize(("faults", "status"), [((), 0), ((Fault("horloge", "elle retarde", "la mettre à l'heure"),), 1)])
def test_the_command_says_each_exam_and_ends_with_its_status(monkeypatch, capsys, faults, status):
    monkeypatch.setattr(doctor, "exams", lambda _port: [Exam("port 8501", "libre"), Exam("horloge", "juste", faults)])
    assert doctor.main([]) == status
    said = capsys.readouterr().out.splitlines()
    assert said == ["Bien : port 8501, libre", "Anomalie : horloge | elle retarde | la mettre à l'heure" if faults else "Bien : horloge, juste"]
    assert doctor.main(["--json"]) == status
    assert json.loads(capsys.readouterr().out)["exams"][1]["faults"] == [[fault.place, fault.fault, fault.remedy] for fault in faults]
