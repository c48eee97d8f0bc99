"""The links of a text in Markdown that somebody wrote: to the web, to a page of the Studio, to a mail address, and nowhere else.

Streamlit draws a link to any address but javascript: and vbscript: — a document inside the address (data:), a file of the visitor's machine (file:),
a program that is asked to start (ms-word:, intent:).
"""

import re
from collections.abc import Iterator

from data.ground import formulas
from data.ground.escaping import JOINER
from data.ground.installation.base_path import at

# Inline, `](address`; given further down, `[name]: address`, where a label may be cut by a line end, and which may stand in a note, `[^1]: `; between
# angles, `<scheme:address>`. `cut` is where a sign between two of its own makes words of it. An address is looked at without being passed: another
# link may begin inside it, which is the one that Markdown reads when the first is not closed.
INLINE = re.compile(r"\](?P<cut>)\(\s*<?(?=(?P<to>(?:(?!\]\()[^\s)>])*))")
# Of a label: 999 signs, Markdown's own limit; `[^a b]: ` and `[^]: ` are no notes. Streamlit takes away every kind of space at the beginning.
GIVEN_BELOW = re.compile(
    r"(?:^|\r)(?:[^\S\r\n]|[\ufeff>*+\-\d.)]|\[\^(?:\\\S|[^\s\[\]\\])+\]:)*"
    r"\[(?!\^[^\s\[\]\\]+\]:)(?:\\.|[^\[\]\\]){1,999}\](?P<cut>):\s*<?(?=(?P<to>[^\s>]*))",
    re.MULTILINE,
)
IN_ANGLES = re.compile(r"<(?P<cut>)(?P<to>[a-z][a-z0-9+.\-]{1,31}:[^\x00-\x20\x7f<>]*)>", re.IGNORECASE)  # a no-break space may stand there
FORMS = (INLINE, GIVEN_BELOW, IN_ANGLES)
SIGNS = ("](", "]:", "<")  # a text without any of them has no link: most have none
FOLLOWED = re.compile(r"https?://[^/?#]|mailto:|/(?![/\\&])|[#?]", re.IGNORECASE)
# A scheme, or another host; with the ways that Markdown has of writing a colon, a slash or a letter. No formula holds them: what is read as one here
# may be none for the browser, as `$ … $`.
ABROAD = re.compile(r"[^/?#]*(?::|&colon;|&#)|(?:/|&sol;)[/&]", re.IGNORECASE)
SHOWN = 60  # characters of an address that a message repeats
REMEDY = "une adresse qui commence par https:// ou http://, ou une page du Studio : [texte](/fibre)"


def wrong(text: str) -> Iterator[tuple[int, str, str]]:
    """The links of a text that lead elsewhere: where, the fault, the remedy. Brackets in a formula are mathematics, without scheme nor host."""
    found = {link.start("to"): link["to"] for link in _wrong(text)}
    for start, to in sorted(found.items()):
        yield start, f"lien « {to[:SHOWN]}{'…' if len(to) > SHOWN else ''} » refusé", REMEDY


def as_words(text: str) -> str:
    """The text where those links are words, which one reads as they were typed: an invisible sign, where no line breaks, stands in their middle."""
    written, end = [], 0
    for cut in sorted({link.start("cut") for link in _wrong(text)}):
        written.append(text[end:cut])
        end = cut
    return JOINER.join([*written, text[end:]])


def from_host(text: str) -> str:
    """The text whose links to the Studio are those that a browser asks of the host: /fibre is /studio/fibre where the Studio stands below /studio."""
    if not at("") or not any(sign in text for sign in SIGNS):
        return text
    read = formulas.hidden(text)
    found = {
        link.start("to"): link["to"] for form in FORMS for link in form.finditer(text) if read[link.start("to") - 1] == text[link.start("to") - 1]
    }
    written, end = [], 0
    for start in sorted(start for start, to in found.items() if to.startswith("/") and not to.startswith(at("/"))):
        written.append(text[end:start])
        end = start
    return at("").join([*written, text[end:]])


def _wrong(text: str) -> Iterator[re.Match[str]]:
    if not any(sign in text for sign in SIGNS):
        return
    read = formulas.hidden(text)
    for link in (link for form in FORMS for link in form.finditer(text)):
        start, to = link.start("to"), link["to"]
        in_formula = read[start - 1] != text[start - 1]
        if not FOLLOWED.match(to) and (ABROAD.match(to) or not in_formula):
            yield link
