"""Stars, favourites, tags and setting aside, of many pictures at once, shown at once and undone."""

import os
import re
import time

from playwright.sync_api import expect


def items(server):
    return {item["id"]: item for item in server.get("/api/images?limit=500")["items"]}


def until(server, holds):
    """What the server says, once it says so."""
    for _ in range(100):
        found = items(server)
        if holds(found):
            return found
        time.sleep(0.1)
    raise AssertionError("the server did not get there")


def present(paths, are_there):
    """Waits until all files are there, or none."""
    for _ in range(100):
        if all(os.path.exists(path) == are_there for path in paths):
            return
        time.sleep(0.1)
    assert [path for path in paths if os.path.exists(path) != are_there] == []


def choose(page, count):
    cells = page.locator(".cell")
    expect(cells.first).to_be_visible()
    ids = page.locator(".cell [data-id]").evaluate_all(
        "all => all.map(one => one.dataset.id)")[:count]
    for index in range(count):
        cells.nth(index).hover()
        cells.nth(index).locator(".cell-check").click()
    return ids


def undo(page):
    page.get_by_role("button", name="Undo").last.click()


def test_stars_and_favourites_of_a_selection_and_back(own_server, open_page):
    page = open_page(own_server, "/")
    chosen = choose(page, 3)
    bar = page.get_by_role("toolbar", name="Selected pictures")
    bar.get_by_role("button", name="4 stars").click()
    expect(page.locator(".cell-said")).to_have_count(3)
    bar.get_by_role("button", name="Favourite").click()
    found = until(own_server, lambda all: all[chosen[0]]["favourite"])
    assert all(found[one]["rating"] == 4 and found[one]["favourite"] for one in chosen)
    assert sum(one["favourite"] for one in found.values()) == 3
    undo(page)
    until(own_server, lambda all: not any(one["favourite"] for one in all.values()))
    # The stars stay: one undo is of one act.
    expect(page.locator(".cell-said")).to_have_count(3)
    page.reload()
    expect(page.locator(".cell-said")).to_have_count(3)


def test_the_same_by_keys_alone(own_server, open_page):
    page = open_page(own_server, "/")
    first = page.locator("[data-id]").first
    expect(first).to_be_visible()
    first.focus()
    identity = first.get_attribute("data-id")
    page.keyboard.press("5")
    page.keyboard.press("f")
    found = until(own_server, lambda all: all[identity]["favourite"])
    assert found[identity]["rating"] == 5
    page.keyboard.press("t")
    dialog = page.get_by_role("dialog", name="Tag of this picture")
    dialog.get_by_role("combobox", name="Tag").fill("my holiday")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    page.goto("/search?favourites=1&stars=5&tag=my+holiday")
    expect(page.locator(f"[data-id='{identity}']")).to_be_visible()
    expect(page.locator(".cell")).to_have_count(1)


def test_pictures_are_set_aside_from_the_grid_and_come_back(own_server, open_page):
    page = open_page(own_server, "/")
    total = own_server.get("/api/timeline")["total"]
    chosen = choose(page, 2)
    page.get_by_role("button", name="Set aside").click()
    until(own_server, lambda all: not set(chosen) & set(all))
    expect(page.locator(f"[data-id='{chosen[0]}']")).to_be_hidden()
    expect(page.locator(".head-note").first).to_contain_text(str(total - 2))
    # The sidebar counts what the page of what is set aside counts.
    count = own_server.get("/api/review?limit=1")["total"]
    expect(page.locator(".side-entry", has_text="Set aside").locator(".side-badge")).to_have_text(
        str(count))
    undo(page)
    until(own_server, lambda all: set(chosen) <= set(all))
    expect(page.locator(".head-note").first).to_contain_text(str(total))


