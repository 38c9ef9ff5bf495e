"""Pictures from this device: sent, found, opened; and a server that goes away meanwhile."""

import re

from playwright.sync_api import expect


def outside(own_server, name="outside"):
    """A picture that the library has not, made from one that it has."""
    source = next(own_server.pictures.rglob("*.jpg"))
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": source.read_bytes() + name.encode()}


def test_upload_then_search_then_detail(own_server, open_page):
    page = open_page(own_server, "/upload")
    known = next(own_server.pictures.rglob("*.jpg"))
    page.get_by_label("Pictures to upload").set_input_files([
        outside(own_server, "zebrafish"),
        {"name": "again.jpg", "mimeType": "image/jpeg", "buffer": known.read_bytes()},
        {"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff no picture"},
    ])
    lines = page.locator(".upload-line")
    expect(lines.filter(has_text="zebrafish")).to_contain_text("New", timeout=30_000)
    expect(lines.filter(has_text="again.jpg")).to_contain_text("Duplicate")
    expect(lines.filter(has_text="broken.jpg").get_by_role("button", name="Try again")).to_be_visible()
    expect(page.get_by_text("3 pictures done")).to_be_visible()
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search pictures")
    field.fill("zebrafish")
    field.press("Enter")
    first = page.locator("[data-id]").first
    expect(first).to_have_attribute("aria-label", re.compile("zebrafish"))
    first.click()
    expect(page.get_by_role("heading", name="zebrafish.jpg")).to_be_visible()


def test_uploads_go_on_after_the_server_came_back(own_server, open_page):
    page = open_page(own_server, "/upload", allow=["ERR_", "Failed to load"])
    expect(page.get_by_text("Drop pictures or folders here")).to_be_visible()
    own_server.kill()
    page.get_by_label("Pictures to upload").set_input_files(
        [outside(own_server, f"lost{index}") for index in range(5)])
    expect(page.get_by_text("it is sent again").first).to_be_visible()
    own_server.start()
    expect(page.get_by_text("5 pictures done")).to_be_visible(timeout=30_000)
    expect(page.locator(".upload-line").filter(has_text="New")).to_have_count(5)


def test_uploads_go_on_while_another_view_is_looked_at(own_server, open_page):
    page = open_page(own_server, "/upload")
    page.get_by_label("Pictures to upload").set_input_files(
        [outside(own_server, f"many{index}") for index in range(12)])
    page.get_by_role("link", name="Library").first.click()
    expect(page.locator("[data-id]").first).to_be_visible()
    page.get_by_role("link", name="Upload").first.click()
    expect(page.get_by_text("12 pictures done")).to_be_visible(timeout=30_000)


def test_a_server_killed_in_the_middle_of_uploads_gets_each_picture_once(own_server, open_page):
    total = own_server.get("/api/timeline")["total"]
    page = open_page(own_server, "/upload", allow=["ERR_", "Failed to load"])
    page.get_by_label("Pictures to upload").set_input_files(
        [outside(own_server, f"between{index}") for index in range(40)])
    new = page.locator(".upload-line").filter(has_text=re.compile("New|Duplicate"))
    expect(new.first).to_be_visible(timeout=30_000)
    own_server.kill()
    done = new.count()
    assert 0 < done < 40, done
    own_server.start()
    expect(page.get_by_text("40 pictures done")).to_be_visible(timeout=60_000)
    assert own_server.get("/api/timeline")["total"] == total + 40
    paths = [item["path"] for item in own_server.get("/api/images?limit=500&sort=name")["items"]]
    for index in range(40):
        assert len([path for path in paths if f"between{index}." in path]) == 1, index
