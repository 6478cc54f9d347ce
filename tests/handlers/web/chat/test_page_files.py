"""What the page loads: small, kept for ever by its content's name, legible in any bank's colour."""

import dataclasses
import gzip
import re
from pathlib import Path
from string import Template

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.routing import Route

from bot.bootstrap import App
from bot.domain.rules.house_rules import HouseRules
from config.settings import Settings
from handlers.endings import CannotStart
from handlers.status import Readiness
from handlers.web.chat.assets import Assets, contrast, ink_on
from handlers.web.chat.logo import BadLogo, logo_of
from handlers.web.chat.markup import Html, filled
from handlers.web.chat.mounting import pages
from tests.handlers.asking import ask

ALL_MOST = 60_000  # bytes, with the page itself
LEGIBLE = 4.5
PNG = b"\x89PNG\r\n\x1a\n"
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
ASSETS = Assets(colour="#0d5c63")
SITE = Starlette(routes=[Route("/chat/static/{name}", ASSETS.answer)])


def test_all_of_it_is_small() -> None:
    page = ASSETS.page.template.encode()
    files = [asset.body for asset in ASSETS.by_name.values()]
    assert sum(map(len, [page, *files])) < ALL_MOST


def test_a_file_is_kept_for_ever_and_comes_compressed() -> None:
    answer = ask(SITE, "GET", ASSETS.js.address, headers={"accept-encoding": "gzip, br"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert gzip.decompress(answer.body) == ASSETS.js.body
    assert ask(SITE, "GET", ASSETS.js.address).body == ASSETS.js.body


def test_only_the_pages_own_files_are_there() -> None:
    for name in ("chat.js", "page.html", "..%2f__init__.py", "chat-0000000000000000.js"):
        assert ask(SITE, "GET", f"/chat/static/{name}").status == 404


def test_another_colour_is_another_file() -> None:
    assert Assets(colour="#ff0000").css.name != ASSETS.css.name


def test_the_banks_logo_stands_on_the_page(app: App, tmp_path: Path) -> None:
    (tmp_path / "bank.png").write_bytes(PNG)
    found = logo_of(*with_logo(app, tmp_path, "bank.png"))
    assert found == (".png", PNG)
    logo = Assets(colour="#ff0000", logo=found).logo
    assert logo is not None
    assert logo.name.endswith(".png")


@pytest.mark.parametrize(
    ("name", "picture", "told"),
    [
        ("bank.svg", b"<svg onload='alert(1)'/>", "no PNG, JPEG or WebP"),
        ("bank.png", b"<script>", "no PNG, JPEG or WebP"),
        ("bank.png", PNG + b"x" * 30_000, "30000 at most"),
        ("../../etc/passwd", PNG, "cannot be read"),
        ("none.png", PNG, "cannot be read"),
    ],
    ids=["svg", "script", "large", "outside", "none"],
)
def test_a_logo_that_cannot_be_shown_is_told_by_the_check_and_stops_the_start(
    app: App, tmp_path: Path, name: str, picture: bytes, told: str
) -> None:
    (tmp_path / "bank.svg").write_bytes(picture)
    (tmp_path / "bank.png").write_bytes(picture)
    settings, rules = with_logo(app, tmp_path, name)
    with pytest.raises(BadLogo, match=told):
        logo_of(settings, rules)
    wrong = dataclasses.replace(app, settings=settings, rules=rules)
    with pytest.raises(CannotStart, match=r"page\.logo"):
        pages(wrong, Readiness(wrong))


def with_logo(app: App, folder: Path, name: str) -> tuple[Settings, HouseRules]:
    page = app.rules.chat.page.model_copy(update={"logo": name})
    chat = app.rules.chat.model_copy(update={"page": page})
    settings = app.settings.model_copy(update={"config": folder})
    return settings, app.rules.model_copy(update={"chat": chat})


@given(colours)
def test_words_on_the_banks_colour_are_legible(colour: str) -> None:
    assert contrast(ink_on(colour), colour) >= LEGIBLE


def test_the_pages_own_colours_are_legible_in_light_and_dark() -> None:
    css = ASSETS.css.body.decode()
    schemes = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", part)) for part in _roots(css)]
    for colours in schemes:
        full = {name: _full(value) for name, value in colours.items()}
        for ink, paper in (
            *(("ink", "paper"), ("ink", "wash"), ("soft", "paper"), ("soft", "wash")),
            ("bad", "bad-wash"),
            ("bad", "paper"),
        ):
            assert contrast(full[ink], full[paper]) >= LEGIBLE, (ink, paper)
        assert contrast(full["edge"], full["paper"]) >= 3  # WCAG 2.2, 1.4.11


def test_no_script_and_no_style_stands_in_the_page() -> None:
    page = ASSETS.page.template
    assert re.findall(r"<script(?! src=\"\$js\" defer></script>)", page) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:", page) == []
    assert re.findall(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", _js()) == []
    assert re.findall(r"https?://(?!www\.w3\.org)", page + _js() + ASSETS.css.body.decode()) == []


@given(st.text())
def test_what_is_filled_in_stays_text(text: str) -> None:
    made = filled(Template('<p title="$text">$text</p>'), text=text)
    inside = made.removeprefix('<p title="').removesuffix("</p>")
    assert not set(inside.replace('">', "", 1)) & set("<>\"'")
    assert filled(Template("$text"), text=Html("<b>")) == "<b>"


def _js() -> str:
    return ASSETS.js.body.decode()


def _roots(css: str) -> list[str]:
    return [part for part in re.findall(r":root \{(.*?)\}", css, re.DOTALL) if "--paper" in part]


def _full(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(each * 2 for each in colour[1:])
