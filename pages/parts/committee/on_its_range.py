"""An assumption on its range, drawn: the value of the study, the values that the members of the committee would take, their median."""

from collections.abc import Sequence

from pages.parts.charts.house import VERMILION
from pages.parts.study.effects.headline_strip import BAR, DOT
from studies.toolkit.reading.parameters import Parameter

WIDTH, MARGIN = 480, 12  # [px]
STACK = 9  # [px] between two dots of the same place
MOST = 4  # dots over each other


def picture(parameter: Parameter, given: Sequence[float], median: float | None) -> str:
    """An SVG: the range as a bar, the value of the study as a disc, each counter-value as a ring above it, their median as a triangle below."""
    ends = [end for end in (parameter.low, parameter.high) if end is not None]
    points = [parameter.value, *ends, *given]
    low, high = min(points), max(points)
    wide = high - low or 1.0

    def place(value: float) -> int:
        return round(MARGIN + (WIDTH - 2 * MARGIN) * (value - low) / wide) if high > low else WIDTH // 2

    pieces = []
    if ends:
        start, end = place(parameter.low), place(parameter.high)
        pieces.append(f'<path d="M{start} 44v12M{start} 50H{end}M{end} 44v12" stroke="{BAR}" stroke-width="2"/>')
    pieces.append(f'<circle cx="{place(parameter.value)}" cy="50" r="7" fill="{DOT}"/>')
    last, level = -STACK, 0
    for value in sorted(given):
        x = place(value)
        last, level = (last, level + 1) if x - last < STACK else (x, 0)  # the next ones that would cover it stand over it
        if level < MOST:
            pieces.append(f'<circle cx="{x}" cy="{36 - STACK * level}" r="4" fill="none" stroke="{VERMILION}" stroke-width="2"/>')
    if median is not None:
        x = place(median)
        pieces.append(f'<path d="M{x} 59l6 10h-12z" fill="{VERMILION}"/>')
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="72" viewBox="0 0 {WIDTH} 72">{"".join(pieces)}</svg>'
