"""The addresses for programs: the studies, a version of one of them in JSON or CSV, one of its results, the tables of data/. Only what everybody may
read; what is not for everybody and what does not exist have the same answer."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.ground import budgets
from data.ground.faults import Fault, Refused
from data.ground.installation.base_path import at
from data.store.opening import Store, store
from data.store.writings import discussion
from data.store.writings.discussion import Counts
from pages.parts import lane
from pages.serving.budgets import refusing
from pages.serving.cache_headers import FOREVER, NEVER
from studies.exports import for_machines, tables_for_machines
from studies.exports.for_machines import Of
from studies.publishing import public, shown
from studies.publishing.public import Readable
from studies.toolkit.running.study import Study

ASKED = budgets.named("answers_to_programs")  # /methode says it too
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin", "X-Robots-Tag": "noindex"}  # a page of another site may
A_MOMENT = {"Cache-Control": "public, max-age=60"}  # [s] what is published or drafted now may change
JSON, CSV = "application/json", "text/csv; charset=utf-8"
TOO_MANY = Fault("cette adresse", f"plus de {ASKED.most} demandes en une minute", "attendre une minute, et garder les réponses reçues")
NONE = Fault("cette adresse", "rien à lire pour le public", "choisir une adresse de /api/studies.json")
NOTHING_SAID = Counts(0, 0, 0, 0)  # by the committee, of a study
Make = Callable[[Store, Request], tuple[bytes, str, dict[str, str]] | None]


def answering(make: Make) -> Callable[[Request], Response]:
    """A route that answers what `make` gives (body, kind, how long it may be kept), None for what nobody may read; at the pace of one address."""

    def answer(request: Request) -> Response:  # not a coroutine: reading a version takes time, Starlette gives it a thread
        visitor = refusing.client_address(request.scope)
        if not ASKED.take(visitor):
            refusing.note("answers_to_programs", visitor, TOO_MANY.fault)
            return _refusal(TOO_MANY, 429, {"Retry-After": str(refusing.seconds(ASKED.wait(visitor)))})
        try:
            made = make(store(), request)
        except Refused as refused:
            return _refusal(refused.fault, 503)
        if made is None:
            return _refusal(NONE, 404)
        body, kind, kept = made
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {**OPEN, **kept, "ETag": tag}
        known = {each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")}
        return Response(None, 304, headers=headers) if tag in known else Response(body, media_type=kind, headers=headers)

    return answer


def every_study(opened: Store, _request: Request) -> tuple[bytes, str, dict[str, str]]:
    """The studies that everybody reads, with the addresses of their versions."""
    said = discussion.counts(opened)
    return _json([_listed(opened, one.study, said.get(one.study.slug, NOTHING_SAID)) for one in shown.public()]), JSON, A_MOMENT


def whole(opened: Store, request: Request) -> tuple[bytes, str, dict[str, str]] | None:
    """A version of a study, in the form that its address asks."""
    found = _named(opened, request) if request.path_params["ending"] in ("json", "csv") else None
    if found is None:
        return None
    of = _of(opened, found)
    made = (_json(for_machines.whole(of)), JSON) if request.path_params["ending"] == "json" else (for_machines.table(of), CSV)
    return *made, _kept(found)


def one_result(opened: Store, request: Request) -> tuple[bytes, str, dict[str, str]] | None:
    """A result of a version of a study."""
    found = _named(opened, request)
    told = for_machines.result(_of(opened, found), request.path_params["result"]) if found else None
    return (_json(told), JSON, _kept(found)) if told else None


def own_table(opened: Store, request: Request) -> tuple[bytes, str, dict[str, str]] | None:
    """A table of a version of a study."""
    found = _named(opened, request)
    told = for_machines.own_table(_of(opened, found), request.path_params["table"]) if found else None
    return (_json(told), JSON, _kept(found)) if told else None


def every_table(_opened: Store, _request: Request) -> tuple[bytes, str, dict[str, str]]:
    """The tables that charts and models read, with their addresses."""
    return _json(tables_for_machines.listed()), JSON, A_MOMENT


def one_table(_opened: Store, request: Request) -> tuple[bytes, str, dict[str, str]] | None:
    """A table, in the form that its address asks."""
    name, ending = request.path_params["table"], request.path_params["ending"]
    if name not in tables_for_machines.given() or ending not in ("json", "csv"):
        return None
    made = (_json(tables_for_machines.whole(name)), JSON) if ending == "json" else (tables_for_machines.text(name).encode(), CSV)
    return *made, A_MOMENT


def _named(opened: Store, request: Request) -> Readable | None:
    return public.named(opened, request.path_params["slug"], request.path_params["version"])


def _listed(opened: Store, study: Study, said: Counts) -> dict[str, Any]:
    told = [
        {
            "version": one.name,
            "number": one.number,
            "status": one.status.value,
            "kept_on": one.kept_on or None,
            **{ending: at(f"{for_machines.address(study.slug, one.name)}.{ending}") for ending in ("json", "csv")},
        }
        for one in public.readable(opened, study.slug).values()
    ]
    named = {"study": study.slug, "title": study.card.title, "question": study.card.question, "page": at(f"/{study.card.url}")}
    return {**named, "remarks": asdict(said), "versions": told}


def _kept(found: Readable) -> dict[str, str]:
    return FOREVER if found.for_ever else A_MOMENT


def _of(opened: Store, found: Readable) -> Of:
    with lane.turn(lane.REST):  # a draft is computed at its first reading: pages whose levers move go first
        return Of(found.name, found.number, found.kept_on, public.content(opened, found))


def _json(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _refusal(fault: Fault, status: int, more: dict[str, str] | None = None) -> Response:
    told = {"place": fault.place, "fault": fault.fault, "remedy": fault.remedy}
    return Response(_json(told), status, media_type=JSON, headers={**OPEN, **NEVER, **(more or {})})


ROUTES = [
    Route("/api/studies.json", answering(every_study)),
    Route("/api/studies/{slug}/{version}/{result}.json", answering(one_result)),
    Route("/api/studies/{slug}/{version}/tables/{table}.json", answering(own_table)),
    Route("/api/studies/{slug}/{version}.{ending}", answering(whole)),
    Route("/api/tables.json", answering(every_table)),
    Route("/api/tables/{table}.{ending}", answering(one_table)),
]
