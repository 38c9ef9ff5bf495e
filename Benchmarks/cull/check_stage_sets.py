#!/usr/bin/env python3
"""Holds `semblance sets` against the truth of make_stage_sets.py, and times it.

    check_stage_sets.py FOLDER SEMBLANCE     (FOLDER as made; indexes it first)

Ends with 1 unless all planted sets and no other are found, both without and with --cross-check.
"""
import json
import subprocess
import sys
import time
from pathlib import Path


def run(program, *words):
    started = time.monotonic()
    done = subprocess.run([program, *words], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return done.stdout, time.monotonic() - started


def base(path):
    return Path(path).name.split("_stage")[0]


def main():
    folder, program = Path(sys.argv[1]), sys.argv[2]
    truth = json.loads((folder / "truth.json").read_text())
    library = ["--library", str(folder / "index")]
    _, seconds = run(program, *library, "index", "-q", str(folder / "library"))
    print(f"index: {seconds:.1f} s")
    failed = False
    for title, key, words in [
        ("by pictures", "equal", []),
        ("and by YAML", "equal_yaml", ["--cross-check", "--ignore-key", "timestamp"]),
    ]:
        output, seconds = run(program, *library, "sets", "--json", *words)
        found = set()
        for group in json.loads(output)["groups"]:
            bases = [base(choice["files"][0]["path"]) for choice in group["choices"]]
            found |= {tuple(sorted((bases[0], other))) for other in bases[1:]}
        wanted = {tuple(sorted(pair)) for pair in truth[key]}
        missed, strange = len(wanted - found), len(found - wanted)
        failed |= bool(missed or strange)
        print(f"{title}: {seconds:.1f} s for {truth['sets']} sets, {len(wanted)} planted, "
              f"{missed} missed, {strange} too many")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
