"""Makes a customer's file anew, in a process of its own: ``child.py PIXELS_MOST BYTES_MOST``.

It reads the file from standard input and writes one line of JSON, which says what it is or why it is
refused, and then the new file. It knows nothing of Earshot: no settings, no keys, no network asked,
and it may use little memory and time. Whatever a hostile file does here, it does to nobody.
"""

import contextlib
import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

_CPU_S = 15
_MEMORY = 768 * 1024 * 1024  # the picture of most pixels, its copy, and Python
_LONGEST_EDGE = 2_400  # pixels: an A4 page can still be read
_QUALITY = 88
_PAGES_MOST = 100
_PARTS_MOST = 100_000
_DEEPEST = 60
_SUBTYPES = frozenset(  # of what is drawn on a page: nothing that plays, calls, or carries a file
    (
        "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine",
        "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink",
        "/Widget",
    )
)  # fmt: skip
_OF_A_PAGE = frozenset(
    (
        "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox",
        "/ArtBox", "/Rotate", "/UserUnit", "/Contents", "/Group", "/Annots",
    )
)  # fmt: skip
_OF_A_NOTE = frozenset(
    (
        "/Type", "/Subtype", "/Rect", "/Contents", "/F", "/AP", "/AS", "/Border", "/BS", "/BE",
        "/C", "/CA", "/IC", "/DA", "/Q", "/DS", "/L", "/LE", "/Vertices", "/QuadPoints",
        "/InkList", "/Name", "/FT", "/V", "/Ff", "/MK",
    )
)  # fmt: skip
_ACTIVE = frozenset(
    (
        "/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia",
        "/RichMediaContent", "/XFA", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR",
        "/Rendition", "/Movie", "/Sound", "/3D", "/FileAttachment", "/Filespec", "/AF",
    )
)  # fmt: skip

_FROM_ELSEWHERE = frozenset(
    ("/F", "/FFilter", "/Ref", "/OPI")
)  # of a stream: its bytes are not here


class Refused(Exception):
    """It is not taken. The text is the code that says why."""


def main() -> None:
    """Limit ourselves, make the file anew, write it."""
    pixels_most, bytes_most = int(sys.argv[1]), int(sys.argv[2])
    given = sys.stdin.buffer.read()
    made = b""
    try:
        told, made = made_anew(given, pixels_most=pixels_most)
        if len(made) > bytes_most:
            told, made = {"refused": "too_large"}, b""
    except Refused as refused:
        told = {"refused": str(refused)}
    except Exception:  # whatever it is, the file brought it
        told = {"refused": "broken"}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + made)
    sys.stdout.buffer.flush()


def made_anew(given: bytes, *, pixels_most: int) -> tuple[dict[str, Any], bytes]:
    """What the file is, by its content, and the new file. Raises Refused, and what a broken file brings."""
    if given.startswith(b"\xff\xd8\xff"):
        return _picture(given, "JPEG", pixels_most)
    if given.startswith(b"\x89PNG\r\n\x1a\n"):
        return _picture(given, "PNG", pixels_most)
    if given.startswith(b"RIFF") and given[8:12] == b"WEBP":
        return _picture(given, "WEBP", pixels_most)
    if given.startswith(b"%PDF-"):
        return _pdf(given)
    raise Refused("not_taken")


def _picture(given: bytes, form: str, pixels_most: int) -> tuple[dict[str, Any], bytes]:
    """The picture alone: the first frame, upright, no larger than is needed, with nothing beside it."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # ours is the limit, and no warning
    with Image.open(io.BytesIO(given), formats=[form]) as opened:
        if opened.width * opened.height > pixels_most:
            raise Refused("too_many_pixels")
        opened.draft("RGB", (_LONGEST_EDGE, _LONGEST_EDGE))  # of a JPEG: reads it smaller at once
        opened.seek(0)
        small: Image.Image = opened
        small.thumbnail((_LONGEST_EDGE, _LONGEST_EDGE))
        upright = _on_white(ImageOps.exif_transpose(small))
    # A new picture of its points: what hid in the file is not even carried along.
    bare = Image.frombytes("RGB", upright.size, upright.tobytes())
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=_QUALITY, subsampling=2 if form == "JPEG" else 0, optimize=True)
    return {"kind": "picture", "width": bare.width, "height": bare.height}, out.getvalue()


def _on_white(picture: Any) -> Any:
    """What shines through is white, as on paper."""
    from PIL import Image

    if picture.mode.startswith("I"):  # sixteen bits a point
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("RGB")
    return picture.convert("RGB")


def _pdf(given: bytes) -> tuple[dict[str, Any], bytes]:
    """The pages alone, in a new file. Raises Refused for what is locked, or does or carries something."""
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(io.BytesIO(given), strict=False)
    if reader.is_encrypted:
        raise Refused("locked")
    for name in _names_in(reader.trailer):
        if name in _ACTIVE:
            raise Refused("active")
    if not 0 < len(reader.pages) <= _PAGES_MOST:
        raise Refused("too_many_pages")
    writer = PdfWriter()
    writer.metadata = None
    for page in reader.pages:
        _bare(page)
        writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)
    return {"kind": "pdf", "pages": len(reader.pages)}, out.getvalue()


def _bare(page: Any) -> None:
    """Take from the page what is not drawn: actions, links, tags, private data of programs."""
    from pypdf.generic import ArrayObject, NameObject

    notes = [each.get_object() for each in page.get("/Annots") or ()]
    kept = [each for each in notes if each.get("/Subtype") in _SUBTYPES]
    for note in kept:
        for name in set(note) - _OF_A_NOTE:
            del note[name]
    for name in set(page) - _OF_A_PAGE:
        del page[name]
    if "/Annots" in page:
        page[NameObject("/Annots")] = ArrayObject(kept)


def _names_in(trailer: Any) -> Iterator[str]:
    """Every name in the file that can be reached, as key or value; each part is looked at once."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

    waiting: list[tuple[Any, int]] = [(trailer, 0)]
    seen: set[tuple[int, int]] = set()
    parts = 0
    while waiting:
        part, deep = waiting.pop()
        parts += 1
        if parts > _PARTS_MOST or deep > _DEEPEST:
            raise Refused("broken")
        if isinstance(part, IndirectObject):
            if (part.idnum, part.generation) not in seen:
                seen.add((part.idnum, part.generation))
                waiting.append((part.get_object(), 0))
        elif isinstance(part, NameObject):
            yield str(part)
        elif isinstance(part, DictionaryObject):
            _refuse_what_reaches_out(part)
            for name in part:
                yield str(name)
            waiting.extend((part.raw_get(name), deep + 1) for name in part)
        elif isinstance(part, ArrayObject):
            waiting.extend((each, deep + 1) for each in part)


def _refuse_what_reaches_out(part: Any) -> None:
    """Refuse a part that a reader would fetch from elsewhere, or run: a matrix is numbers, and nothing that
    some readers take for a program. Raises Refused."""
    from pypdf.generic import FloatObject, NumberObject, StreamObject

    if isinstance(part, StreamObject) and not _FROM_ELSEWHERE.isdisjoint(part):
        raise Refused("active")
    if "/FontMatrix" in part:
        matrix = [each.get_object() for each in part["/FontMatrix"]]
        if not all(isinstance(each, NumberObject | FloatObject) for each in matrix):
            raise Refused("active")


def _limit() -> None:
    """From here on: little memory, little time, no file written, no trace of it left in a dump."""
    for what, most in (
        (resource.RLIMIT_CPU, _CPU_S),
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of memory
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    _limit()
    main()
