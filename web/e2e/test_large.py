"""A library of 100,000 pictures, made up by the stand-in for the server."""

import subprocess
import time
import urllib.request

import pytest
from playwright.sync_api import expect

from conftest import ROOT, free_port

COUNT = 100_000


class StandIn:
    def __init__(self):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        script = ROOT / "web/test/fake/server.mjs"
        self.process = subprocess.Popen(["node", script, "--port", str(self.port), "--count", str(COUNT)])
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=2)
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the stand-in did not start")


@pytest.fixture(scope="module")
def large():
    one = StandIn()
    yield one
    one.process.kill()
    one.process.wait()


def heap(session):
    session.send("HeapProfiler.collectGarbage")
    return session.send("Runtime.getHeapUsage")["usedSize"]


def test_scrolling_from_end_to_end_stays_small(large, open_page):
    page = open_page(large, "/")
    expect(page.locator("[data-id]").first).to_be_visible()
    painted = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    assert 0 < painted < 4000, painted
    session = page.context.new_cdp_session(page)
    scroller = page.locator(".timeline-scroll")
    places = [index / 20 for index in range(21)]

    def travel():
        for share in places:
            scroller.evaluate("(one, share) => one.scrollTop = share * one.scrollHeight", share)
            page.wait_for_timeout(120)
            nodes = page.evaluate("document.querySelectorAll('.timeline *').length")
            assert nodes < 400, nodes

    travel()
    before = heap(session)
    travel()
    after = heap(session)
    assert after < before * 1.25 + 2_000_000, (before, after)
    expect(page.locator("[data-id]").last).to_be_visible()
    print(f"first paint {painted:.0f} ms, heap {before / 1e6:.1f} then {after / 1e6:.1f} MB")


def test_the_list_is_as_light(large, open_page):
    page = open_page(large, "/?layout=list")
    expect(page.locator(".list-row").first).to_be_visible()
    assert page.evaluate("document.querySelectorAll('.list *').length") < 500
    assert page.locator(".list-rows").evaluate("one => one.offsetHeight") > COUNT * 50
