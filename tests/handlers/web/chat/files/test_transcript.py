"""The talk as a file that the customer keeps."""

from starlette.applications import Starlette

from bot.domain.records.chat import ChatRoute
from tests.handlers.web.chat.files import made
from tests.handlers.web.chat.files.sending import send
from tests.handlers.web.chat.people import Bank, Browser

ARABIC = "رُفضت بطاقتي 👩‍👧 اليوم"


def lines(browser: Browser, zone: str = "", **headers: str) -> list[str]:
    """The lines of the file, as they were sent."""
    answer = browser.get(f"/chat/transcript?zone={zone}", **headers)
    assert answer.status == 200, answer.text
    return answer.body.decode().split("\r\n")


def test_emoji_and_arabic_break_the_transcript(ana: Browser, bank: Bank, case_id: int) -> None:
    """They do not: each line runs its own way, and every letter is there."""
    ana.script("/chat/say", key="k1", text=f"Hello\n{ARABIC}")
    bank.says(case_id, "نعم، نراها")
    told = lines(ana)
    assert "Hello" in told
    assert f"\u200f{ARABIC}" in told
    assert "\u200fنعم، نراها" in told
    assert any(line.endswith("\u2068You\u2069") for line in told)
    assert any("\u2068Amira, " in line for line in told)


def test_it_opens_right_everywhere_and_is_kept_by_nobody(ana: Browser) -> None:
    answer = ana.get("/chat/transcript")
    assert answer.body.startswith("\ufeff".encode())
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith('attachment; filename="chat-20')


def test_time_is_shown_in_the_server_s_zone(ana: Browser) -> None:
    """It is in the reader's, where the page says which; a zone that is none is UTC."""
    ana.script("/chat/say", key="k1", text="Hello")
    at = [line for line in lines(ana) if line.startswith("[")]
    assert "Times are those of \u2068UTC\u2069." in lines(ana)
    assert "Times are those of \u2068Asia/Kolkata\u2069." in lines(ana, "Asia/Kolkata")
    assert at != [line for line in lines(ana, "Asia/Kolkata") if line.startswith("[")]
    for strange in ("../../etc/passwd", "Mars/Olympus", "%00", "/etc/localtime", "a" * 60):
        assert "Times are those of \u2068UTC\u2069." in lines(ana, strange)


def test_files_are_named_and_cards_are_not(ana: Browser) -> None:
    send(ana, made.picture(), name="receipt.jpg")
    ana.script("/chat/say", key="k2", text="mail me at ana@example.com")
    told = lines(ana)
    assert "(Picture, 1 kB) – \u2068receipt.jpg\u2069" in told
    assert "mail me at [e-mail hidden]" in told


def test_it_holds_what_this_browser_may_see_and_no_more(bank: Bank, site: Starlette) -> None:
    token = bank.invite(bank.complaint(), route=ChatRoute.PUBLIC)
    first, second = Browser(site), Browser(site)
    first.enter(token)
    bank.unlock_newest()
    first.script("/chat/say", key="k1", text="Only mine")
    second.enter(token)
    assert not any("Only mine" in line for line in lines(second))
    bank.unlock_newest()
    second.script("/chat/say", key="k2", text="And this")
    assert "And this" in lines(second)
    assert "Only mine" not in lines(second)
    assert "Only mine" in lines(first)
    assert Browser(site).get("/chat/transcript").status == 401


def test_it_is_there_after_the_end_until_the_session_ends(ana: Browser) -> None:
    ana.script("/chat/say", key="k1", text="Hello")
    ana.script("/chat/end")
    assert "Hello" in lines(ana)
    assert 'href="/chat/transcript"' in ana.get().text


def test_in_arabic_our_own_lines_run_from_the_right(ana: Browser) -> None:
    ana.script("/chat/say", key="k1", text="Hello")
    told = lines(ana, **{"accept-language": "ar"})
    assert told[0].startswith("\ufeff\u200f")
    assert "Hello" in told
    assert sum(line.startswith("\u200f[") for line in told) == 1
