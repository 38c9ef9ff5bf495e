"""Every view for everybody: what axe finds, where the focus is, and what fits on a screen."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

THEMES = ["dark", "light"]
VIEWS = [
    "/", "/?layout=list", "/search", "/search?format=jpeg", "/search?tab=image", "/dedupe", "/review",
    "/jobs", "/settings", "/upload", "/anomalies", "/visual-matches", "/no/such/page",
]
FOCUS = """(() => {
  const one = document.activeElement;
  if (one === document.body) return ["", true];
  const rings = [one, one.closest("label") ?? one].map((each) => getComputedStyle(each));
  return [
    (one.textContent || one.getAttribute("aria-label") || one.name || one.id) + one.className,
    rings.some((ring) => ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) > 0),
  ];
})()"""


def settle(page):
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)


def violations(page):
    settle(page)
    return [
        (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
        for one in Axe().run(page).response["violations"]]


def views(server):
    return [*VIEWS, f"/images/{server.get('/api/images?limit=1')['items'][0]['id']}"]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", ["desktop", "tablet", "phone"])
def test_axe_finds_nothing(server, open_page, theme, size):
    page = open_page(server, "/", size=size, theme=theme)
    found = {}
    for path in views(server):
        page.goto(path)
        found[path] = violations(page)
    assert {path: one for path, one in found.items() if one} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_what_opens_over_a_view(server, open_page, theme):
    page = open_page(server, "/", theme=theme)
    found = {}
    for path, key in (("/", "Control+k"), ("/", "?"), ("/dedupe", "c"), ("/dedupe", "t")):
        page.goto(path)
        settle(page)
        page.keyboard.press(key)
        expect(page.get_by_role("dialog")).to_be_visible()
        found[path + key] = violations(page)
    page.goto("/")
    page.locator(".cell").first.hover()
    page.locator(".cell-check").first.click()
    expect(page.get_by_role("toolbar", name="Selected pictures")).to_be_visible()
    found["selection"] = violations(page)
    assert {name: one for name, one in found.items() if one} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_queues_that_are_filled(own_server, open_page, theme):
    page = open_page(own_server, "/dedupe", theme=theme, allow=["404"])
    expect(page.locator(".member").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".toast").or_(page.get_by_role("button", name="Undo")).first).to_be_visible()
    found = {"decided": violations(page)}
    page.goto("/review")
    expect(page.locator(".staged-item").first).to_be_visible()
    found["review"] = violations(page)
    page.get_by_role("button", name="Approve all").click()
    expect(page.get_by_role("dialog", name="Approve removal")).to_be_visible()
    found["approve"] = violations(page)
    page.goto("/anomalies?all=1")
    page.get_by_role("button", name="Look for them").click()
    expect(page.locator(".dedupe-count strong")).to_have_text("1", timeout=60_000)
    found["anomalies"] = violations(page)
    page.goto("/jobs")
    expect(page.locator(".job").first).to_contain_text("Finished")
    found["jobs"] = violations(page)
    page.goto("/upload")
    source = next(own_server.pictures.rglob("*.jpg"))
    page.get_by_label("Pictures to upload").set_input_files([
        {"name": "new.jpg", "mimeType": "image/jpeg", "buffer": source.read_bytes() + b"new"},
        {"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff no picture"},
    ])
    expect(page.get_by_text("2 pictures done")).to_be_visible(timeout=30_000)
    found["upload"] = violations(page)
    assert {name: one for name, one in found.items() if one} == {}


def test_focus_is_seen_everywhere_and_never_caught(server, open_page):
    page = open_page(server, "/")
    for path in views(server):
        page.goto(path)
        settle(page)
        seen = set()
        for _ in range(30):
            page.keyboard.press("Tab")
            name, is_outlined = page.evaluate(FOCUS)
            assert is_outlined, (path, name)
            seen.add(name)
        assert len(seen) > 8, (path, seen)


def test_what_is_set_aside_is_restored_and_approved_by_keys_alone(own_server, open_page):
    def reach(name):
        """Presses Tab until that button has the focus."""
        for _ in range(300):
            page.keyboard.press("Tab")
            label, is_outlined = page.evaluate(FOCUS)
            assert is_outlined, label
            if re.search(name, label):
                return
        raise AssertionError(f"Tab does not lead to {name}")

    groups = own_server.get("/api/duplicates?limit=200")["groups"]
    page = open_page(own_server, "/dedupe", allow=["404"])
    expect(page.locator(".member").first).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Enter")
    expect(page.locator(".dedupe-count strong")).to_have_text("7")
    # Companions go too, so there may be more.
    going = sum(len(one["members"]) - 1 for one in groups[:6])
    for _ in range(100):
        if own_server.get("/api/review?limit=1")["file_count"] >= going:
            break
        page.wait_for_timeout(100)
    page.goto("/review")
    items = page.locator(".staged-item")
    expect(items.first).to_be_visible()
    count = items.count()
    assert count > 1
    reach("^Restore (?!all)")
    page.keyboard.press("Enter")
    expect(items).to_have_count(count - 1)
    reach("^Approve all")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Approve removal")
    expect(dialog).to_be_visible()
    field = dialog.get_by_role("textbox")
    if field.count():
        expect(field).to_be_focused()
        page.keyboard.type(str(own_server.get("/api/review?limit=1")["file_count"]))
    reach("^Remove")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing is set aside")).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "tablet", "phone"])
def test_nothing_is_wider_than_the_screen(server, open_page, size):
    page = open_page(server, "/", size=size)
    for path in views(server):
        page.goto(path)
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        width, room = page.evaluate("[main.scrollWidth, main.clientWidth]")
        assert width <= room, path
