"""What somebody typed or pasted in a form, as it is kept: the spaces and line ends of any keyboard are welcome, what nobody can see is refused."""

from data.ground import escaping
from data.ground.faults import Fault, Refused
from data.ground.text_files import CONTROL, INVISIBLE, invisible

REMEDY = "le réécrire à la main"


def one_line(text: str) -> str:
    """A name or a title: its blanks, no-break spaces and line ends included, made one space."""
    return " ".join(_ours_out(text).split())


def paragraphs(text: str) -> str:
    """A text of several lines, with one kind of line end."""
    return "\n".join(_ours_out(text).splitlines()).strip()


def written(text: str, place: str, remedy: str, longest: int) -> str:
    """A text of several lines as it is kept. Refused when nothing is written, when it has more characters than `longest`, or when it holds what
    nobody sees; `place` names it, `remedy` says what to write."""
    kept = paragraphs(text)
    if not kept:
        raise Refused(Fault(place, "rien n'est écrit", remedy))
    if len(kept) > longest:
        raise Refused(Fault(place, f"texte de {len(kept)} caractères", f"{longest} au plus"))
    if hidden := unseen_in_paragraphs(place, kept):
        raise Refused(hidden)
    return kept


def written_or_not(text: str, place: str, longest: int) -> str:
    """The same, of a text that one may leave empty."""
    return written(text, place, "", longest) if paragraphs(text) else ""


def line(text: str, place: str, remedy: str, longest: int) -> str:
    """A text of one line as it is kept. Refused when nothing is written, when it has more characters than `longest`, or when it holds what nobody
    sees; `place` names it, `remedy` says what to write."""
    kept = one_line(text)
    if not kept or len(kept) > longest:
        raise Refused(Fault(place, f"texte de {len(kept)} caractères" if kept else "rien n'est écrit", f"{remedy}, en {longest} caractères au plus"))
    if hidden := unseen(place, kept):
        raise Refused(hidden)
    return kept


def line_or_not(text: str, place: str, longest: int) -> str:
    """The same, of a line that one may leave empty."""
    return line(text, place, "l'écrire", longest) if one_line(text) else ""


def seen(text: str) -> str:
    """A text without what nobody sees, to name it in a sentence: an order of direction would turn the sentence round."""
    return CONTROL.sub("", text)


def unseen(place: str, text: str) -> Fault | None:
    """The first character of a name or a title that nobody sees, a soft hyphen included: it makes another spelling of the same word."""
    return _first(CONTROL.search(text), place)


def unseen_in_paragraphs(place: str, text: str) -> Fault | None:
    """The first character of a longer text that nobody sees."""
    return _first(INVISIBLE.search(text), place)


def _first(found, place: str) -> Fault | None:
    return Fault(place, f"{invisible(found[0])} dans ce texte", REMEDY) if found else None


def _ours_out(text: str) -> str:
    """Without the sign that our own pages put in what they show: a sentence copied from one is welcome."""
    return text.replace(escaping.JOINER, "")
