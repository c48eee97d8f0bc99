"""What `make run` launches: the Streamlit application, wrapped in what Streamlit does not give.

Layers of ASGI middleware, outermost first (the order matters, each class says why): security headers, names that are ours, cookies behind TLS, the
path below which the Studio stands, what one open page may ask, who the browser is, files that nobody asked for, addresses too long to be read, pages
to print, the day of the visit, Streamlit's own bundles compressed once, compression of the rest, French, that path again. Our routes stand before
Streamlit's: the health of the service, the map layers by immutable address, the background that the administrator chose, the pictures of the studies,
invitation links and short links, the versions of the studies for programs, the frame where one draws a place, our stylesheets and scripts.
"""

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from pages.serving import drawn_places, machines, short_links
from pages.serving.background import answer_style, answer_tile
from pages.serving.budgets import health_first
from pages.serving.budgets.messages import Messages
from pages.serving.budgets.uploads import Uploads
from pages.serving.deployment.base_path import WithBasePath, WithoutBasePath, below, stand_where_asked
from pages.serving.deployment.cookies import SecureCookies
from pages.serving.deployment.hosts import KnownHosts
from pages.serving.identity import invitation
from pages.serving.identity.middleware import Identity
from pages.serving.incidents import answer_route_error, show_script_error
from pages.serving.last_visit import LastVisit
from pages.serving.log import set_up_log
from pages.serving.long_addresses import LongAddresses
from pages.serving.map_layers import answer_blank_style, answer_layer
from pages.serving.pictures import answer_picture, answer_study_picture
from pages.serving.printed_pages import PrintedPages
from pages.serving.security import SecurityHeaders
from pages.serving.startup import answer_health, lifespan
from pages.serving.streamlit_page import our_files
from pages.serving.streamlit_page.assets import Assets
from pages.serving.streamlit_page.french_page import French

ROOT = Path(__file__).parent
ROUTES = [
    Route("/healthz", health_first.first(answer_health)),
    Route("/layers/blank.json", answer_blank_style),
    Route("/layers/{digest}.geojson", answer_layer),
    Route("/layers/background/{key}/style.json", answer_style),
    Route("/layers/background/{key}/{z}/{x}/{y}", answer_tile),
    Route("/pictures/{digest}.svg", answer_picture),
    Route("/pictures/study/{digest}.{ending}", answer_study_picture),
    *invitation.ROUTES,
    *short_links.ROUTES,
    *machines.ROUTES,
    *drawn_places.ROUTES,
    *our_files.ROUTES,
]
set_up_log()
stand_where_asked()
app = st.App(
    ROOT / "pages/parts/entry.py",  # a script without a pages/ folder beside it: see that file
    lifespan=lifespan,
    on_script_error=show_script_error,
    exception_handlers={Exception: answer_route_error},
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(KnownHosts),
        Middleware(SecureCookies),
        Middleware(WithoutBasePath),
        Middleware(Messages),
        Middleware(Identity),
        Middleware(Uploads),
        Middleware(LongAddresses),
        Middleware(PrintedPages),
        Middleware(LastVisit),
        Middleware(Assets),
        Middleware(GZipMiddleware, minimum_size=800, compresslevel=6),
        Middleware(French),
        Middleware(WithBasePath),
    ],
    routes=list(below(ROUTES)),
)

if __name__ == "__main__":
    sys.exit("Rien n'est ouvert : le Studio s'ouvre par « make run » (« python -m streamlit run server.py »), une étude à écrire par « make serve ».")
