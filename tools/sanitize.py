"""Runs a sanitized semblance over folders of malformed pictures and archives; see sanitize.sh."""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Benchmarks" / "archives"))
import corpus  # noqa: E402
from PIL import Image  # noqa: E402

MOST_MEGABYTES = 1000
MOST_SECONDS = 1800


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


def text_mesh(triangles, kind):
    """The same triangles as OBJ, PLY or STL in text."""
    points = [" ".join(f"{v:.5f}" for v in p) for t in triangles for p in t]
    faces = range(0, len(points), 3)
    if kind == "obj":
        return "\n".join([f"v {p}" for p in points] + [f"f {k + 1} {k + 2} {k + 3}" for k in faces])
    if kind == "ply":
        head = (f"ply\nformat ascii 1.0\nelement vertex {len(points)}\nproperty float x\n"
                f"property float y\nproperty float z\nelement face {len(faces)}\n"
                "property list uchar int vertex_indices\nend_header")
        return "\n".join([head] + points + [f"3 {k} {k + 1} {k + 2}" for k in faces])
    body = [f"facet normal 0 0 0\nouter loop\nvertex {points[k]}\nvertex {points[k + 1]}\n"
            f"vertex {points[k + 2]}\nendloop\nendfacet" for k in faces]
    return "\n".join(["solid made"] + body + ["endsolid"])


def archives(into):
    """Small archives of every format, with meshes, pictures and archives within."""
    for number, ending in enumerate([".zip", ".7z", ".tar.gz", ".rar"] * 4):
        mesh = corpus.figure(f"sanitize {number}", parts=1)
        files = [("a.stl", corpus.stl(mesh)), ("b.obj", text_mesh(mesh, "obj").encode()),
                 ("c.ply", text_mesh(mesh, "ply").encode()),
                 ("d.stl", text_mesh(mesh, "stl").encode())]
        inner = pathlib.Path(into) / "inner.zip"
        corpus.pack(inner, files[:1])
        files.append(("inner.zip", inner.read_bytes()))
        inner.unlink()
        if number >= 8:
            files.append(("p.jpg", corpus.jpeg(Image.new("RGB", (64, 48), (number * 9, 90, 40)))))
        corpus.pack(pathlib.Path(into) / f"{number:02}{ending}", files)


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
    packed = tempfile.TemporaryDirectory(prefix="archives-")
    archives(packed.name)
    torn = tempfile.TemporaryDirectory(prefix="damaged-archives-")
    damaged([packed.name], torn.name)
    for folder in [*folders, spoilt.name, packed.name, torn.name]:
        files = sum(1 for path in pathlib.Path(folder).rglob("*") if path.is_file())
        with tempfile.TemporaryDirectory() as library:
            code, text, errors, seconds, megabytes = run(
                binary, library, "index", folder, "--archives", "--json")
            problem = wrong(code, errors, megabytes)
            known, indexed = "", 0
            if not problem:
                report = json.loads(text)
                indexed = report["indexed"]
                packs = {f"archives {name}": count for name, count in report["archives"].items()}
                report |= packs
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
