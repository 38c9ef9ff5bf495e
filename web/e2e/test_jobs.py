"""Work in the background, seen live."""

import re
import shutil

from playwright.sync_api import expect


def test_a_scan_finds_new_pictures_while_one_watches(own_server, open_page):
    total = own_server.get("/api/timeline")["total"]
    page = open_page(own_server, "/jobs")
    expect(page.get_by_text("Nothing was done yet")).to_be_visible()
    source = next(path for path in own_server.pictures.rglob("*.jpg"))
    new = own_server.pictures / "new.jpg"
    shutil.copy(source, new)
    # Bytes behind a JPEG's end make another content of the same picture.
    with open(new, "ab") as file:
        file.write(b"another")
    page.get_by_role("button", name="Scan folders").click()
    jobs = page.locator(".job")
    expect(jobs.filter(has_text="Comparing pictures").first).to_contain_text("Finished", timeout=60_000)
    expect(jobs.filter(has_text="Looking at pictures").first).to_contain_text("Finished")
    page.get_by_role("link", name="Library").first.click()
    expect(page.get_by_text(f"{total + 1} pictures").first).to_be_visible()


def test_failures_are_named_with_their_reasons(own_server, open_page):
    (own_server.pictures / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture at all")
    page = open_page(own_server, "/jobs")
    page.get_by_role("button", name="Scan folders").click()
    card = page.locator(".job").filter(has_text="Looking at pictures").first
    expect(card).to_contain_text("Finished", timeout=60_000)
    card.get_by_text(re.compile("could not be read")).click()
    expect(card).to_contain_text("broken.jpg")


def test_jobs_are_told_again_after_the_server_came_back(own_server, open_page):
    page = open_page(own_server, "/jobs", allow=["ERR_", "Failed to load"])
    expect(page.get_by_text("Nothing was done yet")).to_be_visible()
    own_server.kill()
    page.wait_for_timeout(1500)
    own_server.start()
    page.wait_for_timeout(4000)
    page.get_by_role("button", name="Search duplicates").click()
    expect(page.locator(".job").first).to_contain_text("Finished", timeout=60_000)


def test_jobs_pause_and_go_on(own_server, open_page):
    page = open_page(own_server, "/jobs")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("status").filter(has_text="Jobs pause")).to_be_visible()
    page.get_by_role("button", name="Search duplicates").click()
    card = page.locator(".job").filter(has_text="Comparing pictures").first
    expect(card).to_contain_text("Waits for its turn")
    card.get_by_role("button", name="Stop").click()
    expect(card).to_contain_text("Stopped")
    card.get_by_role("button", name="Try again").click()
    expect(card).to_contain_text("Waits for its turn")
    page.get_by_role("button", name="Go on").click()
    expect(card).to_contain_text("Finished", timeout=60_000)
    expect(page.locator(".schedule li")).to_have_count(3)
