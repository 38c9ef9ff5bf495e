"""The library, and a picture opened from it."""

import re

from playwright.sync_api import expect


def test_pictures_appear_by_month_and_open(server, open_page):
    page = open_page(server)
    total = server.get("/api/timeline")["total"]
    expect(page.get_by_text(f"{total} pictures").first).to_be_visible()
    first = page.locator("[data-id]").first
    expect(first).to_be_visible()
    identity = first.get_attribute("data-id")
    first.click()
    expect(page).to_have_url(re.compile(f"/images/{identity}"))
    expect(page.get_by_role("complementary", name="Details")).to_contain_text("Where it is")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Library")).to_be_visible()


def test_arrows_go_through_the_pictures_and_i_hides_the_panel(server, open_page):
    page = open_page(server)
    cells = page.locator("[data-id]")
    expect(cells.nth(2)).to_be_visible()
    ids = [cells.nth(index).get_attribute("data-id") for index in range(3)]
    cells.first.click()
    expect(page.get_by_role("complementary", name="Details")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(ids[1]))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(ids[2]))
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile(ids[1]))
    panel = page.get_by_role("complementary", name="Details")
    expect(panel).to_be_visible()
    page.keyboard.press("i")
    expect(panel).to_be_hidden()
    page.keyboard.press("i")
    expect(panel).to_be_visible()


def test_a_shared_address_opens_the_same_picture(server, open_page):
    identity = server.get("/api/images?limit=1&sort=name")["items"][0]["id"]
    name = server.get(f"/api/images/{identity}")["image"]["name"]
    page = open_page(server, f"/images/{identity}")
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


def test_only_what_is_near_is_drawn_and_the_end_is_reached(server, open_page):
    page = open_page(server)
    expect(page.locator("[data-id]").first).to_be_visible()
    scroller = page.locator(".timeline-scroll")
    # More than once: months take their real height as they come.
    for _ in range(4):
        scroller.evaluate("one => one.scrollTop = one.scrollHeight")
        page.wait_for_timeout(400)
    last = server.get("/api/timeline")["buckets"][-1]["key"]
    month = server.get(f"/api/timeline/{last}")["ids"]
    expect(page.locator(f"[data-id='{month[-1]}']")).to_be_visible()
    assert page.evaluate("document.querySelectorAll('.timeline *').length") < 400


def test_going_back_finds_the_place_again(server, open_page):
    page = open_page(server)
    scroller = page.locator(".timeline-scroll")
    expect(page.locator("[data-id]").first).to_be_visible()
    scroller.evaluate("one => one.scrollTop = 900")
    page.wait_for_timeout(600)
    before = scroller.evaluate("one => one.scrollTop")
    # One that is in sight: another would be scrolled to before it is pressed.
    seen = page.locator("[data-id]").evaluate_all("""all => all.find((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return top > 150 && bottom < innerHeight;
    }).dataset.id""")
    page.locator(f"[data-id='{seen}']").click()
    expect(page.get_by_role("complementary", name="Details")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-id]").first).to_be_visible()
    page.wait_for_timeout(300)
    assert abs(scroller.evaluate("one => one.scrollTop") - before) < 400


def test_the_list_sorts_and_opens(server, open_page):
    page = open_page(server, "/?layout=list")
    expect(page.get_by_role("table", name="Pictures")).to_be_visible()
    page.get_by_role("link", name="Size").click()
    expect(page).to_have_url(re.compile("sort=size"))
    largest = server.get("/api/images?limit=1&sort=size&order=desc")["items"][0]
    expect(page.locator(".list-row").first).to_contain_text(largest["name"])
    page.locator(".list-row").first.click()
    expect(page).to_have_url(re.compile(largest["id"]))


def test_a_selection_by_keys_and_shift(server, open_page):
    page = open_page(server)
    cells = page.locator("[data-id]")
    expect(cells.nth(6)).to_be_visible()
    cells.first.focus()
    page.keyboard.press("x")
    bar = page.get_by_role("toolbar", name="Selected pictures")
    expect(bar).to_contain_text("1 picture")
    cells.nth(4).click(modifiers=["Shift"])
    expect(bar).to_contain_text("5 pictures")
    cells.nth(1).click()
    expect(bar).to_contain_text("4 pictures")
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()


def test_arrows_move_between_pictures_of_the_grid(server, open_page):
    page = open_page(server)
    cells = page.locator("[data-id]")
    expect(cells.nth(4)).to_be_visible()
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    focused = page.evaluate("document.activeElement.dataset.id")
    assert focused == cells.nth(1).get_attribute("data-id")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/images/{focused}"))


def test_an_unknown_picture_says_so(server, open_page):
    page = open_page(server, "/images/01HZZZZZZZZZZZZZZZ0000000A", allow=["404"])
    expect(page.get_by_text("There is no picture")).to_be_visible()
