"""Writes the sample library: photographs in a camera's folders, and the copies people really have.

    make_sample.py ORIGINALS SAMPLE

SAMPLE/library is the library; SAMPLE/PLANTED.tsv tells of every file what it is (path, scene, edit),
so that what `semblance duplicates` finds can be checked by hand. Needs Pillow 9.4 (Debian 12).
"""

import os
import random
import shutil
import sys

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps

LONGEST = 2000
MAKE, MODEL, TAKEN, ORIENTATION, EXIF_FOLDER = 0x010F, 0x0110, 0x9003, 0x0112, 0x8769
SIDECAR = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="{rating}"/></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>
"""


class Library:
    def __init__(self, sample):
        self.root, self.rows = os.path.join(sample, "library"), []

    def path(self, name, scene, edit):
        path = os.path.join(self.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        self.rows.append((name, scene, edit))
        return path

    def save(self, picture, name, scene, edit, **options):
        picture.save(self.path(name, scene, edit), **options)

    def copy(self, source, name, scene, edit):
        shutil.copyfile(os.path.join(self.root, source), self.path(name, scene, edit))


def exif(moment, orientation=1):
    found = Image.Exif()
    found[MAKE], found[MODEL], found[ORIENTATION] = "Example", "Camera One", orientation
    found[EXIF_FOLDER] = {TAKEN: moment}
    return found


def scaled(picture, side):
    reduced = picture.copy()
    reduced.thumbnail((side, side), Image.Resampling.LANCZOS)
    return reduced


def cropped(picture, kept, chance):
    width, height = (round(side * kept) for side in picture.size)
    x, y = chance.randint(0, picture.width - width), chance.randint(0, picture.height - height)
    return picture.crop((x, y, x + width, y + height))


def stamped(picture):
    """An agency's name on a light plate; the small built-in font is enlarged to be readable."""
    text = Image.new("L", (114, 11))
    ImageDraw.Draw(text).text((0, 0), "(c) Example Agency", 255)
    side = min(picture.size) // 14
    text = text.resize((side * 10, side), Image.Resampling.BICUBIC)
    marked = picture.copy()
    x, y = side, picture.height - side * 3
    ImageDraw.Draw(marked).rectangle((x - side // 2, y - side // 2, x + side * 10, y + side * 3 // 2),
                                     (245, 245, 245))
    marked.paste(Image.new("RGB", text.size, (25, 25, 25)), (x, y), text)
    return marked


def frame(picture, index, chance):
    """A burst frame: the camera shakes and a soft-edged part of the scene moves on."""
    short = min(picture.size)
    box = [round(picture.width * 0.4), round(picture.height * 0.45)]
    radius, step = short // 6, round(short * 0.05 * index)
    patch = picture.crop((box[0] - radius, box[1] - radius, box[0] + radius, box[1] + radius))
    mask = Image.new("L", patch.size)
    ImageDraw.Draw(mask).ellipse((radius // 5, radius // 5, radius * 9 // 5, radius * 9 // 5), 255)
    moved = picture.copy()
    moved.paste(patch, (box[0] - radius + step, box[1] - radius - step // 2),
                mask.filter(ImageFilter.GaussianBlur(radius // 8)))
    margin = short // 40
    x, y = chance.randint(0, margin), chance.randint(0, margin)
    return moved.crop((x, y, picture.width - margin + x, picture.height - margin + y))


def plant(library, picture, original, moment, scene, number, chance):
    """A few of the copies a photograph gathers over the years; which ones, the number decides."""
    name = f"IMG_{2000 + number}"
    plans = [
        lambda: library.copy(original, f"Backup/old laptop/Pictures/{name}.jpg", scene, "exact"),
        lambda: library.copy(original, f"Backup/phone/{scene} (1).jpg", scene, "exact, renamed"),
        lambda: library.save(scaled(picture, 1024), f"Shared/Messages/image{number:04}.jpg", scene,
                             "resized", quality=72),
        lambda: library.save(scaled(picture, 400), f"Shared/thumbnails/t{number}.jpg", scene,
                             "thumbnail", quality=80),
        lambda: library.save(picture, f"Shared/mail/{scene}.jpg", scene, "recompressed", quality=35),
        lambda: library.save(cropped(picture, 0.92, chance), f"Edits/{name}-crop.jpg", scene, "cropped",
                             quality=90),
        lambda: library.save(ImageEnhance.Color(ImageEnhance.Brightness(picture).enhance(1.2))
                             .enhance(1.3), f"Edits/{name}-bright.jpg", scene, "recoloured", quality=90),
        lambda: library.save(ImageOps.grayscale(picture), f"Edits/{name}-bw.jpg", scene, "grayscale",
                             quality=88),
        lambda: library.save(picture.transpose(Image.Transpose.ROTATE_90), f"Scans/{name}.jpg", scene,
                             "rotated", quality=90),
        lambda: library.save(picture.transpose(Image.Transpose.ROTATE_90), f"Edits/{name}-tag.jpg",
                             scene, "rotated by its EXIF tag", quality=90,
                             exif=exif(moment, 6)),
        lambda: library.save(ImageOps.mirror(picture), f"Edits/{name}-flip.jpg", scene, "mirrored",
                             quality=90),
        lambda: library.save(scaled(picture, 1200), f"Web/{scene}.webp", scene, "converted",
                             quality=82),
        lambda: library.save(scaled(picture, 1000), f"Web/{scene}.png", scene, "converted"),
        lambda: library.save(stamped(picture), f"Web/{scene}-marked.jpg", scene, "watermarked",
                             quality=85),
    ]
    for index in range(5):
        plans[(number * 5 + index * 3) % len(plans)]()


def broken(library, original):
    with open(os.path.join(library.root, original), "rb") as file:
        whole = file.read()
    with open(library.path("Backup/recovered/IMG_2001_damaged.jpg", "damaged", "truncated"), "wb") as out:
        out.write(whole[:900])
    with open(library.path("Backup/recovered/not really a photo.jpg", "damaged", "text"), "w") as out:
        out.write("This is a text file with the wrong ending.\n")


def main(originals, sample):
    library, chance = Library(sample), random.Random(16)
    names = sorted(n for n in os.listdir(originals) if n.endswith(".jpg"))
    for number, name in enumerate(names, 1):
        picture = ImageOps.exif_transpose(Image.open(os.path.join(originals, name))).convert("RGB")
        picture = scaled(picture, LONGEST)
        scene = name.split("_by_")[0].strip("_").lower().replace("_", "-")
        month = 1 + number % 12
        original = f"Camera/2024/{month:02}/IMG_{2000 + number}.jpg"
        moment = f"2024:{month:02}:{1 + number:02} 1{number % 10}:15:00"
        library.save(picture, original, scene, "original", quality=91, exif=exif(moment))
        if number % 4 == 1:
            path = library.path(original[:-4] + ".xmp", scene, "sidecar")
            with open(path, "w") as file:
                file.write(SIDECAR.format(rating=1 + number % 5))
        plant(library, picture, original, moment, scene, number, chance)
        if number % 6 == 0:
            for index in range(1, 4):
                taken = f"2024:{month:02}:{1 + number:02} 1{number % 10}:15:0{index}"
                library.save(frame(picture, index, chance),
                             f"Camera/2024/{month:02}/IMG_{2000 + number}_{index}.jpg", scene,
                             "burst frame, not a copy", quality=91, exif=exif(taken))
    broken(library, "Camera/2024/02/IMG_2001.jpg")
    with open(os.path.join(sample, "PLANTED.tsv"), "w") as file:
        file.write("path\tscene\tedit\n")
        file.writelines("\t".join(row) + "\n" for row in sorted(library.rows))
    print(f"seed: {library.root}: {len(library.rows)} files of {len(names)} photographs")


if __name__ == "__main__":
    main(*sys.argv[1:])
