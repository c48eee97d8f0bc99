"""Texts that harm where they are not escaped: one for each language that the files are written in, put in every text of an inventory."""

from pathlib import Path

from data.inventory.fields import BUILDINGS, COMMUNES, KEYS, PLOTS, ZONES, fields
from tests.data.inventories import kept_inventory

TEXT_KINDS = {"text", "long", "choice", "url"}
TEXTS = {
    "html": "<img src=x onerror=window.hacked=1><script>window.hacked=1</script> &amp; \"l'abri\" </td>",
    "script": "</script><script>window.hacked=1</script><!--<script>\u2028\u2029\\u003c",
    "markdown": "# **gras** [lien](javascript:window.hacked=1) ![x](https://exemple.invalid/x.png) `code`",
    "typst": '#read("x") #panic("x") $1/2$ *gras* _bas_ @ref <label> \\ "guillemets" // fin /* -- ~ ...',
    "plotly": '<b>gras</b> <a href="javascript:window.hacked=1">lien</a> %{x} ${x} {nom}',
    "equal": '=HYPERLINK("http://exemple.invalid","x")',
    "plus": "+33 4 66",
    "minus": "-2+3",
    "at": "@SUM(A1)",
    "tab": "\t=1+1",
    "link": "javascript:window.hacked=1",
}


def jinja(witness: Path) -> str:
    """A Jinja expression that creates the file `witness` when somebody compiles it."""
    return f"{{{{7*7}}}} {{% set a = 1 %}}{{{{ cycler.__init__.__globals__.os.open('{witness}', 65) }}}}"  # 65: create, write


def kept_hostile_inventory(witness: Path) -> dict[str, str]:
    """Keeps a zone, a plot and a building for each text, and gives the texts by name: every text of the site `b-html` is the text `html`."""
    texts = {**TEXTS, "jinja": jinja(witness), "all": " ".join([*TEXTS.values(), jinja(witness)])}
    kept_inventory(facts=[], zones=[_row(ZONES, f"z-{name}", text) for name, text in texts.items()],
                   plots=[{**_row(PLOTS, f"p-{name}", text), "site_id": f"z-{name}"} for name, text in texts.items()],
                   buildings=[_row(BUILDINGS, f"b-{name}", text) for name, text in texts.items()])
    return texts


def _row(table: str, identifier: str, text: str) -> dict[str, str]:
    places = {COMMUNES[table]: "48095"} if table in COMMUNES else {}
    texts = {name: text for name, one in fields(table).items() if one.kind in TEXT_KINDS}
    return {**texts, **places, KEYS[table]: identifier}
