"""A library of 100,000 pictures on the real server."""

import pytest
from playwright.sync_api import expect

import large_library
from conftest import Server, until

COUNT = 100_000


@pytest.fixture(scope="module")
def large(binary, tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    server = Server(binary, folder / "library", folder / "log")
    large_library.make(server.run, server.library, COUNT)
    yield server.start()
    server.kill()


SEEN = """[...document.querySelectorAll('.cell img')].filter((one) => {
  const { top, bottom } = one.getBoundingClientRect();
  return bottom > 0 && top < innerHeight && one.complete && one.naturalWidth > 0;
}).length >= 6"""


def heap(session):
    session.send("HeapProfiler.collectGarbage")
    return session.send("Runtime.getHeapUsage")["usedSize"]


def test_it_is_painted_within_a_second(large, open_page):
    # A busy machine may be late once, not every time.
    painted = []
    for _ in range(3):
        page = open_page(large, "/")
        expect(page.get_by_text(f"{COUNT:,} pictures").first).to_be_visible()
        until(page, SEEN)
        painted.append(page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0].startTime"))
        shown = page.evaluate("performance.now()")
    print(f"first paint {', '.join(f'{one:.0f}' for one in painted)} ms, pictures by {shown:.0f} ms")
    assert min(painted) < 1000, painted


def test_scrolling_from_end_to_end_stays_small(large, open_page):
    page = open_page(large, "/")
    until(page, SEEN)
    session = page.context.new_cdp_session(page)
    scroller = page.locator(".timeline-scroll")
    most = 0

    def travel():
        nonlocal most
        for step in range(41):
            scroller.evaluate("(one, share) => one.scrollTop = share * one.scrollHeight", step / 40)
            until(page, SEEN)
            nodes = page.evaluate("document.querySelectorAll('.timeline *').length")
            most = max(most, nodes)
            assert nodes < 400, nodes

    heaps = []
    for _ in range(6):
        travel()
        heaps.append(heap(session))
    print(f"at most {most} nodes; heap {', '.join(f'{one / 1e6:.1f}' for one in heaps)} MB")
    # So many months are kept and no more: at some time nothing is added to them.
    assert heaps[5] < heaps[3] * 1.1, heaps
    assert heaps[5] < 40_000_000, heaps
    last = large.get(f"/api/timeline/{large.get('/api/timeline')['buckets'][-1]['key']}?limit=500")
    while last["next_cursor"]:
        last = large.get(f"/api/timeline/undated?limit=500&cursor={last['next_cursor']}")
    for _ in range(3):
        scroller.evaluate("one => one.scrollTop = one.scrollHeight")
        page.wait_for_timeout(300)
    expect(page.locator(f"[data-id='{last['ids'][-1]}']")).to_be_visible()


def test_the_list_is_as_light(large, open_page):
    page = open_page(large, "/?layout=list&sort=name")
    expect(page.locator(".list-row").first).to_be_visible()
    assert page.evaluate("document.querySelectorAll('.list *').length") < 500
    assert page.locator(".list-rows").evaluate("one => one.offsetHeight") > COUNT * 50


def test_a_search_narrows_it(large, open_page):
    page = open_page(large, "/search?camera=Canon&stars=4")
    expect(page.locator("[data-id]").first).to_be_visible()
    grid = page.locator("[data-id]")
    assert 0 < grid.count() < 120
    item = large.get(f"/api/images/{grid.first.get_attribute('data-id')}")
    assert item["rating"] == 4 and item["exif"]["camera_make"] == "Canon"
