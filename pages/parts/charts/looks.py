"""What tells apart the series of a chart that has more of them than colours: one rule for all charts."""

from collections.abc import Sequence

FULL = ("", "dot", "dashdot")  # of curves, a round of colours each; « dash » is the reference, everywhere
DASHED = ("dash", "dot", "dashdot", "longdash")  # of limits, where colour is never alone
WHITER = 0.55  # [share of white] of a surface whose colour comes again, each time on the last


def of_curves(count: int, colours: Sequence[str]) -> list[tuple[str, str]]:
    """The colour and the dash of each of `count` curves: a colour that comes again has another dash."""
    return [(colours[rank % len(colours)], FULL[rank // len(colours) % len(FULL)]) for rank in range(count)]


def of_limits(count: int, colours: Sequence[str]) -> list[tuple[str, str]]:
    """The same of limits: two that follow each other have neither the same colour nor the same dash."""
    return [(colours[rank % len(colours)], DASHED[(rank + rank // len(colours)) % len(DASHED)]) for rank in range(count)]


def of_surfaces(count: int, colours: Sequence[str]) -> list[str]:
    """The colour of each of `count` bars or areas: one that comes again is paler."""
    return [_paler(colours[rank % len(colours)], 1 - (1 - WHITER) ** (rank // len(colours))) for rank in range(count)]


def _paler(colour: str, white: float) -> str:
    """That colour, written #RRGGBB, with that share of white."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * white):02X}" for part in parts)
