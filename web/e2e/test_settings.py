"""A first run, folders and protection."""

import os

from playwright.sync_api import expect

from conftest import Server, copy_some_pictures


def test_an_empty_library_leads_to_a_folder_and_shows_it_coming(binary, tmp_path, open_page):
    home = tmp_path / "home"
    (home / "Pictures").mkdir(parents=True)
    copy_some_pictures(home / "Pictures")
    server = Server(binary, tmp_path / "catalogue", tmp_path / "log")
    before = os.environ.get("HOME")
    os.environ["HOME"] = str(home)
    try:
        server.start()
    finally:
        os.environ["HOME"] = before or ""
    page = open_page(server, "/")
    expect(page.get_by_text("Welcome to Semblance")).to_be_visible()
    page.get_by_role("button", name="Choose a folder").click()
    dialog = page.get_by_role("dialog", name="Choose a folder")
    dialog.get_by_role("button", name=str(home)).click()
    dialog.get_by_role("button", name="Pictures").click()
    dialog.get_by_role("button", name="Add this folder").click()
    expect(page.locator("[data-id]").first).to_be_visible(timeout=60_000)
    # Otherwise it may still ask for something, and say that nobody answers.
    page.close()
    server.kill()


def test_a_protected_folder_stays_protected(own_server, open_page):
    page = open_page(own_server, "/settings")
    box = page.get_by_label("Protected")
    expect(box).not_to_be_checked()
    box.click()
    expect(page.get_by_text("stay where they are, always")).to_be_visible()
    page.reload()
    expect(box).to_be_checked()
    page.goto("/dedupe")
    expect(page.locator(".member-state").nth(1)).to_have_text("Protected")


def test_visual_matches_show_percentages_and_lead_on(server, open_page):
    page = open_page(server, "/visual-matches")
    groups = server.get("/api/duplicates?limit=200")["groups"]
    expect(page.locator(".match")).to_have_count(min(40, len(groups)))
    expect(page.locator(".match").first).to_contain_text("%")
    page.locator(".match").first.get_by_role("link", name="Decide").click()
    expect(page.locator(".member").first).to_be_visible()
    page.go_back()
    page.locator(".match-similar").first.click()
    expect(page.get_by_text("Pictures like this one")).to_be_visible()
