"""Groups of duplicates, decided by keys, on real files that really move."""

import re

from playwright.sync_api import expect


def files(folder):
    """Every file with its size, except what is set aside."""
    return {
        str(path.relative_to(folder)): path.stat().st_size
        for path in folder.rglob("*") if path.is_file() and "_review_dupes" not in path.parts}


def settled(page, server, staged):
    """Waits until the server has as many files aside."""
    for _ in range(100):
        if server.get("/api/review?limit=1")["total"] == staged:
            return
        page.wait_for_timeout(100)
    assert server.get("/api/review?limit=1")["total"] == staged


def position(page):
    return page.locator(".dedupe-count strong")


def test_twenty_groups_by_keyboard_alone_and_all_undone(own_server, open_page):
    before = files(own_server.pictures)
    listing = own_server.get("/api/duplicates?limit=200")
    groups = listing["groups"]
    assert len(groups) >= 20
    expected = sum(len(group["members"]) - 1 for group in groups[:20])
    page = open_page(own_server, "/dedupe", allow=["404"])
    expect(page.get_by_role("button", name=re.compile("^Set aside"))).to_be_visible()
    for _ in range(20):
        page.keyboard.press("Enter")
    expect(position(page)).to_have_text("21")
    settled(page, own_server, expected)
    after = files(own_server.pictures)
    assert len(after) == len(before) - expected
    for _ in range(20):
        page.keyboard.press("u")
    expect(position(page)).to_have_text("1")
    settled(page, own_server, 0)
    assert files(own_server.pictures) == before


def test_each_key_does_what_it_says(own_server, open_page):
    groups = own_server.get("/api/duplicates?limit=200")["groups"]
    page = open_page(own_server, "/dedupe")
    cards = page.locator(".member")
    expect(cards.first).to_contain_text("Keep")
    expect(cards.nth(1)).to_contain_text("Set aside")
    page.keyboard.press("2")
    expect(cards.nth(1)).to_contain_text("Keep")
    page.keyboard.press("d")
    expect(cards.nth(1).locator(".member-state")).to_have_text("Set aside")
    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Keep all and go on")).to_be_visible()
    page.keyboard.press("Enter")
    expect(position(page)).to_have_text("2")
    expect(page).to_have_url(re.compile(f"group={groups[1]['id']}$"))
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".stage-head")).to_contain_text("All kept")
    page.keyboard.press("u")
    expect(page.locator(".stage-head")).not_to_contain_text("All kept")


def test_not_duplicates_is_remembered_until_undone(own_server, open_page):
    def groups():
        return own_server.get("/api/duplicates?limit=200")["groups"]

    before = [group["id"] for group in groups()]
    # Files with the same bytes stay together whatever one says, so all of the group's are different.
    identity = next(
        one["id"] for one in groups()
        if len({member["image"]["id"] for member in one["members"]}) == len(one["members"]))
    page = open_page(own_server, f"/dedupe?group={identity}")
    place = str(before.index(identity) + 1)
    expect(position(page)).to_have_text(place)
    page.keyboard.press("n")
    expect(page.get_by_text("They will not be shown together again")).to_be_visible()
    page.wait_for_timeout(800)
    assert identity not in [group["id"] for group in groups()]
    page.keyboard.press("Control+z")
    expect(position(page)).to_have_text(place)
    page.wait_for_timeout(800)
    assert [group["id"] for group in groups()] == before


