"""The full report of a study, report.pdf: what a browser must be able to open."""

from pathlib import Path

from data.ground.faults import Fault

NAME = "report.pdf"
HEAD, END, LOCKED = b"%PDF-", b"%%EOF", b"/Encrypt"
TAIL = 1024  # [bytes] where readers look for the end of a document (ISO 32000-1, annex H, implementation note 18)
LARGEST = 20_000_000  # [bytes] about a hundred pages with their figures: more is too slow on a phone


def faults(file: Path, place: str) -> list[Fault]:
    """What keeps the report from being read: cut, too heavy, locked, not a PDF. None when there is no report."""
    if not file.exists():
        return []
    if file.stat().st_size > LARGEST:
        return [
            Fault(
                place,
                f"{file.stat().st_size / 1e6:.0f} Mo : trop lourd pour un téléphone",
                f"réduire la taille des images à l'export : {LARGEST / 1e6:.0f} Mo au plus",
            )
        ]
    content = file.read_bytes()
    if not content.startswith(HEAD):
        return [Fault(place, "ce n'est pas un document PDF", "l'exporter en PDF depuis le traitement de texte ; changer son nom ne suffit pas")]
    if END not in content[-TAIL:]:
        return [Fault(place, "document incomplet : la fin du fichier manque", "le copier de nouveau, ou l'exporter encore")]
    if LOCKED in content:
        return [Fault(place, "document protégé par un mot de passe", "l'exporter sans protection : tout le monde doit pouvoir le lire")]
    return []
