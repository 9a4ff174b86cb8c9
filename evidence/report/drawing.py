"""Figures from Vega-Lite specifications to SVG and PNG, through vl-convert. Touches the fonts of the machine.

Why vl-convert and nothing else: Vega-Lite is the field's grammar of charts, and this one wheel (no dependencies, 84 MB
installed) draws it without a browser or a network, to SVG with labels for screen readers and to PNG; the same
specification gives the same bytes. Altair would only write the same dictionaries (18 MB more with narwhals and
jsonschema). matplotlib (75 MB with numpy and pillow) draws text as paths and knows no roles or labels; plotly puts
4.5 MB of script into a page and needs Chrome for a PNG. Drawn at export, a figure needs no script in the page, so
that the page's policy can forbid everything but its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

Spec = dict[str, Any]
VEGA_LITE: Final = "6.4"
PNG_SCALE: Final = 2.0
FONT: Final = "Helvetica, Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by its file name, with the words for those who can't see it and the notes below it."""

    name: str
    title: str
    alternative: str
    notes: tuple[str, ...]
    spec: Spec
    interactive: bool = False


def svg_of(spec: Spec, *, ink: str, paper: str | None) -> str:
    """One figure as SVG text, its letters and lines in `ink`; `paper` None leaves the ground clear."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(spec | {"config": _config(ink, paper)}, vl_version=VEGA_LITE))


def png_of(svg: str) -> bytes:
    """An SVG as PNG at twice its size, for slides and print."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=PNG_SCALE))


def in_page(figure: Figure) -> str:
    """The figure to be set into the page: inks with the page's colour; an image to a screen reader unless it acts."""
    svg = svg_of(figure.spec, ink="currentColor", paper=None)
    role = "group" if figure.interactive else "img"
    return svg.replace("<svg ", f'<svg role="{role}" aria-labelledby="{figure.name}-title" ', 1)


def _config(ink: str, paper: str | None) -> Spec:
    quiet = {"stroke": None}
    words = {
        "labelColor": ink,
        "titleColor": ink,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    }
    return {
        "background": paper or "transparent",
        "font": FONT,
        "view": quiet,
        "axis": words | {"gridColor": "#80808055", "domainColor": "#808080", "tickColor": "#808080", "labelLimit": 220},
        "legend": words | {"symbolStrokeWidth": 1.5},
        "title": {"color": ink},
        "text": {"color": ink},
    }
