"""The links of a text in Markdown that somebody wrote: to the web, to a page of the Studio, to a mail address, and nowhere else.

Streamlit draws a link to any address but javascript: and vbscript: — a document inside the address (data:), a file of the visitor's machine (file:),
a program that is asked to start (ms-word:, intent:).
"""

import re
from collections.abc import Iterator

from data.ground import formulas

# Inline, `](address`; given further down, `[name]: address`, where a label may be cut by a line end; between angles, `<scheme:address>`.
INLINE = re.compile(r"\]\(\s*<?(?P<to>[^\s)>]*)")
GIVEN_BELOW = re.compile(r"^[ \t>*+\-\d.)]*\[(?!\^)(?:\\.|[^\[\]\\]){1,999}\]:\s*<?(?P<to>[^\s>]*)", re.MULTILINE)  # 999 signs: Markdown's own limit
IN_ANGLES = re.compile(r"<(?P<to>[a-z][a-z0-9+.\-]{1,31}:[^\s<>]*)>", re.IGNORECASE)
FORMS = (INLINE, GIVEN_BELOW, IN_ANGLES)
FOLLOWED = re.compile(r"https?://[^/?#]|mailto:|/(?![/\\])|[#?]", re.IGNORECASE)
SCHEME = re.compile(r"[^/?#]*(?::|&colon;|&#)", re.IGNORECASE)  # with the ways that Markdown has of writing a colon or a letter
SHOWN = 60  # characters of an address that a message repeats
REMEDY = "une adresse qui commence par https:// ou http://, ou une page du Studio : [texte](/fibre)"


def wrong(text: str) -> Iterator[tuple[int, str, str]]:
    """The links of a text that lead elsewhere: where, the fault, the remedy. Brackets in a formula are mathematics, without a scheme."""
    read = formulas.hidden(text)
    found = {link.start("to"): link["to"] for form in FORMS for link in form.finditer(text)}
    for at, to in sorted(found.items()):
        in_formula = read[at - 1] != text[at - 1]
        if not FOLLOWED.match(to) and (SCHEME.match(to) or not in_formula):
            yield at, f"lien « {to[:SHOWN]}{'…' if len(to) > SHOWN else ''} » refusé", REMEDY
