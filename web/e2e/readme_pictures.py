"""Makes the pictures of the README anew: docs/images/{library,duplicates-web,compare,picture}.webp.

    tools/seed.sh && .venv/bin/python web/e2e/readme_pictures.py

It shows the sample library (docs/images/CREDITS names its authors) under a made-up home. Needs Debian's
python3-pil, as `tools/seed.sh` does.
"""

import json
import pathlib
import shutil
import subprocess
import tempfile
import urllib.request

from playwright.sync_api import sync_playwright

from conftest import BROWSER, ROOT, SIZES, Server, program

CONVERT = "import sys; from PIL import Image; Image.open(sys.argv[1]).save(sys.argv[2], quality=80, method=6)"


def post(server, path, wish):
    request = urllib.request.Request(
        server.url + path, json.dumps(wish).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)


def named(server, name):
    items = server.get("/api/images?limit=500&sort=name")["items"]
    return next(item["id"] for item in items if item["name"] == name)


def group_of(server, name):
    groups = server.get("/api/duplicates?limit=200")["groups"]
    return next(one for one in groups if one["members"][0]["path"].endswith(f"/{name}"))


def prepare(server, pictures):
    server.run("index", str(pictures))
    server.run("quality")
    server.run("duplicates")
    server.start()
    for stars, names in ((5, ["IMG_2002.jpg", "IMG_2012.jpg"]), (4, ["IMG_2007.jpg"])):
        post(server, "/api/images/bulk", {
            "ids": [named(server, name) for name in names], "rating": stars, "favourite": stars == 5})
    post(server, "/api/images/bulk", {"ids": [named(server, "IMG_2007.jpg")], "add_tags": ["still life", "red"]})


def save(page, name, scratch):
    page.wait_for_load_state("networkidle")
    page.mouse.move(0, 0)
    page.wait_for_timeout(600)
    shot = scratch / f"{name}.png"
    page.screenshot(path=shot)
    subprocess.run(
        ["/usr/bin/python3", "-c", CONVERT, shot, ROOT / f"docs/images/{name}.webp"], check=True)


def shoot(server, pictures, scratch, browser):
    def pretend(route):
        answer = route.fetch()
        text = answer.text().replace(str(pictures), "/home/you/Pictures")
        route.fulfill(response=answer, body=text)

    def opened(theme, path):
        width, height = SIZES["desktop"]
        page = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, base_url=server.url,
        ).new_page()
        for pattern in ("**/api/images?*", "**/api/duplicates?*", "**/api/images/*"):
            page.route(pattern, pretend)
        page.goto(path)
        return page

    save(opened("dark", "/"), "library", scratch)
    group = group_of(server, "IMG_2002.jpg")
    save(opened("dark", f"/dedupe?group={group['id']}"), "duplicates-web", scratch)
    marked = group_of(server, "IMG_2007.jpg")
    page = opened("dark", f"/dedupe?group={marked['id']}")
    page.locator(".member").filter(has_text="-marked").get_by_role(
        "button", name="Compare with the best").click()
    page.keyboard.press("f")
    save(page, "compare", scratch)
    save(opened("light", f"/images/{named(server, 'IMG_2007.jpg')}"), "picture", scratch)


def main():
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        pictures = scratch / "Pictures"
        shutil.copytree(ROOT / ".sample/library", pictures)
        server = Server(program(), scratch / "catalogue", scratch / "log")
        try:
            prepare(server, pictures)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=shutil.which("chromium"), args=BROWSER)
                shoot(server, pictures, scratch, browser)
        finally:
            server.kill()


if __name__ == "__main__":
    main()
