"""A library of very many pictures: made-up ones that the program looks at itself, and their rows many times.

    python3 web/e2e/large_library.py [--library DIR] [--count 100000] [--program PATH]

Rows of pictures, files, folders and thumbnails are real ones of the catalogue, copied under other names,
ids, contents and dates; the files themselves are not there. For looking at a large library, and for
`test_large.py`.
"""

import argparse
import functools
import os
import pathlib
import random
import sqlite3
import struct
import subprocess

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIZES = [(240, 160), (213, 160), (120, 160), (240, 160), (240, 135), (107, 160), (160, 160)]
MONTHS = 240
TEMPLATES = 42


def paint(path, seed):
    """A picture of soft colours with a few discs, as a BMP."""
    random_ = random.Random(seed)
    width, height = SIZES[seed % len(SIZES)]
    corners = [[random_.randrange(30, 240) for _ in range(3)] for _ in range(4)]
    discs = [
        (random_.randrange(width), random_.randrange(height), random_.randrange(10, 40) ** 2,
         [random_.randrange(256) for _ in range(3)]) for _ in range(4)]
    rows = []
    for y in range(height):
        down = y / height
        left, right = (
            [corners[at][c] * (1 - down) + corners[at + 2][c] * down for c in range(3)]
            for at in (0, 1))
        row = bytearray()
        for x in range(width):
            share = x / width
            color = [round(left[c] * (1 - share) + right[c] * share) for c in range(3)]
            for cx, cy, reach, paint_ in discs:
                if (x - cx) ** 2 + (y - cy) ** 2 < reach:
                    color = paint_
            row += bytes(color)
        rows.append(bytes(row) + bytes(-len(row) % 4))
    body = b"".join(rows)
    path.write_bytes(
        struct.pack("<2sIIIIiiHHIIiiII", b"BM", 54 + len(body), 0, 54, 40, width, height, 1, 24, 0,
                    len(body), 2835, 2835, 0, 0) + body)


def ulid(number):
    """Rises with the number, as those of pictures that came one after the other."""
    value = (1_700_000_000_000 + number) << 80 | number * 0x9E3779B97F4A7C15 % 2**64
    return "".join(DIGITS[value >> shift & 31] for shift in range(125, -1, -5))


def month_of(number, count):
    """Of the newest pictures first; months are of very different sizes, one in fifty pictures undated."""
    share = (number / count) ** 1.5
    return min(MONTHS - 1, int(share * MONTHS))


def taken(number, count):
    if number % 50 == 7:
        return None
    month = month_of(number, count)
    hash_ = number * 2654435761 % 2**32
    return (f"{2026 - month // 12:04}-{12 - month % 12:02}-{1 + hash_ % 28:02}"
            f"T{hash_ // 28 % 24:02}:{hash_ // 672 % 60:02}:{hash_ // 40320 % 60:02}")


def columns(connection, table, known):
    """What a row of the copy is made of: the columns' names, and for each its own or another value."""
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    missing = set(known) - set(names)
    assert not missing, f"{table} has no {missing}"
    names = [name for name in names if known.get(name, "") is not None]
    return ", ".join(names), ", ".join(known.get(name, f"one.{name}") for name in names)


def multiply(catalogue, count):
    """Copies the rows of the pictures that are there until there are so many."""
    connection = sqlite3.connect(catalogue)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = OFF")
    make = functools.partial(connection.create_function, deterministic=True)
    make("a_ulid", 1, ulid)
    make("a_taken", 1, lambda number: taken(number, count))
    make("a_month", 1, lambda number: month_of(number, count))
    there = connection.execute("SELECT count(*) FROM images").fetchone()[0]
    first = connection.execute("SELECT max(id) FROM images").fetchone()[0] + 1
    assert there >= TEMPLATES, there
    connection.executescript(f"""
        CREATE TEMP TABLE copies AS
          WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < {count - there})
          SELECT n, {first} + n AS image, list.id AS template
          FROM number JOIN (SELECT row_number() OVER (ORDER BY id) - 1 AS place, id FROM images) AS list
            ON list.place = (n * 2654435761 / 65536) % {there};
        CREATE TEMP TABLE kept AS SELECT id AS old FROM images;
    """)
    names, values = columns(connection, "images", {
        "id": "image", "ulid": "a_ulid(n)", "sha256": "randomblob(32)",
        "taken_local": "a_taken(n)", "byte_size": "200000 + (n * 7919) % 6000000",
        "rating": "CASE n % 7 WHEN 3 THEN 4 END", "quality_score": "0.2 + (n * 13 % 79) / 100.0",
        "created_at": "one.created_at - n", "camera_make": "CASE n % 3 WHEN 1 THEN 'Canon' END",
    })
    connection.execute(
        f"INSERT INTO images ({names}) SELECT {values} FROM copies JOIN images AS one ON one.id = template")
    connection.execute("""
        INSERT INTO image_thumbnails (image_id, webp)
        SELECT image, one.webp FROM copies JOIN image_thumbnails AS one ON one.image_id = template""")
    # The folders of months come after all others, in their order.
    before = connection.execute("SELECT max(id) + 1 FROM folders").fetchone()[0]
    names, values = columns(connection, "folders", {
        "id": f"{before} + month",
        "path": "CAST(CAST(one.path AS TEXT) || printf('/month %03d', month) AS BLOB)",
    })
    connection.execute(f"""
        INSERT INTO folders ({names}) SELECT {values}
        FROM (SELECT DISTINCT a_month(n) AS month FROM copies), (SELECT * FROM folders LIMIT 1) AS one""")
    names, values = columns(connection, "files", {
        "id": None, "image_id": "image", "inode": "1000000000 + n",
        "folder_id": f"{before} + a_month(n)",
        "name": "CAST(printf('IMG_%06d.jpg', n) AS BLOB)",
    })
    connection.execute(f"""
        INSERT INTO files ({names}) SELECT {values}
        FROM copies JOIN files AS one ON one.image_id = template""")
    connection.commit()
    assert connection.execute("SELECT count(*) FROM images").fetchone()[0] == count
    connection.close()


def make(run, library, count):
    """Makes the library with `run`, which runs the program with arguments."""
    pictures = pathlib.Path(library) / "made up"
    pictures.mkdir(parents=True)
    for seed in range(TEMPLATES):
        paint(pictures / f"{seed:02}.bmp", seed)
    run("index", str(pictures))
    multiply(pathlib.Path(library) / "catalogue.sqlite", count)
    # The first look writes the words that pictures are found by.
    run("status")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", default="large-library")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--program", default="semblance")
    wish = parser.parse_args()
    environment = {**os.environ, "SEMBLANCE_LIBRARY": wish.library}
    make(lambda *arguments: subprocess.run([wish.program, *arguments], env=environment, check=True),
         wish.library, wish.count)
    print(f"Look at it: SEMBLANCE_LIBRARY={wish.library} {wish.program} serve")
