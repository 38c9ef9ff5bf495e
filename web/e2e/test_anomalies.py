"""Unusual pictures, judged by keys."""

from playwright.sync_api import expect


def listed(server):
    return [item["id"] for item in server.get("/api/qa/anomalies?limit=200")["items"]]


def test_anomalies_are_judged_and_normal_ones_stay_away(own_server, open_page):
    own_server.run("flag", "cropped", str(own_server.pictures))
    page = open_page(own_server, "/anomalies")
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
    page.goto("/anomalies")
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
    page = open_page(own_server, "/anomalies")
    page.get_by_role("button", name="Look for them").click()
    place = page.locator(".dedupe-count strong")
    expect(place).to_have_text("1", timeout=60_000)
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(place).to_have_text("5")
    page.reload()
    expect(place).to_have_text("5")
