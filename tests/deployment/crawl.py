"""Every link and every file of every page, followed behind a proxy."""

import json
from urllib.parse import urldefrag, urljoin, urlsplit

from tests.e2e.browser import settle
from tests.e2e.desk import watched

# What a page holds that leads somewhere: links, images, styles, scripts, frames.
HELD = """() => [...document.querySelectorAll("a[href], img[src], link[href], script[src], iframe[src]")]
    .map(held => held.href || held.src).filter(to => /^https?:/.test(to))"""


def crawl(context, home: str, few: int | None = None) -> tuple[set[str], list[str]]:
    """Opens every page of the Studio that stands at `home`, or the first few, and asks for all that they hold: the addresses met on this host, and
    what is wrong."""
    told = context.request.get(f"{home}/healthz")
    wrong = [] if told.headers["content-type"] == "application/json" else [f"{home}/healthz : {told.headers['content-type']}"]
    met: set[str] = set()

    def answered(asked) -> None:
        if asked.url.startswith(("http", "ws")):  # a blob: is in the browser
            met.add(asked.url.replace("wss:", "https:"))

    for address in json.loads(told.text())["pages"][:few]:
        page = watched(context.new_page())
        page.on("response", answered)
        page.on("websocket", answered)
        page.goto(urljoin(home, address))
        settle(page)
        heading = page.locator("h1").first
        heading.wait_for()
        wrong += [f"{address} : {error}" for error in page.errors]
        wrong += [f"{address} : titre « {heading.inner_text()} »"] if "introuvable" in page.inner_text("body").lower() else []
        met |= {to for to in page.evaluate(HELD) if urlsplit(to).netloc == urlsplit(home).netloc}
        page.close()
    elsewhere = [to for to in met if not to.startswith(f"{home}/") and to != home]
    wrong += [f"hors du chemin : {to}" for to in sorted(elsewhere)]
    for to in sorted({urldefrag(to).url for to in met} - set(elsewhere)):
        if "/_stcore/" in to or "/media/" in to:  # asked by the pages themselves, in their own way
            continue
        answer = context.request.get(to)
        if not answer.ok:
            wrong.append(f"{to} : {answer.status}")
    return met, wrong
