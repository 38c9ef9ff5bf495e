"""The real server on a library of real pictures, and a browser. Pictures are copied first: tests move them."""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request

import pytest
from playwright.sync_api import expect, sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
BROWSER = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]
# Machines that test are busy; a page that is wrong stays wrong for longer than this.
expect.set_options(timeout=15_000)
SIZES = {"phone": (360, 780), "tablet": (768, 1024), "desktop": (1440, 900)}


def program():
    """The debug build, as the package's own tests use it."""
    swift = os.environ.get("SWIFT", "swift")
    folder = subprocess.run(
        [swift, "build", "--package-path", str(ROOT), "--show-bin-path"],
        check=True, capture_output=True, text=True).stdout.strip()
    return pathlib.Path(folder) / "semblance"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """`semblance serve` on its own library; it can be killed and started again on the same port."""

    def __init__(self, binary, library, log):
        self.binary, self.library, self.log = binary, library, log
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = None
        self.pictures = None

    def run(self, *arguments, codes=(0, 2)):
        done = subprocess.run(
            [self.binary, *arguments], env=self.environment, capture_output=True, text=True)
        assert done.returncode in codes, done.stderr
        return done.stdout

    @property
    def environment(self):
        return {
            **os.environ, "SEMBLANCE_LIBRARY": str(self.library),
            "SEMBLANCE_WEB": str(ROOT / "web/dist"),
        }

    def start(self):
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "serve", "--port", str(self.port)], env=self.environment,
                stdout=log, stderr=log)
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=2)
                return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the server did not start: {pathlib.Path(self.log).read_text()[-2000:]}")

    def kill(self):
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=20) as answer:
            return json.load(answer)


def copy_pictures(to):
    data = os.environ.get("SEMBLANCE_TEST_DATA")
    if data and (pathlib.Path(data) / "photos").is_dir():
        for name in ("photos", "neardup"):
            shutil.copytree(pathlib.Path(data) / name, to / name, dirs_exist_ok=True)
    else:
        shutil.copytree(ROOT / ".sample/library", to, dirs_exist_ok=True)


def copy_some_pictures(to):
    """Fewer, with twenty groups of duplicates and more: a library that is indexed in a moment."""
    data = pathlib.Path(os.environ.get("SEMBLANCE_TEST_DATA", "/none"))
    if (data / "neardup").is_dir():
        shutil.copytree(data / "neardup/imagededup", to / "imagededup")
        shutil.copytree(data / "photos/exif-samples/jpg/orientation", to / "orientation")
        originals = sorted((data / "photos/coco256").rglob("*.jpg"))
    else:
        shutil.copytree(ROOT / ".sample/library", to / "library")
        originals = sorted(to.rglob("*.jpg"))
    for folder in ("camera", "copies"):
        (to / folder).mkdir()
        for original in originals[:20]:
            shutil.copy(original, to / folder / original.name)


@pytest.fixture(scope="session")
def binary():
    found = program()
    assert found.exists(), "build it first: swift build --product semblance"
    return found


@pytest.fixture(scope="session")
def indexed(binary, tmp_path_factory):
    """A library that was indexed once."""
    folder = tmp_path_factory.mktemp("looking")
    pictures = folder / "pictures"
    pictures.mkdir()
    copy_pictures(pictures)
    server = Server(binary, folder / "catalogue", folder / "server.log")
    server.pictures = pictures
    server.run("index", str(pictures))
    server.run("duplicates")
    return server


@pytest.fixture(scope="session")
def server(indexed):
    """For tests that only look."""
    yield indexed.start()
    indexed.kill()


@pytest.fixture
def own_server(binary, tmp_path):
    """A library of its own, for a test that changes things."""
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    copy_some_pictures(pictures)
    one = Server(binary, tmp_path / "catalogue", tmp_path / "server.log")
    one.pictures = pictures
    one.run("index", str(pictures))
    one.run("duplicates")
    yield one.start()
    one.kill()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=BROWSER)
        yield one
        one.close()


class Watch:
    """What a page must never do: log an error, or ask another origin."""

    def __init__(self, origin, allowed):
        self.origin, self.allowed, self.errors, self.foreign = origin, allowed, [], []

    def follow(self, page):
        page.on("console", lambda one: self.errors.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self.note(request.url))

    def note(self, url):
        if not url.startswith((self.origin, "data:", "blob:")):
            self.foreign.append(url)

    def check(self):
        unexpected = [
            text for text in self.errors if not any(re.search(one, text) for one in self.allowed)]
        assert unexpected == []
        assert self.foreign == []


def until(page, expression, seconds=15):
    """Waits for what holds in the page. The policy lets no text be run as code there, so it is asked for."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(20)


@pytest.fixture
def open_page(browser):
    """Opens pages as `open_page(server, "/search", size="phone", theme="light")`; checks them at the end."""
    contexts, watches = [], []

    def open_one(server, path="/", size="desktop", theme="dark", allow=()):
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, base_url=server.url,
            has_touch=size == "phone")
        context.set_default_timeout(15_000)
        contexts.append(context)
        watches.append(Watch(server.url, allow))
        page = context.new_page()
        watches[-1].follow(page)
        page.goto(path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    for watch in watches:
        watch.check()


def pytest_terminal_summary(terminalreporter):
    def count(name):
        return len(terminalreporter.stats.get(name, []))
    failed = count("failed") + count("error")
    terminalreporter.write_line(
        f"web browser tests: {count('passed')} passed, {failed} failed, {count('skipped')} skipped")
