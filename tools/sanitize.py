"""Runs a sanitized semblance over folders of malformed pictures; see sanitize.sh."""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

MOST_MEGABYTES = 1000
MOST_SECONDS = 900


def run(binary, library, *arguments):
    """The exit code, output, errors, wall seconds and peak megabytes of one command."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        began = time.monotonic()
        child = subprocess.Popen(
            ["timeout", str(MOST_SECONDS), binary, *arguments, "--library", library],
            stdout=output, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (output, errors):
            file.seek(0)
            texts.append(file.read().decode(errors="replace"))
        return child.returncode, *texts, time.monotonic() - began, usage.ru_maxrss / 1024


def damaged(folders, into, count=600, most_bytes=400_000):
    """Copies of the folders' small files, cut short or with bytes changed; the same on every run."""
    chance = random.Random(4)
    files = sorted(
        path for folder in folders for path in pathlib.Path(folder).rglob("*.*")
        if path.is_file() and 64 < path.stat().st_size < most_bytes)
    for index in range(count):
        source = chance.choice(files)
        content = bytearray(source.read_bytes())
        if index % 2:
            del content[chance.randrange(16, len(content)) :]
        for _ in range(chance.choice([0, 1, 4, 32]) or 1 - index % 2):
            content[chance.randrange(len(content))] = chance.randrange(256)
        (pathlib.Path(into) / f"{index:03}-{source.name}").write_bytes(content)


def wrong(code, errors, megabytes):
    if "AddressSanitizer" in errors:
        return errors[errors.index("AddressSanitizer") - 20 :][:3000]
    # 0: done; 2: done, and something could not be read.
    if code not in (0, 2):
        return f"ended with {code}: {errors[-1500:]}"
    if megabytes > MOST_MEGABYTES:
        return f"needed {megabytes:.0f} MB"
    return None


def main():
    binary, folders = sys.argv[1], sys.argv[2:]
    failed = False
    spoilt = tempfile.TemporaryDirectory(prefix="damaged-")
    damaged(folders, spoilt.name)
    for folder in [*folders, spoilt.name]:
        files = sum(1 for path in pathlib.Path(folder).rglob("*") if path.is_file())
        with tempfile.TemporaryDirectory() as library:
            code, text, errors, seconds, megabytes = run(binary, library, "index", folder, "--json")
            problem = wrong(code, errors, megabytes)
            known, indexed = "", 0
            if not problem:
                report = json.loads(text)
                indexed = report["indexed"]
                known = ", ".join(f"{name} {report[name]}" for name in report
                                  if report[name] and type(report[name]) is int)
            print(f"{folder}: {files} files; {known}; {seconds:.1f} s, {megabytes:.0f} MB")
            for command in (["duplicates", "--json"], ["quality", "--json"]):
                if problem or not indexed:
                    break
                code, _, errors, seconds, megabytes = run(binary, library, *command)
                problem = wrong(code, errors, megabytes)
                print(f"  {command[0]}: {seconds:.1f} s, {megabytes:.0f} MB")
            if problem:
                failed = True
                print(f"  FAILED: {problem}")
    print("sanitize: " + ("failed" if failed else "clean"))
    sys.exit(1 if failed else 0)


main()
