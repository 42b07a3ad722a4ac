"""A table as plain text, for a terminal and for those who can't see the pictures."""

from collections.abc import Sequence

from ..words import on_one_line


def table(rows: Sequence[Sequence[str]], most: int = 40) -> str:
    """Set rows in columns, a line each; a cell longer than ``most`` characters is cut.

    >>> print(table([("id", "title"), ("h_nasa", "Mirrors")]))
    id      title
    h_nasa  Mirrors
    """
    shown = [[_short(cell, most) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in shown
    )


def _short(text: str, most: int) -> str:
    text = on_one_line(text)
    return text if len(text) <= most else text[: most - 3].rstrip() + "..."
