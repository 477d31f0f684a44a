"""Reads images that code or people made, with care, and makes the copies that a model or a chat is shown."""
import warnings

from _plotline import place
from _plotline.kept import os

FORMATS = {"PNG": "png", "JPEG": "jpeg", "GIF": "gif", "WEBP": "webp"}
ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp")
LONGEST_SIDE = 1568
MOST_BYTES = 3_750_000
MOST_PIXELS = 64_000_000
FEWEST_ROWS = 100
MOST_FILE_BYTES = 100 * place.MEBIBYTE


class Broken(Exception):
    """An image that can't be used; the message is a sentence."""


def measure(path):
    """{"format", "width", "height"} of an image in the working folder, from its first bytes only."""
    with _image(path) as image:
        return {"format": FORMATS[image.format], "width": image.width, "height": image.height}


def preview(path, longest_side, most_bytes):
    """A copy that a chat shows beside its words; refused where it would not show what the image does."""
    with _image(path) as image:
        if getattr(image, "n_frames", 1) > 1:
            raise place.Refused("The image moves.")
        short, long = sorted(image.size)
        if short * min(1, longest_side / long) < min(short, FEWEST_ROWS):
            raise place.Refused("The image is so long and thin that nothing could be read in a small copy.")
    name = shrink(path, "preview", longest_side, most_bytes)
    size = os.stat(place.ours(name)).st_size
    if size > most_bytes:
        raise place.Refused("The image has too much in it for a small copy.")
    return {"slice": f"{place.OURS}/{name}", "size": size}


def shrink(path, stem, longest_side=LONGEST_SIDE, most_bytes=MOST_BYTES):
    """Writes a copy that is small enough, for a model unless told otherwise, to `stem` + .png or .jpg in our folder
    and returns its name."""
    from PIL import ImageOps
    with _image(path) as image:
        form, size = image.format, (image.width, image.height)
        image.draft("RGB", (longest_side, longest_side))
        try:
            image.load()
        except Exception as fault:
            raise Broken("The image is damaged or incomplete.") from fault
        if form in ("PNG", "JPEG") and max(size) <= longest_side and getattr(image, "n_frames", 1) == 1 \
                and os.stat(place.inside(path)).st_size <= most_bytes:
            name = stem + (".png" if form == "PNG" else ".jpg")
            with place.opened(path) as source, open(_target(name), "wb") as copy:
                copy.write(source.read())
            return name
        image = ImageOps.exif_transpose(image) if form == "JPEG" else image
        image = _plain(image)
        image.thumbnail((longest_side, longest_side))
    return _save(image, stem, most_bytes)


def _image(path):
    from PIL import Image
    file = place.opened(path)
    try:
        if os.fstat(file.fileno()).st_size > MOST_FILE_BYTES:
            raise Broken("The image is larger than 100 MB.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(file, formats=list(FORMATS))
        if image.width * image.height > MOST_PIXELS:
            raise Broken(f"The image has {image.width} × {image.height} pixels, which is too many to look at.")
        return _Closing(image, file)
    except Broken:
        file.close()
        raise
    except Exception as fault:
        file.close()
        if type(fault).__name__ == "DecompressionBombError":
            raise Broken("The image has too many pixels to look at.") from fault
        raise Broken("The file is not a PNG, JPEG, GIF or WebP image, or it is damaged.") from fault


class _Closing:
    """Pillow leaves a file open that it was handed."""

    def __init__(self, image, file):
        self.image, self.file = image, file

    def __enter__(self):
        return self.image

    def __exit__(self, *_):
        self.file.close()


def _plain(image):
    if image.mode in ("RGB", "RGBA", "L"):
        return image
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")  # 16 bits of grey
    return image.convert("RGBA" if image.mode in ("LA", "PA", "La", "RGBa") or "transparency" in image.info else "RGB")


def _save(image, stem, most_bytes):
    image.save(_target(stem + ".png"), "PNG")
    if os.stat(_target(stem + ".png")).st_size <= most_bytes:
        return stem + ".png"
    os.unlink(_target(stem + ".png"))
    from PIL import Image
    opaque = Image.new("RGB", image.size, "white")
    opaque.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    for quality in (88, 75, 60, 40):
        opaque.save(_target(stem + ".jpg"), "JPEG", quality=quality)
        if os.stat(_target(stem + ".jpg")).st_size <= most_bytes:
            break
    return stem + ".jpg"


def _target(name):
    target = place.ours(name)
    place.vanish(target)
    return target
