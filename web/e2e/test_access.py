"""The password, and keys for programs."""

import json
import re
import subprocess
import urllib.error
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PASSWORD = "correct horse battery staple"


def set_password(server, password):
    subprocess.run(
        [server.binary, "password", "set"], env=server.environment, input=password + "\n",
        capture_output=True, text=True, check=True)


def status(server, path, key=None):
    request = urllib.request.Request(server.url + path)
    if key:
        request.add_header("Authorization", f"Bearer {key}")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_one_signs_in_comes_back_makes_a_key_and_signs_out(own_server, open_page, tmp_path):
    server = own_server
    page = open_page(server, "/dedupe?confidence=50", allow=[r"status of 401"])
    expect(page.locator(".member").first).to_be_visible()

    here = page.url

    # A password that is set meanwhile asks the next time something is read.
    set_password(server, PASSWORD)
    page.reload()
    field = page.locator("input[type=password]")
    expect(field).to_be_focused()
    assert page.url.startswith(f"{server.url}/sign-in?from=%2Fdedupe%3Fconfidence%3D50")
    expect(page.get_by_role("navigation")).to_have_count(0)
    page.wait_for_timeout(300)
    assert Axe().run(page).response["violations"] == []
    page.screenshot(path=str(tmp_path / "sign-in.png"))
    field.fill("wrong horse battery staple")
    field.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not the password")
    field.fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".member").first).to_be_visible()
    assert page.url == here
    cookie = page.context.cookies()[0]
    assert cookie["httpOnly"] and cookie["sameSite"] == "Strict"
    assert page.evaluate("document.cookie") == ""

    # A change with the session goes through.
    page.goto("/settings")
    page.get_by_role("button", name="Make a key").click()
    dialog = page.get_by_role("dialog", name="Make a key")
    dialog.get_by_label("What it is for").fill("backup")
    dialog.get_by_label("Change").check()
    page.wait_for_timeout(300)
    assert Axe().run(page).response["violations"] == []
    page.screenshot(path=str(tmp_path / "key-wish.png"))
    dialog.get_by_role("button", name="Make the key").click()
    shown = dialog.get_by_label("The key")
    expect(shown).to_have_text(re.compile(r"^smb_[0-9a-f]{64}$"))
    key = shown.text_content()
    page.screenshot(path=str(tmp_path / "key-shown.png"))
    dialog.get_by_role("button", name="Done").click()
    assert status(server, "/api/images", key) == 200
    assert status(server, "/api/keys", key) == 403
    assert status(server, "/api/images") == 401
    page.reload()
    line = page.locator("li", has_text="backup")
    expect(line).to_contain_text("used just now")
    assert key not in page.content()
    page.screenshot(path=str(tmp_path / "keys.png"), full_page=True)
    line.get_by_role("button", name="Revoke backup").click()
    line.get_by_role("button", name="Revoke for good").click()
    expect(line).to_have_count(0)
    assert status(server, "/api/images", key) == 401

    page.get_by_role("button", name="Sign out").click()
    expect(field).to_be_visible()
    page.goto("/settings")
    expect(field).to_be_visible()
    page.context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": server.url}])
    page.goto("/settings")
    expect(field).to_be_visible()
    log = json.loads(server.run("audit", "--json"))
    assert {"signIn", "signOut", "makeKey", "revokeKey"} <= {one["action"] for one in log}
