"""Draws how an index grows, as an SVG by hand: no library, so that the picture changes only with
the figures."""

import math

WIDTH, HEIGHT, LEFT, TOP, SIZE_X, SIZE_Y = 860, 350, 60, 44, 330, 230
COLOURS = ("#1b6ca8", "#c2571a", "#3a8f3a", "#8a4fae", "#777777")
NAMES = {"all": "no filter", "1": "1 %", "10": "10 %", "50": "50 %", "near": "1 %, correlated"}


def power(value):
    return f"{value:,.0f}" if value < 1e6 else f"{value / 1e6:g} M"


def panel(left, title, counts, lines, unit):
    values = [v for _, points in lines for v in points]
    low = 10 ** math.floor(math.log10(min(values)))
    high = 10 ** math.ceil(math.log10(max(values)))
    span_x = math.log(counts[-1] / counts[0])
    x = lambda count: left + SIZE_X * math.log(count / counts[0]) / span_x
    y = lambda value: TOP + SIZE_Y * (1 - math.log(value / low) / math.log(high / low))
    out = [f'<text x="{left}" y="{TOP - 16}" class="title">{title}</text>']
    value = low
    while value <= high:
        out.append(f'<path class="grid" d="M{left} {y(value):.1f}h{SIZE_X}"/>')
        out.append(f'<text x="{left - 6}" y="{y(value) + 4:.1f}" class="end">{value:g}</text>')
        value *= 10
    for count in counts:
        out.append(f'<text x="{x(count):.1f}" y="{TOP + SIZE_Y + 18}" class="mid">{power(count)}</text>')
    for number, (name, points) in enumerate(lines):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{x(c):.1f},{y(v):.1f}" for c, v in zip(counts, points))
        out.append(f'<polyline points="{path}" stroke="{colour}"/>')
        out += [f'<circle cx="{x(c):.1f}" cy="{y(v):.1f}" r="3" fill="{colour}"/>'
                for c, v in zip(counts, points)]
    # Below the panel, where no line runs.
    names = "".join(f'<tspan dx="{14 if number else 0}" fill="{COLOURS[number % len(COLOURS)]}">{name}</tspan>'
                    for number, (name, _) in enumerate(lines))
    out.append(f'<text x="{left}" y="{TOP + SIZE_Y + 56}">{names}</text>')
    out.append(f'<text x="{left + SIZE_X}" y="{TOP + SIZE_Y + 36}" class="end">vectors; {unit}</text>')
    return out


def plot(rows, path):
    counts = [row["count"] for row in rows]
    speed = [(title, [row[f"{name}_p50_ms"] for row in rows]) for name, title in NAMES.items()]
    build = [("seconds to build, CPU", [row["built_build_cpu_s"] for row in rows]),
             ("MB on the disk", [row["built_disk_bytes"] * row["count"] / 1e6 for row in rows])]
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
           'font-family="sans-serif" font-size="12">',
           '<style>.title{font-weight:bold}.end{text-anchor:end}.mid{text-anchor:middle}'
           '.grid{stroke:#ddd}polyline{fill:none;stroke-width:2}</style>',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    out += panel(LEFT, "Median latency of a query, one thread", counts, speed, "milliseconds")
    out += panel(LEFT + SIZE_X + 100, "Building", counts, build, "seconds, megabytes")
    with open(path, "w") as file:
        file.write("\n".join(out + ["</svg>"]) + "\n")
