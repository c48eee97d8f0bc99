"""Texts that harm where they are not escaped: one for each language that the files are written in, put in every text of an inventory."""

from collections.abc import Mapping

from data.inventory.fields import BUILDINGS, COMMUNES, KEYS, PLOTS, ZONES, fields
from tests.data.inventories import kept_inventory

TEXT_KINDS = {"text", "long", "choice", "url"}
# Creates a file in the folder of the moment when somebody compiles it; without a quote, so that escaping HTML does not break it. 65: create, write.
WITNESS = "code_execute"
JINJA = f"{{{{7*7}}}} {{% set a = 1 %}}{{{{ cycler.__init__.__globals__.os.open(dict({WITNESS}=1)|first, 65) }}}}"
TEXTS = {
    "html": '<img src=x onerror=window.hacked=1><script>window.hacked=1</script> &amp; "l\'abri" </td>',
    "script": "</script><script>window.hacked=1</script><!--<script>\u2028\u2029\\u003c",
    "markdown": "# **gras** [lien](javascript:window.hacked=1) ![x](https://exemple.invalid/x.png) `code`",
    "streamlit": ":red[rouge] :material/home: :smile: :blue-badge[b] $x^2$ www.exemple.invalid https://exemple.invalid a@exemple.invalid -> <- 1. a",
    "svg": "<svg onload=window.hacked=1><image href=https://exemple.invalid/x.svg /></svg>",
    "typst": '#read("x") #panic("x") $1/2$ *gras* _bas_ @ref <label> \\ "guillemets" // fin /* -- ~ ...',
    "plotly": '<b>gras</b> <a href="javascript:window.hacked=1">lien</a> %{x} ${x} {nom}',
    "equal": '=HYPERLINK("http://exemple.invalid","x")',
    "plus": "+33 4 66",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "link": "javascript:window.hacked=1",
    "jinja": JINJA,
    "brace": "Halle } { {0} {nom} {page.x} {# #} }} {{",
}


def kept_hostile_inventory(chosen: Mapping[str, str] = TEXTS) -> dict[str, str]:
    """Keeps a zone, a plot and a building for each text and for all of them together, and gives these texts by name: every text of the site
    `b-html` is the text `html`."""
    texts = {**chosen, "all": " ".join(chosen.values())}
    kept_inventory(
        facts=[],
        zones=[_row(ZONES, f"z-{name}", text) for name, text in texts.items()],
        plots=[{**_row(PLOTS, f"p-{name}", text), "site_id": f"z-{name}"} for name, text in texts.items()],
        buildings=[_row(BUILDINGS, f"b-{name}", text) for name, text in texts.items()],
    )
    return texts


def _row(table: str, identifier: str, text: str) -> dict[str, str]:
    places = {COMMUNES[table]: "48095"} if table in COMMUNES else {}
    texts = {name: text for name, field in fields(table).items() if field.kind in TEXT_KINDS}
    return {**texts, **places, KEYS[table]: identifier}
