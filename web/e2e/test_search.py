"""Search by words, by a picture of the library, and by a picture from outside."""

import os
import pathlib
import re

import pytest
from playwright.sync_api import expect

from conftest import Server

MODELS = pathlib.Path(os.environ.get("SEMBLANCE_TEST_DATA", "/none")) / "models"


def test_words_find_pictures_and_back_leads_to_the_results(server, open_page):
    name = server.get("/api/images?limit=1&sort=name")["items"][0]["name"].rsplit(".", 1)[0]
    page = open_page(server, "/")
    expect(page.locator("[data-id]").first).to_be_visible()
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search pictures")
    expect(field).to_be_focused()
    field.fill(name)
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q="))
    first = page.locator("[data-id]").first
    expect(first).to_be_visible()
    expect(page.locator(".cell-badge").first).to_have_text(re.compile(r"\d+ %"))
    identity = first.get_attribute("data-id")
    first.click()
    expect(page.get_by_role("complementary", name="Details")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(f"[data-id='{identity}']")).to_be_visible()
    expect(field).to_have_value(name)


def test_marked_pictures_wear_their_mark_and_are_found_by_it(own_server, open_page):
    own_server.run("flag", "cropped", str(own_server.pictures / "camera"))
    own_server.run("flag", "seen", str(own_server.pictures))
    found = own_server.get("/api/images?limit=500&sort=name")["items"]
    marked = [item for item in found if "cropped" in item["marks"]]
    assert 0 < len(marked) < len(found)
    page = open_page(own_server, "/")
    expect(page.locator(".cell-marks").first).to_contain_text("seen")
    page.goto("/search")
    page.get_by_role("button", name="Filters", exact=True).click()
    page.get_by_label("Mark", exact=True).fill("Cropped")
    page.get_by_label("Mark", exact=True).press("Enter")
    expect(page).to_have_url(re.compile("mark=cropped"))
    expect(page.get_by_role("status").filter(has_text=f"{len(marked)} pictures")).to_be_visible()
    expect(page.locator("[data-id]").first).to_have_attribute("aria-label", re.compile("cropped"))
    expect(page.locator(".cell-marks").first).to_have_text("croppedseen")
    page.get_by_role("combobox", name="Search pictures").fill("see")
    page.get_by_role("option", name="seen mark").click()
    expect(page).to_have_url(re.compile("mark=seen"))
    page.goto("/search?mark=cropped")
    page.locator("[data-id]").first.click()
    panel = page.get_by_role("complementary", name="Details")
    expect(panel.get_by_role("link", name="cropped", exact=True)).to_be_visible()
    own_server.run("flag", "cropped", str(own_server.pictures / "camera"), "--clear")
    page.goto("/search?mark=cropped")
    expect(page.get_by_text("Nothing was found")).to_be_visible()


def test_show_similar_finds_the_others_of_a_group(server, open_page):
    groups = server.get("/api/duplicates?limit=200&kind=resaved")["groups"] or \
        server.get("/api/duplicates?limit=200")["groups"]
    best, other = groups[0]["members"][0]["image"]["id"], None
    for member in groups[0]["members"][1:]:
        if member["image"]["id"] != best:
            other = member["image"]["id"]
    page = open_page(server, f"/images/{best}")
    page.get_by_role("link", name="Show all").click()
    expect(page).to_have_url(re.compile(f"like={best}"))
    expect(page.locator("[data-id]").first).to_be_visible()
    if other:
        expect(page.locator(f"[data-id='{other}']")).to_be_visible()


def test_a_picture_from_outside_finds_itself(server, open_page):
    item = server.get("/api/images?limit=1&sort=size&order=desc")["items"][0]
    page = open_page(server, "/search?tab=image")
    page.get_by_label("A picture to search with").set_input_files(item["path"])
    first = page.locator("[data-id]").first
    expect(first).to_be_visible()
    assert first.get_attribute("data-id") == item["id"]
    expect(page.get_by_text(item["name"])).to_be_visible()


def test_a_gate_of_hashes_leaves_only_near_copies(server, open_page):
    group = next(
        one for one in server.get("/api/duplicates?limit=200&kind=resaved")["groups"]
        or server.get("/api/duplicates?limit=200")["groups"])
    best = group["members"][0]["image"]["id"]
    page = open_page(server, f"/search?like={best}&gate=4")
    expect(page.locator(".search-told")).to_contain_text("picture")
    expect(page.get_by_label("Hashes nearer than")).to_have_value("4")
    near = page.locator("[data-id]").count()
    page.get_by_label("Hashes nearer than").select_option("")
    expect(page).not_to_have_url(re.compile("gate"))
    expect(page.locator(".search-told")).to_contain_text("picture")
    assert page.locator("[data-id]").count() >= near


def test_filters_are_in_the_address(server, open_page):
    page = open_page(server, "/search")
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Format").select_option("png")
    expect(page).to_have_url(re.compile("format=png"))
    expect(page.locator("[data-id]").first).to_be_visible()
    identity = page.locator("[data-id]").first.get_attribute("data-id")
    assert server.get(f"/api/images/{identity}")["image"]["format"] == "png"
    page.reload()
    expect(page.get_by_label("Format")).to_have_value("png")
    page.get_by_role("button", name="Remove all filters").click()
    expect(page).to_have_url(re.compile("/search$"))


def test_nothing_found_says_so(server, open_page):
    page = open_page(server, "/search?q=zzqqxxyy&format=gif")
    expect(page.get_by_text(re.compile("Nothing was found|Nothing matches well")).first).to_be_visible()


def test_results_are_saved_as_a_table(server, open_page):
    page = open_page(server, "/search?format=jpeg")
    expect(page.locator("[data-id]").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    lines = pathlib.Path(download.value.path()).read_text().splitlines()
    assert lines[0].startswith("image_id,score,") and len(lines) > 2


def test_a_slow_answer_never_replaces_a_newer_one(server, open_page):
    page = open_page(server, "/search?q=first", allow=["ERR_ABORTED"])
    held = []

    def hold(route):
        if "slowly" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    page.route("**/api/search", hold)
    field = page.get_by_role("combobox", name="Search pictures")
    field.fill("slowly")
    field.press("Enter")
    page.wait_for_timeout(300)
    name = server.get("/api/images?limit=1&sort=name")["items"][0]["name"].rsplit(".", 1)[0]
    field.fill(name)
    field.press("Enter")
    expect(page.locator("[data-id]").first).to_be_visible()
    before = page.locator("[data-id]").first.get_attribute("data-id")
    assert len(held) == 1
    try:
        held[0].fulfill(json={"hits": [], "next_cursor": None, "no_good_match": True, "took_ms": 1})
    except Exception:
        pass  # The page has let go of it already.
    page.wait_for_timeout(300)
    assert page.locator("[data-id]").first.get_attribute("data-id") == before


@pytest.mark.skipif(not (MODELS / "miniclip").is_dir(), reason="needs the test model")
def test_a_model_finds_what_pictures_show(binary, tmp_path, open_page):
    source = MODELS.parent / "photos/coco256"
    own = Server(binary, tmp_path / "catalogue", tmp_path / "log")
    os.environ["SEMBLANCE_MODELS"] = str(MODELS)
    try:
        own.run("index", str(source))
        own.run("models", "use", "miniclip")
        own.run("index")
        own.start()
        page = open_page(own, "/search?q=a+dog")
        expect(page.locator(".cell-badge-strong").first).to_be_visible(timeout=30_000)
        # Otherwise it may still ask for something, and say that nobody answers.
        page.close()
    finally:
        os.environ.pop("SEMBLANCE_MODELS")
        own.kill()
