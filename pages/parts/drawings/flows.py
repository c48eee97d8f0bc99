"""Flows between places, each a band as wide as what goes along it: the places in columns, from where all comes to where all goes."""

from collections.abc import Iterator

from data.ground.svg import element, paint
from pages.parts.drawings.frame import EDGE, LETTERS
from pages.parts.drawings.plotted import column, longest, written


def flows(trace: dict, width: float, height: float) -> Iterator[str]:
    """The bands, then the places with their names."""
    links, node, colour = trace["link"], trace["node"], trace["textfont"]["color"]
    names = [str(name) for name in column(node["label"])]
    pairs = list(zip(column(links["source"]), column(links["target"]), column(links["value"]), strict=True))
    depth = _depths(len(names), pairs)
    sizes = [max(sum(v for s, _, v in pairs if s == k), sum(v for _, t, v in pairs if t == k)) for k in range(len(names))]
    columns = [[k for k in range(len(names)) if depth[k] == d] for d in range(max(depth) + 1)]
    room = height - 2 * EDGE
    by_unit = min((room - node["pad"] * (len(inside) - 1)) / sum(sizes[k] for k in inside) for inside in columns)
    last = width - EDGE - node["thickness"]
    across = [EDGE + (last - EDGE) * d / max(1, len(columns) - 1) for d in range(len(columns))]
    top: dict[int, float] = {}
    for inside in columns:
        at = EDGE + (room - sum(sizes[k] for k in inside) * by_unit - node["pad"] * (len(inside) - 1)) / 2
        for k in inside:
            top[k] = at
            at += sizes[k] * by_unit + node["pad"]
    out, into = dict(top), dict(top)
    for source, target, value in sorted(pairs, key=lambda pair: (top[pair[0]], top[pair[1]])):
        yield _band(across[depth[source]] + node["thickness"], out[source], across[depth[target]], into[target], value * by_unit, links["color"])
        out[source] += value * by_unit
        into[target] += value * by_unit
    for k, name in enumerate(names):
        x, tall = across[depth[k]], sizes[k] * by_unit
        yield element("rect", x=x, y=top[k], width=node["thickness"], height=tall, **paint(node["color"]))
        ends = x + node["thickness"] + 4 + longest(name) * LETTERS * 0.6 > width
        at, anchor = (x - 4, "end") if ends else (x + node["thickness"] + 4, "start")
        yield written(at, top[k] + tall / 2, name, LETTERS, colour, text_anchor=anchor)


def _depths(count: int, pairs: list[tuple[int, int, float]]) -> list[int]:
    """The column of each place: one more than the furthest of those it receives from."""
    depth = [0] * count
    for _ in range(count):
        for source, target, _value in pairs:
            depth[target] = max(depth[target], depth[source] + 1)
    return depth


def _band(x0: float, y0: float, x1: float, y1: float, wide: float, colour: str) -> str:
    middle = (x0 + x1) / 2
    over = f"M{x0:.1f} {y0:.1f}C{middle:.1f} {y0:.1f} {middle:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
    under = f"v{wide:.1f}C{middle:.1f} {y1 + wide:.1f} {middle:.1f} {y0 + wide:.1f} {x0:.1f} {y0 + wide:.1f}z"
    return element("path", d=over + under, **paint(colour))
