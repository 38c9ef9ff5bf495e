"""Unusual pictures, judged by keys."""

import re

from playwright.sync_api import expect


def listed(server):
    return [item["id"] for item in server.get("/api/qa/anomalies?limit=200")["items"]]


def test_anomalies_are_judged_and_normal_ones_stay_away(own_server, open_page):
    own_server.run("flag", "cropped", str(own_server.pictures))
    page = open_page(own_server, "/anomalies?all=1")
    page.get_by_role("button", name="Look for them").click()
    place = page.locator(".dedupe-count strong")
    expect(place).to_have_text("1", timeout=60_000)
    before = listed(own_server)
    expect(page.locator(".anomaly-text .badge").last).to_have_text("cropped")
    page.keyboard.press("n")
    expect(place).to_have_text("2")
    page.keyboard.press("u")
    expect(place).to_have_text("1")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    expect(place).to_have_text("3")
    # Leaving the view sends what could still be taken back.
    page.get_by_role("link", name="Library").first.click()
    expect(page.locator("[data-id]").first).to_be_visible()
    page.wait_for_timeout(800)
    after = listed(own_server)
    assert before[0] not in after and before[1] in after
    page.goto("/anomalies?all=1")
    expect(page.locator(".dedupe-count")).to_contain_text(f"/ {len(before) - 1}")


def test_what_was_said_of_a_picture_is_listed_with_it(own_server, open_page):
    identity = own_server.get("/api/images?limit=1")["items"][0]["id"]
    page = open_page(own_server, f"/images/{identity}")
    panel = page.get_by_role("complementary", name="Details")
    panel.get_by_role("button", name="Relevant", exact=True).click()
    expect(panel.locator(".feedback-list li")).to_have_count(1)
    panel.get_by_role("button", name="Anomaly").click()
    expect(panel.locator(".feedback-list li")).to_have_count(2)
    expect(panel.locator(".feedback-list li").first).to_contain_text("Anomaly")


def test_a_shared_address_opens_the_same_picture(own_server, open_page):
    page = open_page(own_server, "/anomalies?all=1")
    page.get_by_role("button", name="Look for them").click()
    place = page.locator(".dedupe-count strong")
    expect(place).to_have_text("1", timeout=60_000)
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(place).to_have_text("5")
    page.reload()
    expect(place).to_have_text("5")


def test_measures_and_baselines_are_part_of_the_address(own_server, open_page):
    page = open_page(own_server, "/anomalies?all=1")
    page.get_by_role("button", name="Look for them").click()
    place = page.locator(".dedupe-count strong")
    expect(place).to_have_text("1", timeout=60_000)
    expect(page.locator(".anomaly-measures li")).to_have_count(3)
    page.get_by_label("By", exact=True).select_option("distribution")
    page.get_by_label("Among").select_option("album")
    expect(page).to_have_url(re.compile(r"by=distribution&among=album&all=1"))
    first = own_server.get(
        "/api/qa/anomalies?by=distribution&baseline=album&limit=1")["items"][0]
    expect(page.locator(".anomaly-text .member-name")).to_have_text(first["image"]["name"])
    page.reload()
    expect(page.locator(".anomaly-text .member-name")).to_have_text(first["image"]["name"])
    expect(page.get_by_label("Among")).to_have_value("album")
    # What is not unusual can be left out.
    page.get_by_label("Which").select_option("")
    unusual = own_server.get(
        "/api/qa/anomalies?by=distribution&baseline=album&unusual=true")["total"]
    if unusual:
        expect(page.locator(".dedupe-count")).to_contain_text(f"/ {unusual}")
    else:
        expect(page.get_by_text("No anomalies")).to_be_visible()
