"""Write what was measured as a Markdown page and, where matplotlib is installed, as a chart."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One measured thing: megabytes and documents a second, and its speed beside flashtext's."""

    name: str
    what: str
    speed: float
    documents: float
    ratio: float | None


class Section(NamedTuple):
    """A table of the page."""

    title: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]


def steps_section(title: str, rows: list[Row]) -> Section:
    """Return measured things as a table."""
    return Section(
        title,
        ("", "does", "MB/s", "documents/s", "times flashtext"),
        [
            (
                row.name,
                row.what,
                f"{row.speed:.2f}",
                f"{row.documents:,.0f}",
                f"{row.ratio:.1f}" if row.ratio else "",
            )
            for row in rows
        ],
    )


def write_page(path: Path, opening: str, sections: list[Section]) -> None:
    """Write the tables."""
    parts = [opening]
    for section in sections:
        lines = [
            f"| {' | '.join(section.head)} |",
            f"|{' --- |' * len(section.head)}",
            *(f"| {' | '.join(row)} |" for row in section.rows),
        ]
        parts.append(f"## {section.title}\n\n" + "\n".join(lines))
    path.write_text("\n\n".join(parts) + "\n", encoding="utf8")


def draw(
    path: Path,
    bars: list[tuple[str, float, bool]],
    curves: dict[str, list[tuple[float, float]]],
) -> bool:
    """Draw bars (name, MB/s, whether ours) and curves (size, MB/s) as SVG and PNG; without bars nothing."""
    if not bars:
        return False
    try:
        import matplotlib as mpl
    except ImportError:
        return False
    mpl.use("Agg")
    # The same figures give the same SVG.
    mpl.rcParams.update({"svg.hashsalt": "normalise", "font.size": 9})
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, 1 + len(curves), figsize=(6 + 3.2 * len(curves), 4.6))
    first, *others = axes if curves else [axes]
    names = [name for name, _, _ in bars][::-1]
    colours = ["#1b7f79" if ours else "#b9b9b9" for _, _, ours in bars][::-1]
    speeds = [speed for _, speed, _ in bars][::-1]
    first.barh(names, speeds, color=colours)
    first.set_xscale("log")
    first.set_xlabel("MB/s, one core (logarithmic)")
    for place, speed in enumerate(speeds):
        first.text(speed * 1.06, place, f"{speed:.1f}", va="center", fontsize=8)
    first.set_xlim(min(speeds) * 0.6, max(speeds) * 2.5)
    for axis, (title, points) in zip(others, curves.items(), strict=True):
        axis.plot(*zip(*points, strict=True), marker="o", color="#1b7f79")
        axis.set_xlabel(title)
        if points[-1][0] > 50 * max(1, points[0][0]):
            axis.set_xscale("log")
        axis.set_ylim(bottom=0)
        axis.set_ylabel("MB/s")
    for axis in (first, *others):
        axis.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path.with_suffix(".svg"), metadata={"Date": None})
    figure.savefig(path.with_suffix(".png"), dpi=150)
    return True
