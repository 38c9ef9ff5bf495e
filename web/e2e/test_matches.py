"""Archives that hold the same, by the pictures in them."""

import zipfile

import pytest
from playwright.sync_api import expect

from conftest import until
from test_accessibility import violations


def pack(path, pictures):
    """A pack of pictures under names of its own."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("licence.txt", f"The licence of {path.name}\n")
        for number, picture in enumerate(pictures):
            archive.write(picture, f"renders/{path.stem}-{number}.jpg")


@pytest.fixture
def packs(own_server):
    """One pack twice, with a picture more and under other names, and another one."""
    pictures = sorted((own_server.pictures / "camera").glob("*.jpg"))
    folder = own_server.pictures / "packs"
    folder.mkdir()
    pack(folder / "dragon with a very long name that does not fit on any phone.zip", pictures[:6])
    pack(folder / "drache.zip", pictures[:5])
    pack(folder / "castle.zip", pictures[8:14])
    own_server.kill()
    own_server.run("index", "--archives", str(folder))
    return own_server.start()


@pytest.mark.parametrize("size", ["phone", "tablet", "desktop"])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_archives_that_hold_the_same_are_shown(packs, open_page, size, theme):
    page = open_page(packs, "/visual-matches", size=size, theme=theme)
    match = page.locator(".match").filter(has_text="Archives")
    expect(match).to_have_count(1)
    expect(match).to_contain_text("2 archives")
    expect(match.locator(".match-best")).to_have_count(1)
    names = match.locator(".match-name")
    expect(names).to_have_count(2)
    assert not match.get_by_text("castle.zip").count()
    # Previews are pictures, and all of them come.
    expect(match.locator(".pack-pictures img")).not_to_have_count(0)
    until(page, "[...document.querySelectorAll('.pack-pictures img')].every(i => i.complete && i.naturalWidth > 0)")
    percent = match.locator(".match-percent:not(.match-best)")
    expect(percent).to_have_text(f"{packs.get('/api/visual-duplicates')['archive_groups'][0]['confidence']} %")
    match.get_by_role("button", name="Show similar to drache.zip").click()
    similar = match.locator(".pack .packs")
    expect(similar).to_contain_text("dragon with a very long name")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []
    match.get_by_role("button", name="Show similar to drache.zip").click()
    expect(similar).to_have_count(0)