def test_compare_zooms_both_together_and_lays_them_over_each_other(server, open_page):
    page = open_page(server, "/dedupe")
    expect(page.locator(".member").first).to_be_visible()
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog", name="Compare")
    expect(dialog).to_be_visible()
    expect(page).to_have_url(re.compile("compare=1"))
    frames = dialog.locator(".frame")
    expect(frames).to_have_count(2)
    box = frames.nth(1).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3)
    page.mouse.wheel(0, -500)
    pictures = dialog.locator(".layer-picture")
    expect(pictures.first).not_to_have_css("transform", "matrix(1, 0, 0, 1, 0, 0)")
    page.wait_for_timeout(200)
    scales = pictures.evaluate_all("all => all.map(one => one.style.transform)")
    assert len(scales) == 2 and scales[0] == scales[1]
    page.keyboard.press("f")
    expect(dialog.locator(".layer-difference")).to_have_count(1)
    page.keyboard.press("w")
    expect(dialog.get_by_role("slider", name="Where the line is")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_shared_address_reopens_the_group_and_the_filter(server, open_page):
    groups = server.get("/api/duplicates?limit=200")["groups"]
    wanted = groups[len(groups) // 2]
    page = open_page(server, f"/dedupe?group={wanted['id']}")
    expect(position(page)).to_have_text(str(len(groups) // 2 + 1))
    page.reload()
    expect(position(page)).to_have_text(str(len(groups) // 2 + 1))
    kind = groups[-1]["kind"]
    page.goto(f"/dedupe?kind={kind}")
    count = server.get(f"/api/duplicates?kind={kind}&limit=1")["group_count"]
    assert 0 < count < len(groups)
    expect(page.locator(".dedupe-count")).to_contain_text(f"/ {count}")


def test_decisions_wait_while_the_server_is_away(own_server, open_page):
    groups = own_server.get("/api/duplicates?limit=200")["groups"]
    expected = sum(len(group["members"]) - 1 for group in groups[:3])
    page = open_page(own_server, "/dedupe", allow=["ERR_CONNECTION", "Failed to load"])
    expect(page.locator(".member").first).to_be_visible()
    page.keyboard.press("Enter")
    settled(page, own_server, len(groups[0]["members"]) - 1)
    own_server.kill()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 changes will be sent when it is back")).to_be_visible()
    own_server.start()
    settled(page, own_server, expected)
    expect(page.get_by_text("can't be reached")).to_be_hidden()


def test_two_browsers_at_once(own_server, open_page):
    one = open_page(own_server, "/dedupe", allow=["404"])
    other = open_page(own_server, "/dedupe", allow=["404"])
    expect(one.locator(".member").first).to_be_visible()
    expect(other.locator(".member").first).to_be_visible()
    first = own_server.get("/api/duplicates?limit=1")["groups"][0]
    one.keyboard.press("Enter")
    settled(one, own_server, len(first["members"]) - 1)
    # The other one still shows the group; what it decides is refused, said, and nothing moves twice.
    other.keyboard.press("Enter")
    expect(other.locator(".toast-problem")).to_be_visible()
    settled(other, own_server, len(first["members"]) - 1)
    expect(other.locator(".dedupe-count strong")).to_have_text("1")


def test_staged_files_are_restored_and_approved_with_the_exact_count(own_server, open_page):
    before = files(own_server.pictures)
    groups = own_server.get("/api/duplicates?limit=200")["groups"]
    count = sum(len(group["members"]) - 1 for group in groups[:4])
    # A file may be gone before its preview was made; the thumbnail stands in.
    page = open_page(own_server, "/dedupe", allow=["404"])
    expect(page.locator(".member").first).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Enter")
    settled(page, own_server, count)
    page.goto("/review")
    items = page.locator(".staged-item")
    expect(items).to_have_count(count)
    items.first.get_by_role("button", name=re.compile("^Restore")).click()
    expect(items).to_have_count(count - 1)
    settled(page, own_server, count - 1)
    page.get_by_role("button", name="Undo").click()
    expect(items).to_have_count(count)
    page.get_by_role("button", name="Restore all").click()
    expect(page.get_by_text("Nothing is set aside")).to_be_visible()
    settled(page, own_server, 0)
    assert files(own_server.pictures) == before

    page.goto("/dedupe")
    expect(page.locator(".member").first).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Enter")
    settled(page, own_server, count)
    page.goto("/review")
    page.get_by_role("button", name="Approve all").click()
    dialog = page.get_by_role("dialog", name="Approve removal")
    expect(dialog).to_contain_text(f"Remove {count} files?")
    field = dialog.get_by_role("textbox")
    if field.count():
        field.fill(str(count + 1))
        expect(dialog.get_by_role("button", name="Remove")).to_be_disabled()
        field.fill(str(count))
    dialog.get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Nothing is set aside")).to_be_visible()
    settled(page, own_server, 0)
    assert len(files(own_server.pictures)) == len(before) - count


def test_a_count_that_changed_meanwhile_removes_nothing(own_server, open_page):
    own_server.run("flag", "cropped", str(own_server.pictures))
    page = open_page(own_server, "/dedupe", allow=["409"])
    expect(page.locator(".member").first).to_be_visible()
    groups = own_server.get("/api/duplicates?limit=200")["groups"]
    page.keyboard.press("Enter")
    one = len(groups[0]["members"]) - 1
    settled(page, own_server, one)
    page.goto("/review")
    expect(page.locator(".staged-item .badge").first).to_have_text("cropped")
    page.get_by_role("button", name="Approve all").click()
    dialog = page.get_by_role("dialog", name="Approve removal")
    expect(dialog).to_be_visible()
    other = open_page(own_server, "/dedupe")
    expect(other.locator(".member").first).to_be_visible()
    other.keyboard.press("Enter")
    both = one + len(groups[1]["members"]) - 1
    settled(other, own_server, both)
    dialog.get_by_role("button", name="Remove").click()
    expect(dialog.get_by_role("alert")).to_contain_text("changed meanwhile")
    assert own_server.get("/api/review?limit=1")["total"] == both


def test_a_server_killed_in_the_middle_of_moving_loses_no_file(own_server, open_page):
    before = files(own_server.pictures)
    groups = own_server.get("/api/duplicates?limit=200")["groups"]
    expected = sum(len(group["members"]) - 1 for group in groups[:12])
    # What was moved in the moment of the kill may be asked for once more, and is not there any more.
    page = open_page(own_server, "/dedupe", allow=["ERR_", "Failed to load resource"])
    expect(page.locator(".member").first).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Enter")
    # Some are moved, others wait: not all are aside yet.
    for _ in range(200):
        if own_server.get("/api/review?limit=1")["total"] > 0:
            break
        page.wait_for_timeout(5)
    own_server.kill()
    own_server.start()
    settled(page, own_server, expected)
    expect(page.get_by_text("can't be reached")).to_be_hidden()
    assert len(files(own_server.pictures)) == len(before) - expected
    page.goto("/review")
    page.get_by_role("button", name="Restore all").click()
    expect(page.get_by_text("Nothing is set aside")).to_be_visible()
    settled(page, own_server, 0)
    assert files(own_server.pictures) == before
