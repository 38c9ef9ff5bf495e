"""What all views share: themes, palette, help, a server that goes away."""

from playwright.sync_api import expect

from conftest import Server


def test_the_policy_forbids_inline_code(server, open_page):
    page = open_page(server)
    policy = page.request.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy


def test_the_palette_runs_commands_by_a_few_letters(server, open_page):
    page = open_page(server, "/?layout=list")
    expect(page.get_by_role("table", name="Pictures")).to_be_visible()
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="A view or a command")
    expect(field).to_be_focused()
    field.fill("light th")
    page.keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.keyboard.press("Control+k")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()


def test_help_names_the_keys_of_the_view(server, open_page):
    page = open_page(server)
    expect(page.locator("[data-id]").first).to_be_visible()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("Select the picture in focus")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_theme_is_kept(server, open_page):
    page = open_page(server)
    page.get_by_role("button", name="Use the light theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_a_server_that_comes_back_is_found_again(binary, indexed, open_page, tmp_path):
    own = Server(binary, indexed.library, tmp_path / "log").start()
    page = open_page(own, "/?layout=list", allow=["ERR_CONNECTION", "Failed to load"])
    expect(page.get_by_role("table", name="Pictures")).to_be_visible()
    own.kill()
    page.get_by_role("link", name="Size").click()
    expect(page.get_by_text("The server can't be reached")).to_be_visible()
    own.start()
    expect(page.get_by_text("The server can't be reached")).to_be_hidden()
    expect(page.locator(".list-row").first).to_be_visible()
    own.kill()
