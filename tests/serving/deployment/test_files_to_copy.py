"""The files of deploy/ name what the Studio really has: ports, health, variables, one cookie for one process, the command of `make run`."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit import config
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, TOKENS_COOKIE_NAME
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME

from data.ground import files
from data.store.opening import store
from pages.serving import startup
from pages.serving.doctor import settings
from tests.test_setup import SETTINGS

ROOT = Path(__file__).parents[3]
README, ENVIRONMENT, UNIT, HAPROXY, CADDY, NGINX, COMPOSE, INSIDE, DOCKERFILE, LEFT_OUT = (
    (ROOT / "deploy" / name).read_text("utf-8")
    for name in (
        *("README.md", "studio.env", "studio@.service", "haproxy.cfg", "Caddyfile", "nginx.conf"),
        *("compose.yaml", "Caddyfile.compose", "Dockerfile", "Dockerfile.dockerignore"),
    )
)
SET = dict(re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", ENVIRONMENT, re.MULTILINE))
SERVERS = re.findall(r"^    server (\S+) (\S+):(\d+) cookie (\S+)$", HAPROXY, re.MULTILINE)
UPSTREAMS = [found.split(":") for found in re.search(r"reverse_proxy (.+) \{", CADDY)[1].split()]


def test_both_proxies_send_to_the_processes_that_the_commands_start():
    started = re.findall(r"studio@(\d+)", re.search(r"systemctl enable.*", README)[0])
    assert len(set(started)) == len(started) == 2
    assert [port for _, _, port, _ in SERVERS] == started
    assert [port for _, port in UPSTREAMS] == started


def test_both_proxies_look_for_the_processes_where_they_listen():
    assert {host for _, host, _, _ in SERVERS} | {host for host, _ in UPSTREAMS} == {SETTINGS["server"]["address"]}


def test_both_proxies_ask_for_the_health_that_the_server_tells(client):
    asked = {re.search(r"httpchk GET (\S+)", HAPROXY)[1], re.search(r"health_uri (\S+)", CADDY)[1]}
    assert len(asked) == 1
    answer = client.get(asked.pop())
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"


def test_each_process_has_a_cookie_of_its_own_under_a_name_that_is_nobody_elses():
    names = {re.search(r"^    cookie (\S+) insert", HAPROXY, re.MULTILINE)[1], re.search(r"lb_policy cookie (\S+)", CADDY)[1]}
    assert len({cookie for *_, cookie in SERVERS}) == len(SERVERS)
    assert len(names) == 1
    assert not names & {AUTH_COOKIE_NAME, TOKENS_COOKIE_NAME, XSRF_COOKIE_NAME}


def test_the_processes_share_the_folder_and_the_signature_by_variables_that_are_read(monkeypatch):
    assert SET["STUDIO_VAR"] == re.search(r"ReadWritePaths=(.+)", UNIT)[1] == "/srv/studio"
    monkeypatch.setenv("STUDIO_VAR", "/srv/studio")
    assert files.var_folder() == Path("/srv/studio")
    known = {option.env_var for option in config._config_options_template.values()}
    assert {name for name in SET if name.startswith("STREAMLIT_")} <= known
    assert f"`{startup.ALONE}=1`, qui convient" in README


@pytest.mark.parametrize("words", ["timeout tunnel 24h", "option redispatch 1", "observe layer4 error-limit 1 on-error mark-down"])
def test_what_a_page_that_stays_open_needs_of_haproxy_is_there(words):
    assert words in HAPROXY


def test_a_process_that_holds_its_port_and_cannot_answer_yet_is_left_aside_within_seconds():
    """Streamlit takes its port in half a second, and answers once everything is checked, eight seconds later or more."""
    seconds = [re.search(pattern, text)[1] for pattern, text in ((r"timeout check (\d+)s", HAPROXY), (r"health_timeout (\d+)s", CADDY))]
    assert max(map(int, seconds)) <= 5
    assert "check inter 1s fall 1 rise 1" in HAPROXY


def test_neither_proxy_compresses_again_what_the_studio_has_compressed():
    directives = [line.split("#")[0].split() for line in (HAPROXY + CADDY + NGINX).splitlines()]
    assert [words for words in directives if words[:1] in (["encode"], ["compression"], ["filter"], ["gzip"])] == []


def test_systemd_and_the_container_start_what_make_run_starts():
    made = re.search(r"exec \$\(PYTHON\) (-m streamlit run \S+ --server\.port)", (ROOT / "Makefile").read_text("utf-8"))[1]
    assert f".venv/bin/python {made} %i" in UNIT
    assert json.loads(re.search(r"^CMD (\[.+\])$", DOCKERFILE, re.MULTILINE)[1])[1:-1] == made.split()


def test_what_make_run_says_of_memory_and_computing_is_in_the_settings():
    said = re.search(r"^START := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[1]
    assert dict(each.split("=") for each in said.split()).items() <= SET.items()
    assert said in DOCKERFILE


@pytest.mark.parametrize("proxy", [HAPROXY, CADDY, NGINX, INSIDE], ids=["haproxy", "caddy", "nginx", "caddy-compose"])
def test_each_proxy_keeps_a_browser_on_tls_for_a_year(proxy):
    assert re.search(r"^[^#\n]*Strict-Transport-Security max-age=31536000", proxy, re.MULTILINE)


def test_the_commands_of_the_page_give_settings_that_the_doctor_finds_good(tmp_path, monkeypatch):
    """Those that need neither the network nor an administrator, as they are written: the others install packages and an account."""
    commands = [line for block in re.findall(r"```sh\n(.+?)```", README, re.DOTALL) for line in block.splitlines()]
    written = [line.replace("/etc/", f"{tmp_path}/") for line in commands if "/etc/studio.env" in line]
    told = subprocess.run(["sh", "-e"], input="\n".join([*written, "env"]), cwd=ROOT, capture_output=True, text=True, check=True).stdout
    read = dict(line.split("=", 1) for line in told.splitlines() if line.partition("=")[0] in SET)
    assert read["STREAMLIT_SERVER_ALLOWED_HOSTS"] == "studio.exemple.fr" and len(read["STREAMLIT_SERVER_COOKIE_SECRET"]) == 64
    for name, value in read.items():
        monkeypatch.setenv(name, value)
    assert settings.exam().faults == ()
    targets = {target for line in commands for target in re.findall(r"\bmake (\S+)", line) if target.isalpha()}
    assert targets == {"install", "doctor"}
    subprocess.run(["make", "--dry-run", *targets], cwd=ROOT, capture_output=True, check=True)


def test_the_containers_know_each_other_and_what_they_are_given():
    name, port = re.search(r"reverse_proxy (\w+):(\d+)", INSIDE).groups()
    assert f"\n  {name}:\n" in COMPOSE
    assert f'"--server.port", "{port}"]' in DOCKERFILE and f"127.0.0.1:{port}/healthz" in DOCKERFILE
    assert "./Caddyfile.compose:/etc/caddy/Caddyfile:ro" in COMPOSE
    folder = re.search(r"^ENV STUDIO_VAR=(\S+)", DOCKERFILE, re.MULTILINE)[1]
    assert f"- studio:{folder}\n" in COMPOSE and f"install -d -o studio -g studio -m 700 {folder}" in DOCKERFILE
    assert set(re.findall(r"^      (STREAMLIT_\w+):", COMPOSE, re.MULTILINE)) <= {o.env_var for o in config._config_options_template.values()}


def test_no_secret_goes_into_an_image():
    assert {"**/secrets.toml", "var"} <= set(LEFT_OUT.split())


def test_what_could_not_be_tried_says_so():
    assert "ni l'image officielle de Caddy, ni un certificat public" in COMPOSE.splitlines()[0]
    assert "n'a pas pu être téléchargée" in DOCKERFILE.splitlines()[0]


def test_the_unit_is_one_for_systemd(tmp_path):
    verifier = shutil.which("systemd-analyze")
    if verifier is None:
        pytest.skip("systemd-analyze n'est pas installé : apt-get install systemd")
    unit = tmp_path / "studio@.service"
    unit.write_text(UNIT.replace("/srv/studio-code/.venv/bin/python", sys.executable), "utf-8")
    told = subprocess.run([verifier, "verify", unit], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
    rated = [verifier, "security", "--offline=yes", "--threshold=20", unit]  # 2.0 of 10, where 7.3 is what a unit without these lines gets
    assert subprocess.run(rated, capture_output=True, check=False).returncode == 0


def test_the_line_of_every_night_copies_the_store_of_the_server_and_is_the_same_on_both_pages(tmp_path, monkeypatch):
    """As it is written, its places under a folder of ours and without an administrator; only the settings say where the store is."""
    nightly = re.search(r"^0 3 \* \* \* (.+)$", README, re.MULTILINE)[1]
    assert nightly in (ROOT / "README.md").read_text("utf-8")
    (tmp_path / "studio.env").write_text(f"STUDIO_VAR={tmp_path}\n", "utf-8")
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    store()
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path / "elsewhere"))
    assert "/usr/sbin/runuser -u studio -- .venv/bin/python " in nightly and "User=studio\n" in UNIT
    ours = {
        "/srv/studio-code": ROOT,
        "/etc": tmp_path,
        "/srv/sauvegardes": tmp_path,
        "/usr/sbin/runuser -u studio --": "",
        ".venv/bin/python": sys.executable,
    }
    for written, place in {**ours, r"\%": "%"}.items():
        nightly = nightly.replace(written, str(place))
    subprocess.run(["sh", "-c", nightly], capture_output=True, check=True)
    assert len(list(tmp_path.glob("studio-????-??-??.zip"))) == 1
