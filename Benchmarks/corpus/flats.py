"""Low-texture pictures that differ although a coarse hash sees them alike: none is a copy.

Skies, night frames, text pages with different text in one layout, screenshots of one window with
different content, black and white frames with a small different subject, plain colours, charts.
"""

import colorsys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

WORDS = (
    "time year people way day man thing woman life child world school state family student group "
    "country problem hand part place case week company system program question work government "
    "number night point home water room mother area money story fact month lot right study book "
    "eye job word business issue side kind head house service friend father power hour game line "
    "end member law car city community name president team minute idea kid body information back "
    "parent face others level office door health person art war history party result change morning"
).split()


def _text(random, count):
    return " ".join(random.choice(WORDS) for _ in range(count))


def sky(random):
    """A vertical gradient between two close blues or dusk colours, with faint noise."""
    hue = random.uniform(0.52, 0.68) if random.random() < 0.7 else random.uniform(0.0, 0.1)
    top = colorsys.hsv_to_rgb(hue, random.uniform(0.3, 0.9), random.uniform(0.4, 1))
    low = colorsys.hsv_to_rgb(hue + random.uniform(-0.04, 0.04), random.uniform(0.05, 0.4),
                              random.uniform(0.7, 1))
    mix = np.linspace(0, 1, 480)[:, None, None] ** random.uniform(0.6, 1.8)
    pixels = (np.array(top) * (1 - mix) + np.array(low) * mix) * 255
    return _noisy(np.broadcast_to(pixels, (480, 640, 3)), random, 1.2)


def night(random):
    """Black with a few lights at random places."""
    picture = Image.new("RGB", (640, 480), (random.randint(2, 10),) * 3)
    draw = ImageDraw.Draw(picture)
    for _ in range(random.randint(2, 9)):
        x, y, r = random.randint(0, 640), random.randint(60, 470), random.randint(1, 7)
        draw.ellipse((x - r, y - r, x + r, y + r),
                     (255, random.randint(160, 250), random.randint(60, 220)))
    return _noisy(np.asarray(picture.filter(ImageFilter.GaussianBlur(1.5)), float), random, 3)


def page(random):
    """A printed page: the layout never changes, the words do."""
    picture = Image.new("RGB", (620, 877), (252, 251, 248))
    draw = ImageDraw.Draw(picture)
    draw.text((70, 60), _text(random, 3).title(), fill=20, font=ImageFont.load_default(26))
    font, y = ImageFont.load_default(14), 120
    for paragraph in range(4):
        for line in range(9):
            text = _text(random, 14)
            while draw.textlength(text, font=font) > 480:
                text = text.rsplit(" ", 1)[0]
            draw.text((70, y), text, fill=(25, 25, 25), font=font)
            y += 18
        y += 20
    return _noisy(np.asarray(picture, float), random, 2)


def screen(random):
    """One window with a list, the same frame each time, other rows."""
    picture = Image.new("RGB", (800, 600), (236, 239, 241))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 800, 44), (38, 50, 56))
    draw.rectangle((0, 44, 180, 600), (207, 216, 220))
    font = ImageFont.load_default(15)
    for row, name in enumerate(["Inbox", "Drafts", "Sent", "Archive", "Spam", "Bin"]):
        draw.text((20, 64 + row * 34), name, fill=(38, 50, 56), font=font)
    for row in range(14):
        draw.text((200, 60 + row * 38), _text(random, 2).title(), fill=(20, 20, 20), font=font)
        draw.text((360, 60 + row * 38), _text(random, 6), fill=(90, 90, 90), font=font)
    return picture


def black(random):
    """A dark frame with one small, different subject."""
    picture = Image.new("RGB", (640, 480), (4, 4, 5))
    draw = ImageDraw.Draw(picture)
    x, y = random.randint(40, 560), random.randint(40, 420)
    draw.text((x, y), random.choice(WORDS), fill=(70, 70, 60),
              font=ImageFont.load_default(random.randint(14, 30)))
    return _noisy(np.asarray(picture, float), random, 1.5)


def blank(random):
    """Paper with a small note somewhere."""
    picture = Image.new("RGB", (640, 480), (random.randint(244, 254),) * 3)
    draw = ImageDraw.Draw(picture)
    x, y = random.randint(20, 450), random.randint(20, 430)
    draw.text((x, y), _text(random, 2), fill=(40, 40, 90),
              font=ImageFont.load_default(random.randint(14, 26)))
    return _noisy(np.asarray(picture, float), random, 1)


def plain(random):
    """One colour."""
    colour = np.array([random.randint(0, 255) for _ in range(3)], float)
    return _noisy(np.broadcast_to(colour, (480, 640, 3)), random, 1)


def chart(random):
    """Bars on the same axes with other values."""
    picture = Image.new("RGB", (720, 480), "white")
    draw = ImageDraw.Draw(picture)
    draw.line((60, 30, 60, 430, 700, 430), (60, 60, 60), 2)
    for bar in range(10):
        height = random.randint(20, 380)
        draw.rectangle((80 + bar * 61, 430 - height, 120 + bar * 61, 430), (66, 133, 244))
    return picture


def _noisy(pixels, random, sigma):
    generator = np.random.default_rng(random.getrandbits(63))
    noise = generator.normal(0, sigma, pixels.shape)
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


KINDS = {sky: 30, night: 30, page: 50, screen: 25, black: 25, blank: 25, plain: 15, chart: 20}
