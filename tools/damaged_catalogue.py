#!/usr/bin/env python3
"""Damages the catalogue of a library at random and asks the program for everything: none may crash or hang.

    tools/damaged_catalogue.py BINARY PICTURES [--rounds 100] [--seed 1] [--bytes]

PICTURES (a few dozen, archives among them) are indexed once into a library in a temporary folder. Each
round changes values in a copy of it, of one column or several, as no check of the database would let
pass; with --bytes it overwrites bytes of the file instead. Exit code 1 when a command ended by a signal or
took more than a minute; the first of each kind is printed.
"""
import argparse, collections, os, pathlib, random, re, shutil, sqlite3, subprocess, sys, tempfile

COMMANDS = [["duplicates"], ["doctor"], ["search", "lake"], ["quality"], ["status"], ["clusters"],
            ["outliers"], ["visual-duplicates"]]
VALUES = {
    "INTEGER": [-1, 0, 1, 2**31, 2**62, -2**62, 2**63 - 1, -2**63],
    "REAL": [float("inf"), -float("inf"), 1e300, -1.0, 0.0],
    "TEXT": ["", "x", "\0", "[", "{}", "9" * 50, "é" * 1000, "null"],
    "BLOB": [b"", b"x", bytes(32), bytes(5000), bytes(16384)],
}
ENVIRONMENT = {**os.environ, "SWIFT_BACKTRACE": "enable=yes,color=no,threads=crashed,images=none,registers=none"}


def change_values(catalogue, chance):
    """Sets one to five columns, in one row of eight or in all; says which."""
    connection = sqlite3.connect(catalogue)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    tables = [name for name, in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%STRICT%'")]
    done = []
    for _ in range(chance.choice([1, 1, 2, 5])):
        table = chance.choice(tables)
        _, column, kind, *_ = chance.choice(list(connection.execute(f"PRAGMA table_info({table})")))
        value, rows = chance.choice(VALUES[kind]), chance.choice(["1", "abs(random()) % 8 = 0"])
        try:
            connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {rows}", (value,))
        except sqlite3.Error:
            continue
        done.append(f"{table}.{column} = {value!r:.40}")
    connection.commit()
    connection.close()
    return done


def change_bytes(catalogue, chance):
    content = bytearray(catalogue.read_bytes())
    count = chance.choice([1, 4, 32, 256])
    for _ in range(count):
        content[chance.randrange(100, len(content))] = chance.randrange(256)
    catalogue.write_bytes(content)
    return [f"{count} bytes"]


def run(arguments):
    """What became of it: `None` when it ended by itself, else how, and where."""
    try:
        ended = subprocess.run(arguments, capture_output=True, timeout=60, stdin=subprocess.DEVNULL, env=ENVIRONMENT)
    except subprocess.TimeoutExpired:
        return "more than a minute", ()
    if 0 <= ended.returncode < 128:
        return None
    text = ended.stderr.decode(errors="replace")
    cause = re.search(r"(Fatal error|runtime failure): .*?(?= in |$)", text, re.M)
    return cause[0] if cause else f"signal {-ended.returncode}", tuple(re.findall(r"/(\w[\w+]*\.swift:\d+)", text)[:4])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("pictures", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--bytes", action="store_true")
    wish = parser.parse_args()
    binary, pictures = wish.binary.resolve(), wish.pictures.resolve()
    found = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        whole, damaged = pathlib.Path(folder, "whole"), pathlib.Path(folder, "damaged")
        for command in (["index", "--archives", pictures], ["duplicates"], ["anomalies"]):
            subprocess.run([binary, *command, "--library", whole], check=False, capture_output=True)
        connection = sqlite3.connect(whole / "catalogue.sqlite")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        for round in range(wish.rounds):
            chance = random.Random(wish.seed << 32 | round)
            shutil.rmtree(damaged, ignore_errors=True)
            shutil.copytree(whole, damaged)
            changed = (change_bytes if wish.bytes else change_values)(damaged / "catalogue.sqlite", chance)
            for command in COMMANDS + [["index", str(pictures)]]:
                end = run([binary, *command, "--library", damaged])
                if end and found[end] == 0:
                    print(f"round {round}, {' '.join(command)}: {end[0]} {' '.join(end[1])}\n  after {'; '.join(changed)}",
                          flush=True)
                found[end] += 1
    crashes = {end: count for end, count in found.items() if end}
    print(f"{found.total()} commands on {wish.rounds} damaged libraries: {sum(crashes.values())} ended by a crash or hung")
    sys.exit(1 if crashes else 0)


if __name__ == "__main__":
    main()
