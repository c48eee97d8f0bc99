"""The proxies of deploy/, started on free ports of this machine from the very files that an administrator copies."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.conftest import free_port

DEPLOY = Path(__file__).parents[2] / "deploy"
PATIENCE = 20  # [s] for a proxy to listen
DOMAIN = "studio.exemple.fr"


@dataclass(frozen=True)
class Stand:
    """Where the Studio stands for a visitor: below a path or at the root of the host, and whether the proxy takes that path out."""

    path: str = ""
    stripped: bool = False

    def __str__(self) -> str:
        return f"{self.path or 'root'}{'-stripped' if self.stripped else ''}"


STANDS = (Stand(), Stand("/studio"), Stand("/studio", stripped=True))


def written(name: str, stand: Stand, own: int, servers: list[int], folder: Path) -> str:
    """The file of deploy/ with the ports of the test, a certificate of the test, and the lines for a path when the Studio stands below one."""
    return {"haproxy": _haproxy, "caddy": _caddy, "nginx": _nginx}[name](stand, own, servers, folder)


def _replaced(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text, f"« {old} » is not in the file any more"
        text = text.replace(old, new)
    return text


def _haproxy(stand: Stand, own: int, servers: list[int], folder: Path) -> str:
    one, two = servers
    text = _replaced(
        (DEPLOY / "haproxy.cfg").read_text("utf-8"),
        ("    bind :80\n", ""),
        ("bind :443 ssl crt /etc/haproxy/studio.pem", f"bind 127.0.0.1:{own} ssl crt {folder}/studio.pem"),
        ("127.0.0.1:8501", f"127.0.0.1:{one}"),
        ("127.0.0.1:8502", f"127.0.0.1:{two}"),
    )
    if stand.path:
        text = _replaced(text, ("    default_backend studio\n", ""), ("    # use_backend studio if", "    use_backend studio if"))
    if stand.stripped:
        text += "    http-request replace-path /studio(/)?(.*) /\\2\n"
    return text


def _caddy(stand: Stand, own: int, servers: list[int], folder: Path) -> str:
    one, two = servers
    text = _replaced(
        (DEPLOY / "Caddyfile").read_text("utf-8"),
        (f"{DOMAIN} {{\n", f"https://127.0.0.1:{own}, https://localhost:{own} {{\n\ttls {folder}/studio.crt {folder}/studio.key\n"),
        ("127.0.0.1:8501", f"127.0.0.1:{one}"),
        ("127.0.0.1:8502", f"127.0.0.1:{two}"),
    )
    if stand.path:
        text = _replaced(text, ("\thandle {\n", "\thandle_path /studio/* {\n" if stand.stripped else "\thandle /studio* {\n"))
    if stand.stripped:
        text = _replaced(text, ("\thandle_path", "\tredir /studio /studio/\n\thandle_path"))
    return f"{{\n\tadmin off\n\tauto_https disable_redirects\n}}\n{text}"


def _nginx(stand: Stand, own: int, servers: list[int], folder: Path) -> str:
    text = _replaced(
        (DEPLOY / "nginx.conf").read_text("utf-8"),
        ("listen 443 ssl", f"listen 127.0.0.1:{own} ssl"),
        ("/etc/nginx/studio", f"{folder}/studio"),
        ("http://127.0.0.1:8501", f"http://127.0.0.1:{servers[0]}{'/' if stand.stripped else ''}"),
    )
    if stand.path:
        text = _replaced(text, ("location / {", "location /studio/ {" if stand.stripped else "location /studio {"))
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return f"daemon off;\npid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{text}}}\n"


def _command(name: str, file: Path) -> list[str]:
    binary = found(name)
    return {
        "haproxy": [binary, "-f", str(file), "-db"],
        "caddy": [binary, "run", "--config", str(file), "--adapter", "caddyfile"],
        "nginx": [binary, "-c", str(file), "-p", str(file.parent)],
    }[name]


def found(name: str) -> str:
    """The proxy of this machine; the test is left out, with the remedy, where there is none: continuous integration installs none."""
    binary = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if binary is None:
        pytest.skip(f"{name} n'est pas installé : apt-get install {name}")
    return binary


def certify(folder: Path) -> None:
    """A certificate of the test, in the forms that the three proxies want."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    subprocess.run([*command, *names, "-keyout", folder / "studio.key", "-out", folder / "studio.crt"], check=True, capture_output=True)
    (folder / "studio.pem").write_text((folder / "studio.crt").read_text() + (folder / "studio.key").read_text())


@contextlib.contextmanager
def running(name: str, stand: Stand, servers: list[int], folder: Path, more: str = "") -> Iterator[str]:
    """That proxy before these servers, with `more` at the end of its file; gives the address of the Studio for a visitor, without its last slash."""
    found(name)
    folder.mkdir(parents=True, exist_ok=True)
    certify(folder)
    own, file = free_port(), folder / f"{name}.conf"
    file.write_text(written(name, stand, own, servers, folder) + more, "utf-8")
    with (folder / f"{name}.log").open("wb") as log:
        environment = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
        process = subprocess.Popen(_command(name, file), stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment)
    try:
        _wait(own, process, folder / f"{name}.log")
        yield f"https://localhost:{own}{stand.path}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(port: int, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    pytest.fail(f"Le mandataire n'a pas démarré :\n{log.read_text('utf-8', errors='replace')}", pytrace=False)
