"""A file is what it holds, whatever it is called; it is made anew, or refused with what helps."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from bot.domain.records.chat_file import FileKind
from bot.domain.rules.chat_rules import FileRules
from bot.language import ENGLISH, speaking
from handlers.web.chat.asking import Refused
from handlers.web.chat.files import cleaning
from tests.handlers.web.chat.files import made

RULES = FileRules(on=True, largest_mb=1, most=3, most_megapixels=2)


def why(given: bytes, rules: FileRules = RULES) -> str:
    """Why it is refused, as the customer reads it."""
    with speaking(ENGLISH), pytest.raises(Refused) as refused:
        cleaning.made_anew(given, rules=rules)
    return str(refused.value)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_each_form_of_a_picture_becomes_a_jpeg(form: str) -> None:
    clean = cleaning.made_anew(made.picture(form), rules=RULES)
    assert (clean.kind, clean.width, clean.height) == (FileKind.PICTURE, 60, 40)
    with Image.open(io.BytesIO(clean.body)) as shown:
        assert shown.format == "JPEG"
        red, _, blue = shown.convert("RGB").getpixel((5, 20))  # type: ignore[misc]  # three colours
    assert red > 200 > blue


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16"])
def test_a_picture_of_any_depth_is_readable(mode: str) -> None:
    clean = cleaning.made_anew(made.picture("PNG", mode=mode), rules=RULES)
    with Image.open(io.BytesIO(clean.body)) as shown:
        assert shown.mode == "RGB"


def test_a_picture_is_upright_and_tells_nothing_of_where_it_was_taken() -> None:
    given = made.with_place()
    assert made.PLACE.encode() in given
    clean = cleaning.made_anew(given, rules=RULES)
    assert made.PLACE.encode() not in clean.body
    assert b"Exif" not in clean.body
    assert (clean.width, clean.height) == (40, 60)


def test_of_an_animation_the_first_picture_is_kept() -> None:
    clean = cleaning.made_anew(made.animation(), rules=RULES)
    with Image.open(io.BytesIO(clean.body)) as shown:
        red, green, _ = shown.getpixel((10, 10))  # type: ignore[misc]  # three colours
    assert red > 200 > green


def test_a_huge_picture_stops_the_phone() -> None:
    """It is made smaller; one beyond the limit is refused before a point of it is read."""
    large = FileRules(on=True, largest_mb=8, most=3, most_megapixels=20)
    clean = cleaning.made_anew(made.picture(size=(5000, 3000)), rules=large)
    assert (clean.width, clean.height) == (2400, 1440)
    assert "too large" in why(made.picture(size=(5000, 3000)))
    assert "too large" in why(made.huge_png(60_000))


@pytest.mark.parametrize(
    "given",
    [
        made.SVG,
        made.HTML,
        b"GIF89a" + b"\0" * 40,
        b"\0\0\0\x18ftypheic" + b"\0" * 40,
        b"PK\x03\x04" + b"\0" * 40,
        b"MZ" + b"\0" * 40,
        b" " + made.picture(),
        b"",
    ],
    ids=["svg", "html", "gif", "heic", "zip", "exe", "not at its beginning", "nothing"],
)
def test_svg_and_html_uploads_are_refused_and_whatever_else_is_no_picture(given: bytes) -> None:
    assert why(given) == "We can take pictures (JPEG, PNG or WebP) and PDF. This is something else."


@pytest.mark.parametrize("behind", [made.HTML, made.SVG, b"PK\x03\x04 archive"])
def test_what_is_two_things_at_once_is_one_afterwards(behind: bytes) -> None:
    clean = cleaning.made_anew(made.picture() + behind, rules=RULES)
    assert behind not in clean.body
    rewritten = cleaning.made_anew(made.pdf() + behind, rules=RULES)
    assert behind not in rewritten.body


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_half_a_picture_is_refused(form: str) -> None:
    given = made.picture(form, size=(400, 300))
    assert "could not be read" in why(given[: len(given) // 2])


def test_a_pdf_is_its_pages_and_nothing_else() -> None:
    given = made.pdf(2, made.links_and_tells)
    clean = cleaning.made_anew(given, rules=RULES)
    assert (clean.kind, clean.pages) == (FileKind.PDF, 2)
    assert len(PdfReader(io.BytesIO(clean.body)).pages) == 2
    for gone in (b"evil.example", b"/URI", b"/PieceInfo", made.PLACE.encode(), b"/Author"):
        assert gone not in clean.body


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (made.opens_script, "more than pages"),
        (made.launches, "more than pages"),
        (made.carries_a_file, "more than pages"),
        (made.fetches, "more than pages"),
        (made.draws_by_another_file, "more than pages"),
        (made.has_a_program_for_a_matrix, "more than pages"),
        (made.locked, "locked"),
    ],
)
def test_a_pdf_that_does_or_carries_something_is_refused(change: object, told: str) -> None:
    assert told in why(made.pdf(1, change))


def test_a_pdf_of_too_many_pages_or_none_that_can_be_read_is_refused() -> None:
    assert "too many pages" in why(made.pdf(101))
    assert "could not be read" in why(b"%PDF-1.7\nnothing")


def test_what_a_small_file_grows_to_counts_too() -> None:
    noise = Image.effect_noise((1400, 1400), 90)
    out = io.BytesIO()
    noise.save(out, "WEBP", quality=20)
    assert len(out.getvalue()) < RULES.largest
    assert why(out.getvalue()) == "This file is too large: 1 MB at most."


def test_a_child_that_dies_or_takes_too_long_hurts_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for body in ("import os; os.abort()", "while True: pass"):
        child = tmp_path / "child.py"
        child.write_text(body)
        monkeypatch.setattr(cleaning, "_CHILD", child)
        monkeypatch.setattr(cleaning, "_PATIENCE_S", 0.5)
        assert "too much to read" in why(made.picture())


def test_the_child_knows_no_secret_and_writes_no_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("EARSHOT_SEAL_KEYS", "k1:secret")
    source = Path(cleaning._CHILD).read_text()
    spy = tmp_path / "child.py"
    spy.write_text(
        source.replace(
            "def main() -> None:",
            "def main() -> None:\n"
            "    import os\n"
            "    try:\n"
            f"        open({os.fspath(tmp_path / 'left')!r}, 'w').write('x' * 9).bit_length()\n"
            "        wrote = os.path.getsize(" + repr(os.fspath(tmp_path / "left")) + ")\n"
            "    except OSError:\n"
            "        wrote = 0\n"
            "    code = 'locked' if not os.environ.get('EARSHOT_SEAL_KEYS') and not wrote else 'x'\n"
            "    print(json.dumps({'refused': code}))\n"
            "    return\n",
        )
    )
    monkeypatch.setattr(cleaning, "_CHILD", spy)
    assert "locked" in why(made.picture())
