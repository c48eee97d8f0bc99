"""Pictures as telephones make them."""

import io

from PIL import Image

TURNED = 6  # Exif: the top of the picture is on its right


def picture(kind: str, **options) -> bytes:
    image = Image.new("RGB", (40, 20), "blue")
    image.paste("red", (0, 0, 20, 20))
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def turned() -> bytes:
    """Held upright, with the place, the day and the name of the telephone."""
    exif = Image.Exif()
    exif[0x0112] = TURNED
    exif[0x0110] = "Pixel 8"
    exif[0x8825] = {1: "N", 2: (44.0, 31.0, 0.0)}
    exif[0x8769] = {0x9003: "2026:03:01 10:00:00"}
    return picture("JPEG", exif=exif)


def double() -> bytes:
    """Two pictures in one JPEG (MPO), as telephones with two lenses write."""
    made = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(made, "MPO", save_all=True, append_images=[Image.new("RGB", (40, 20), "blue")])
    return made.getvalue()


def heic() -> bytes:
    """How a HEIC begins: its boxes, its brand."""
    return b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1MiHEmiafMiHBheic" + b"\x00" * 400


def raw() -> bytes:
    """A raw picture (DNG): a TIFF."""
    return b"II*\x00\x08\x00\x00\x00" + b"\x00" * 400


def film() -> bytes:
    return b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  " + b"\x00" * 400
