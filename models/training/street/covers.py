"""Manhole covers in pictures whose own set does not label them: boxes made by eye, in one table for each set (models/training/covers).

Each row gives split, file, name and the box (middle, width and height in 0..1 of the picture). Names: `manhole-closed`; `grate` (a gully, a channel);
`doubtful` (perhaps a cover); `hole` (perhaps a shaft that is open or half covered). A row without a name: looked at, nothing there. Pictures without
any row were not looked at.
"""
from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

CLOSED = "manhole-closed"
NEITHER_WAY = {"grate": (CLOSED,), "doubtful": (CLOSED,), "hole": (CLOSED, "manhole-open")}

Box = tuple[str, tuple[float, float, float, float]]


def covers_in(picture: Path, table: Path | None) -> list[Box] | None:
    """Name and corners (x1, y1, x2, y2 in 0..1) of what was seen in `SET/SPLIT/images/FILE`; None where nobody looked."""
    return _read(table).get((picture.parents[1].name, picture.name)) if table else None


@lru_cache(maxsize=None)
def _read(table: Path) -> dict[tuple[str, str], list[Box]]:
    found: dict[tuple[str, str], list[Box]] = {}
    with table.open(newline="") as text:
        for number, row in enumerate(csv.DictReader(text), 2):
            boxes = found.setdefault((row["split"], row["file"]), [])
            if row["name"]:
                boxes.append((row["name"], _corners(row, f"{table}:{number}")))
    return found


def _corners(row: dict[str, str], place: str) -> tuple[float, float, float, float]:
    if row["name"] != CLOSED and row["name"] not in NEITHER_WAY:
        raise ValueError(f"{place}: {row['name']!r} is none of {', '.join((CLOSED, *NEITHER_WAY))}")
    try:
        x, y, w, h = (float(row[k]) for k in ("cx", "cy", "w", "h"))
    except (TypeError, ValueError):
        raise ValueError(f"{place}: cx, cy, w and h are not four numbers") from None
    corners = (x - w / 2, y - h / 2, x + w / 2, y + h / 2)
    if w <= 0 or h <= 0 or min(corners) < -0.001 or max(corners) > 1.001:
        raise ValueError(f"{place}: the box does not lie within the picture (0..1)")
    return corners
