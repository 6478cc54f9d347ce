"""Files as customers send them, and as attackers do. All are made here; nobody's pictures."""

import io
import struct
import zlib
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

PLACE = "Point Nemo 48°52.6S"  # what a phone may write beside its pictures
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
HTML = b"<!doctype html><script>alert(1)</script>"


def picture(
    form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **given: Any
) -> bytes:
    """A picture: left half red, right half blue."""
    made = Image.new("RGB", size, "red")
    made.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    out = io.BytesIO()
    made.convert(mode).save(out, form, **given)
    return out.getvalue()


def with_place() -> bytes:
    """A photograph that tells where it was taken, and that is turned by a note in it."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it a quarter to be upright
    exif[0x010E] = PLACE
    return picture(exif=exif.tobytes(), comment=PLACE.encode())


def huge_png(edge: int) -> bytes:
    """A few bytes that say they are a picture of edge times edge points."""
    head = struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def animation() -> bytes:
    """A WebP of two pictures: red, then green."""
    first, second = Image.new("RGB", (20, 20), "red"), Image.new("RGB", (20, 20), "lime")
    out = io.BytesIO()
    first.save(out, "WEBP", save_all=True, append_images=[second], lossless=True)
    return out.getvalue()


def pdf(pages: int = 1, change: Any = None) -> bytes:
    """A PDF of blank pages; ``change`` does something to its writer."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if change is not None:
        change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def opens_script(writer: PdfWriter) -> None:
    """Runs a script when it is opened."""
    action = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert(1)"),
        }
    )
    writer.root_object[NameObject("/OpenAction")] = action


def launches(writer: PdfWriter) -> None:
    """Starts a program where one presses."""
    action = DictionaryObject({NameObject("/S"): NameObject("/Launch")})
    note = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(map(NumberObject, (0, 0, 9, 9))),
            NameObject("/A"): action,
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([note])


def carries_a_file(writer: PdfWriter) -> None:
    """Another file is in it."""
    writer.add_attachment("tool.exe", b"MZ")


def fetches(writer: PdfWriter) -> None:
    """Is drawn with what the reader fetches from another address."""
    elsewhere = StreamObject()
    elsewhere[NameObject("/F")] = TextStringObject("https://evil.example/seen")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(elsewhere)


def draws_by_another_file(writer: PdfWriter) -> None:
    """Is drawn with a page of another file."""
    form = StreamObject()
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/Ref")] = DictionaryObject({NameObject("/F"): TextStringObject("//evil/x")})
    _in_resources(writer, "/XObject", form)


def has_a_program_for_a_matrix(writer: PdfWriter) -> None:
    """Numbers of a font that some readers once ran."""
    said = ArrayObject([NumberObject(1), TextStringObject("0); alert(1)")])
    _in_resources(writer, "/Font", DictionaryObject({NameObject("/FontMatrix"): said}))


def _in_resources(writer: PdfWriter, kind: str, part: Any) -> None:
    named = DictionaryObject({NameObject("/X1"): writer._add_object(part)})
    writer.pages[0][NameObject("/Resources")] = DictionaryObject({NameObject(kind): named})


def locked(writer: PdfWriter) -> None:
    """Needs a password."""
    writer.encrypt("secret")


def links_and_tells(writer: PdfWriter) -> None:
    """A link to elsewhere, who wrote it, and a note to the program that made it."""
    writer.add_metadata({"/Author": PLACE})
    link = DictionaryObject(
        {
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(map(NumberObject, (0, 0, 9, 9))),
            NameObject("/A"): DictionaryObject(
                {
                    NameObject("/S"): NameObject("/URI"),
                    NameObject("/URI"): TextStringObject("https://evil.example"),
                }
            ),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([link])
    writer.pages[0][NameObject("/PieceInfo")] = TextStringObject(PLACE)


def multipart(
    body: bytes, *, name: str = "photo.jpg", kind: str = "image/jpeg", **told: str
) -> tuple[bytes, str]:
    """A form with this file, as a browser writes it: its body, its type."""
    mark = "----made-up-boundary"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in told.items()
    ]
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        f"Content-Type: {kind}\r\n\r\n"
    )
    whole = b"".join(parts) + head.encode() + body + f"\r\n--{mark}--\r\n".encode()
    return whole, f"multipart/form-data; boundary={mark}"
