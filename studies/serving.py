"""The author's server: the Studio on this machine alone, whose open page follows the files of the studies as they are saved.

The same on every system: Python starts Streamlit with what `make run` gives it; pages/parts/visiting/author.py does the rest.
"""

import os
import socket
import subprocess
import sys
from pathlib import Path

from studies.toolkit.errors import BadRequest

ROOT = Path(__file__).parents[1]
AUTHOR = "STUDIO_AUTHOR"  # set to 1 for the server: an author reads its pages
HERE = "127.0.0.1"
PORT = 8501
# As the Makefile: one thread for the small matrix products of the models, memory kept between two runs of a model (Linux).
START = {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "67108864", "MALLOC_TRIM_THRESHOLD_": "268435456"}
IN_UTF8 = {"PYTHONUTF8": "1"}  # to a file, Windows would write in an alphabet that lacks the space of thousands


def command(port: int) -> list[str]:
    """How the server is started, on this machine alone whatever the configuration says."""
    return [sys.executable, "-m", "streamlit", "run", "server.py", "--server.address", HERE, "--server.port", str(port)]


def serve(port: int = PORT) -> int:
    """Serves until Ctrl+C; what the server answered. Raises BadRequest for a port that is taken."""
    with socket.socket() as door:
        if door.connect_ex((HERE, port)) == 0:
            raise BadRequest(f"port {port}", "déjà occupé", f"en choisir un autre : --port {port + 1}")
    print("Mode d'écriture : la page ouverte se redessine à chaque fichier enregistré dans studies/, et dit ses erreurs avec leur ligne.", flush=True)
    given = START | IN_UTF8 | os.environ | {AUTHOR: "1"}
    if os.name == "posix":  # the server takes the place of this process: whoever stops the one stops the other
        os.chdir(ROOT)
        os.execve(sys.executable, command(port), given)
    try:
        return subprocess.run(command(port), cwd=ROOT, env=given, check=False).returncode
    except KeyboardInterrupt:  # the server got it too, and has stopped
        return 0