def test_tags_of_a_picture_are_given_and_taken_beside_it(own_server, open_page):
    identity = next(iter(items(own_server)))
    page = open_page(own_server, f"/images/{identity}")
    panel = page.get_by_role("complementary", name="Details")
    panel.get_by_role("combobox", name="Tag").fill("lake")
    page.keyboard.press("Enter")
    expect(panel.locator(".tag", has_text="lake")).to_be_visible()
    page.reload()
    expect(panel.locator(".tag", has_text="lake")).to_be_visible()
    panel.get_by_role("button", name="Take away lake").click()
    expect(panel.locator(".tag", has_text="lake")).to_be_hidden()
    expect(page.get_by_text("taken from 1 picture")).to_be_visible()
    undo(page)
    expect(panel.locator(".tag", has_text="lake")).to_be_visible()
    panel.get_by_role("button", name="3 stars").click()
    until(own_server, lambda all: all[identity]["rating"] == 3)


def test_what_the_server_refuses_is_put_back_and_told(own_server, open_page):
    page = open_page(own_server, "/", allow=["422", "Failed to load resource"])
    page.route(
        "**/api/images/bulk",
        lambda route: route.fulfill(
            status=422, content_type="application/problem+json",
            body='{"type":"field","title":"No","status":422,"detail":"Not today."}'))
    choose(page, 2)
    page.get_by_role("toolbar", name="Selected pictures").get_by_role(
        "button", name="2 stars").click()
    expect(page.get_by_text("Nothing was changed. Not today.")).to_be_visible()
    expect(page.locator(".cell-said")).to_have_count(0)


def test_an_edit_waits_for_a_server_that_is_away(own_server, open_page):
    page = open_page(
        own_server, "/", allow=["ERR_CONNECTION", "ERR_EMPTY", "Failed to load resource"])
    chosen = choose(page, 1)
    own_server.kill()
    page.keyboard.press("5")
    expect(page.locator(".cell-said")).to_have_count(1)
    own_server.start()
    until(own_server, lambda all: all[chosen[0]]["rating"] == 5)
    expect(page.locator(".cell-said")).to_have_count(1)


def test_a_merge_keeps_stars_and_tags_and_is_undone(own_server, open_page):
    group, other = next(
        (one, member) for one in own_server.get("/api/duplicates?limit=200")["groups"]
        for member in one["members"] if member["image_id"] != one["members"][0]["image_id"])
    best = group["members"][0]
    going = [member["path"] for member in group["members"][1:]]
    page = open_page(own_server, f"/images/{other['image_id']}")
    panel = page.get_by_role("complementary", name="Details")
    panel.get_by_role("button", name="4 stars").click()
    panel.get_by_role("combobox", name="Tag").fill("keep me")
    page.keyboard.press("Enter")
    expect(panel.locator(".tag", has_text="keep me")).to_be_visible()
    until(own_server, lambda all: all[other["image_id"]]["rating"] == 4)
    page.goto(f"/dedupe?group={group['id']}")
    expect(page.locator(".member").first).to_be_visible()
    page.keyboard.press("m")
    until(own_server, lambda all: all[best["image_id"]]["rating"] == 4)
    detail = own_server.get(f"/api/images/{best['image_id']}")
    assert "keep me" in detail["tags"]
    # What was said is taken over before the files go.
    present(going, False)
    page.keyboard.press("u")
    until(own_server, lambda all: all[best["image_id"]]["rating"] is None)
    assert "keep me" not in own_server.get(f"/api/images/{best['image_id']}")["tags"]
    present(going, True)


def test_a_group_is_tagged_whole(own_server, open_page):
    group = own_server.get("/api/duplicates?limit=1")["groups"][0]
    page = open_page(own_server, f"/dedupe?group={group['id']}")
    expect(page.locator(".member").first).to_be_visible()
    page.keyboard.press("t")
    dialog = page.get_by_role("dialog", name=re.compile("^Tag of"))
    dialog.get_by_role("combobox", name="Tag").fill("family")
    dialog.get_by_role("button", name="Give").click()
    expect(dialog).to_be_hidden()
    wanted = {member["image_id"] for member in group["members"]}
    for identity in wanted:
        for _ in range(50):
            if "family" in own_server.get(f"/api/images/{identity}")["tags"]:
                break
            time.sleep(0.1)
        assert "family" in own_server.get(f"/api/images/{identity}")["tags"]
