#!/usr/bin/env python3
"""Draws what a command printed, colours included, as an SVG picture of a terminal.

    semblance --color always duplicates --last --limit 4 \\
      | tools/terminal_svg.py 'semblance duplicates' >docs/images/duplicates.svg
"""

import html
import re
import sys

COLOURS = {"32": "#4cc38a", "33": "#e5b567", "36": "#6cb6ff", "31": "#ff7b72", "2": "#8b949e"}
ADVANCE, LINE, MARGIN = 8.43, 20, 20


def spans(line):
    """Text with the SGR parameters that hold for it."""
    style = []
    for part in re.split("(\x1b\\[[0-9;]*m)", line):
        if part.startswith("\x1b["):
            style = [] if part == "\x1b[0m" else part[2:-1].split(";")
        elif part:
            yield part, style


def main():
    lines = ["\x1b[36m$\x1b[0m \x1b[1m" + " ".join(sys.argv[1:]) + "\x1b[0m", ""]
    lines += sys.stdin.read().rstrip("\n").split("\n")
    columns = max(len(re.sub("\x1b\\[[0-9;]*m", "", line)) for line in lines)
    width, height = int(columns * ADVANCE) + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
          f'font-family="ui-monospace, DejaVu Sans Mono, monospace" font-size="14">')
    print(f'<rect width="{width}" height="{height}" rx="10" fill="#161b22"/>')
    for row, line in enumerate(lines):
        column = 0
        for text, style in spans(line):
            colour = next((COLOURS[each] for each in style if each in COLOURS), "#e6edf3")
            weight = ' font-weight="bold"' if "1" in style else ""
            # The length is given so that any monospaced font keeps the columns.
            print(f'<text x="{MARGIN + column * ADVANCE:.1f}" y="{MARGIN + 14 + row * LINE}" '
                  f'fill="{colour}"{weight} textLength="{len(text) * ADVANCE:.1f}" '
                  f'xml:space="preserve">{html.escape(text)}</text>')
            column += len(text)
    print("</svg>")


main()
