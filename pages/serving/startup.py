"""What is done once, at the first answer: everything checked, then loaded before a visitor waits for it."""

import contextlib
import ctypes
import gc
import importlib
import os
import threading
from collections.abc import Sequence

import streamlit as st
from starlette.background import BackgroundTask
from starlette.responses import JSONResponse, Response

from data import department, editions, refresh
from data.ground.faults import Fault, Refused
from data.ground.french import plural
from data.ground.installation.base_path import at
from data.intake import job
from data.store import first_start, own_data, retention
from data.store.access import CONSOLE
from data.store.opening import store
from geo.maps import layers
from geo.maps.background import choice
from geo.sites import offers
from pages.parts.drawings import pictures
from pages.parts.team import mailing
from pages.parts.visiting import provider, visits
from pages.serving.budgets import collector_rounds, messages, slices
from pages.serving.cache_headers import NEVER
from pages.serving.deployment import hosts, stopping
from pages.serving.health import VERSION, health, table_faults
from pages.serving.log import LOG
from pages.serving.streamlit_page import fragment_places
from studies import catalog
from studies.publishing import folders, shown
from studies.toolkit.reading.code import parsed
from studies.toolkit.running.apart import pool

HEAVY = ("plotly.graph_objects", "pydeck", "babel.numbers", "scipy.stats")  # one to two seconds of imports that no visitor should wait for
ALONE = "STUDIO_ONE_PROCESS"  # set to 1: no process apart
COLD = "STUDIO_COLD"  # set to 1: each thing is loaded when a page asks for it, as on a server that a test starts for a few pages
PATIENCE = 3  # seconds to wait for a first health check before warming up without it: on a desk computer nobody asks
ANSWERED = threading.Event()  # set by the first health check: from then on, warming up delays nobody


def answer_health(_request) -> Response:
    """What the service serves and whether anything is faulty: 200, as a faulty study does not stop the others; 503, with the reason, from a process
    to which no visitor should be sent yet, or any more."""
    start_once()
    if reason := not_ready():
        return JSONResponse({"status": "unready", "ready": False, "reason": reason, "version": VERSION}, 503, headers={**NEVER, "Retry-After": "2"})
    return JSONResponse({"ready": True, **health(table_faults())}, headers=NEVER, background=BackgroundTask(ANSWERED.set))


def say(sentence: str) -> None:
    """Write a sentence on the console."""
    print(sentence, flush=True)


def tell(faults: Sequence[Fault]) -> None:
    """Write each fault on the console: where it is, what it is, what to do about it."""
    for fault in sorted(faults):
        print(f"Anomalie : {fault}", flush=True)


def tell_swept(gone: int) -> None:
    """Say on the console that what killed imports had left is gone."""
    if gone:
        print(f"{gone} {plural(gone, 'dossier temporaire effacé', 'dossiers temporaires effacés')} : restes d'imports interrompus", flush=True)


def tell_first_administrator() -> None:
    """At the first start of all, the link by which the agency comes in; told once, on the console only."""
    try:
        invited = first_start.first_administrator(store())
    except Refused as refused:
        tell([refused.fault])
        return
    if invited is not None:
        say(f"Premier administrateur : ouvrir {opened_at()}/invitation/{invited.token} (une fois, sous deux semaines)")


def sweep_store() -> None:
    """Take away what people left and that has lasted its time; a store that cannot be written keeps it until the next start, and is told."""
    try:
        gone = retention.sweep(store(), CONSOLE)
    except Refused as refused:
        tell([refused.fault])
        return
    if gone:
        say(f"Effacé, durée de conservation passée : {own_data.in_words(gone, {})}")


def here() -> str:
    """The address at which this server answers on its own machine."""
    return f"http://{st.get_option('server.address')}:{st.get_option('server.port')}"


def opened_at() -> str:
    """The address at which people open the Studio: by its first public name, whose proxy has the certificate, else on this machine."""
    public = next((name for name in st.get_option(hosts.SETTING) if "." in name and "*" not in name and not hosts.is_figures(name)), "")
    return f"https://{public}{at('')}" if public else f"{here()}{at('')}"


def start_apart() -> None:
    """The process that counts the draws beside the server, where there is a core for it and nobody has refused it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores > 1 and os.environ.get(ALONE) != "1":
        pool.start(catalog.ranges, catalog.prepare)


def load() -> None:
    """What the first visitors would wait for."""
    for module in HEAVY:
        importlib.import_module(module)
    layers.public_layers()
    offers.offers()
    catalog.warm(shown.studies())
    pictures.warm()


def warm_up() -> None:
    """Load what the first visitors would wait for, then take it out of the garbage collector's rounds."""
    ANSWERED.wait(PATIENCE)
    try:
        if os.environ.get(COLD) != "1":
            load()
        parsed.forget()
    except Exception:  # the pages will load the same things themselves, and show the error where it belongs
        LOG.exception("Préchauffage interrompu")
    start_apart()
    gc.collect()
    gc.freeze()  # each later collection skips all that is loaded: a page of 20 visitors went from 1.26 s to 0.12 s
    collector_rounds.watch_apart(messages.open_pages)
    give_back()


def give_back() -> None:
    """Gives back to the system what warming up has freed, some 40 MB: with the thresholds of `make run`, memory that is free stays with the process,
    so that draws do not take it again page by page, and what was needed once would stay too. Where the system has another allocator, nothing."""
    allocator = ctypes.CDLL(None) if os.name == "posix" else None
    if hasattr(allocator, "malloc_trim"):
        allocator.malloc_trim(0)


def take_contours() -> frozenset[str]:
    """At a first start, take the contours of the package before the first map is drawn, of Lozère and of the département of the home page; a failure
    leaves the cells, a code that is none is told. The départements whose contours came."""
    came = set()
    try:
        for code in refresh.departments():
            if refresh.from_package(say, code):
                came.add(code)
        refresh.around_from_package(say)
        department.chosen()
    except Refused as refused:
        tell([refused.fault])
    except Exception:
        LOG.exception("Contours officiels : lecture du paquet interrompue")
    return frozenset(came)


def load_contours(came: frozenset[str] = frozenset()) -> None:
    """At a first start, ask the service once for the official contours, as the console says; a failure leaves what is there. `came`: the départements
    whose contours the package has just given."""
    ANSWERED.wait(PATIENCE)
    try:
        for code in refresh.departments():
            refresh.at_first_start(say, code in came, code)
        layers.commune_layer()
    except Exception:
        LOG.exception("Contours officiels : demande interrompue")


CHECKED = threading.Event()  # set once the start is over: before that, a second health check would be told that all is well
STARTED = threading.Lock()  # held for ever by the first who starts: Streamlit skips the lifespan when a request comes before it


def not_ready() -> str:
    """Why no visitor should be sent to this process; nothing when it is ready."""
    if stopping.asked():
        return "arrêt demandé"
    return "" if CHECKED.is_set() else "démarrage : vérification des tables et des études"


def start_once() -> None:
    """Check everything before the first answer, warm up after it: once, in the lifespan or in the first health check."""
    if not STARTED.acquire(blocking=False):
        return
    say("Vérification des tables et des études (quelques secondes, une minute ou deux sur une machine lente)…")
    tell(
        [
            *table_faults(),
            *choice.faults(),
            *provider.faults(),
            *mailing.faults(),
            *job.faults(),
            *(fault for by_name in (catalog.faults(), editions.faults()) for found in by_name.values() for fault in found),
        ]
    )
    tell_swept(editions.sweep() + job.sweep())
    folders.clean()
    ground = choice.chosen()
    if ground is not None:
        say(ground.told)
    came = take_contours()
    for work, arguments in ((warm_up, ()), (load_contours, (came,))):
        threading.Thread(target=work, args=arguments, name=work.__name__, daemon=True).start()
    print(f"Studio Lozère {VERSION} : {here()} (Ctrl+C pour arrêter)", flush=True)
    tell_first_administrator()
    sweep_store()
    CHECKED.set()


@contextlib.asynccontextmanager
async def lifespan(_app):
    """What `start_once` does, as soon as the server runs, itself set first."""
    stopping.within_grace()
    slices.read_so()
    fragment_places.copy_so()
    start_once()
    yield
    visits.write()
    pool.stop()
