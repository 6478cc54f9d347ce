"""What somebody might try against the page, each by its name, and the headers on every answer."""

import json
from dataclasses import replace

import pytest
from starlette.applications import Starlette

from bot.domain.records.chat import ChatInvitation, ChatRoute, ChatSession
from handlers.web.chat import acts, limits
from handlers.web.chat import page as drawing
from handlers.web.chat.door import page_word
from handlers.web.chat.headers import CONTENT_SECURITY
from tests.handlers.asking import ask
from tests.handlers.web.chat.people import Bank, Browser

ACTS = ["/chat/say", "/chat/seen", "/chat/code", "/chat/end", "/chat/rate"]
SCRIPTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "$csrf ${csrf} $$",
    "{{7*7}}",
    "javascript:alert(1)",
]


def entered_as_another(bank: Bank, site: Starlette) -> Browser:
    bob = Browser(site)
    bob.enter(bank.invite(bank.complaint("bob")))
    return bob


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/chat"),
        ("GET", "/chat/words"),
        ("GET", "/chat/events"),
        ("GET", "/chat/static/nothing"),
        ("GET", "/chat/nothing"),
        ("GET", "/chatter"),
        ("PUT", "/chat"),
        ("GET", "/chat/enter"),
        *[("POST", path) for path in ["/chat/enter", *ACTS]],
    ],
)
def test_every_answer_has_every_header(site: Starlette, method: str, path: str) -> None:
    headers = ask(site, method, path).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY
    assert "unsafe" not in CONTENT_SECURITY
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_other_routes_are_as_they_were(site: Starlette) -> None:
    assert "content-security-policy" not in ask(site, "GET", "/healthz").headers


@pytest.mark.parametrize("path", ACTS)
@pytest.mark.parametrize("word", ["", "0" * 64, page_word("another-cookie")])
def test_csrf_without_the_pages_own_word_nothing_is_done(
    bank: Bank, ana: Browser, path: str, word: str
) -> None:
    body = json.dumps({"key": "k", "text": "evil", "csrf": word}).encode()
    assert ana.post(path, body, "application/json").status == 403
    by_form = f"key=k&text=evil&csrf={word}".encode()
    page = ana.post(path, by_form, "application/x-www-form-urlencoded")
    assert page.status == 403
    assert "evil" not in page.text
    assert bank.kept() == []
    assert ana.view() == "talk"


@pytest.mark.parametrize(
    "said", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}]
)
def test_csrf_another_site_does_nothing_even_with_the_word(
    bank: Bank, ana: Browser, said: dict[str, str]
) -> None:
    ana.headers = said
    assert ana.script("/chat/say", key="k", text="evil").status == 403
    assert bank.kept() == []


@pytest.mark.parametrize(
    "said",
    [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {"origin": "null"}, {}],
)
def test_csrf_another_site_cannot_make_a_browser_enter_its_chat(
    bank: Bank, site: Starlette, case_id: int, said: dict[str, str]
) -> None:
    token = bank.invite(case_id)
    by_form, by_script = Browser(site, headers=said), Browser(site, headers=said)
    assert by_form.form("/chat/enter", link=token).status == 403
    assert by_script.enter(token).status == 403
    for victim in (by_form, by_script):  # what the door may hand to older browsers lets nobody in
        assert not victim.cookie.startswith("chat=")


def test_fixation_entering_never_keeps_the_cookie_it_came_with(
    bank: Bank, site: Starlette, case_id: int
) -> None:
    victim = Browser(site, cookie="chat=planted-by-somebody")
    assert victim.enter(bank.invite(case_id)).status == 200
    assert victim.cookie != "chat=planted-by-somebody"
    assert Browser(site, "chat=planted-by-somebody").view() == "door"


@pytest.mark.parametrize(
    "cookie", ["chat=", "chat=wrong", "chat=" + "x" * 5000, "chat=%00", "chat=é", "other=1"]
)
def test_a_wrong_cookie_is_nobody(site: Starlette, cookie: str) -> None:
    stranger = Browser(site, cookie)
    headers = {"cookie": cookie.encode("utf-8", "replace").decode("latin-1")}
    assert ask(site, "GET", "/chat/words", headers=headers).status == 401
    for path in ACTS:
        assert stranger.script(path, text="x", key="k").status in (401, 403)


def test_one_customers_browser_reaches_nothing_of_anothers(
    bank: Bank, site: Starlette, ana: Browser
) -> None:
    ana.script("/chat/say", key="k1", text="I am Ana")
    bob = entered_as_another(bank, site)
    assert bob.shown() == []
    bob.script("/chat/say", key="k1", text="I am Bob")
    assert (ana.shown(), bob.shown()) == (["I am Ana"], ["I am Bob"])
    stolen_word = ana.word()
    answer = bob.post("/chat/say", b'{"key":"k2","text":"x"}', "application/json", stolen_word)
    assert answer.status == 403


@pytest.mark.parametrize("text", SCRIPTS)
def test_script_in_words_stays_text_whoever_said_it(
    bank: Bank, ana: Browser, case_id: int, text: str
) -> None:
    ana.script("/chat/say", key="k1", text=text)
    bank.says(case_id, text)
    page = ana.get().text
    for bad in ("<script>alert", "<img src=x", "<script>alert"):
        assert bad not in page
    assert ana.shown() == [text, text]
    answer = ana.get("/chat/words?after=0")
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("text", SCRIPTS)
def test_script_that_comes_back_in_the_box_stays_text(ana: Browser, text: str) -> None:
    page = ana.form("/chat/say", key="", text=text)
    assert page.status == 422
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text


@pytest.mark.parametrize(
    "given", ["x\r\nset-cookie: chat=evil", "x\nlocation: https://evil.example"]
)
def test_no_header_is_injected(ana: Browser, given: str) -> None:
    for path in ("/chat/say", "/chat/enter", "/chat/end"):
        answer = ana.form(path, link=given, text=given, key=given)
        assert "evil" not in json.dumps(answer.headers)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{}" + b" " * 40_000, "application/json", 413),
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"text": 1, "key": "k"}', "application/json", 400),
        (b'{"text": "x", "key": ["k"]}', "application/json", 400),
        (b"text=x", "multipart/form-data; boundary=b", 415),
        (b"<a/>", "text/xml", 415),
        (b"\xff", "application/x-www-form-urlencoded", 403),
    ],
)
def test_a_body_that_is_none_is_refused_with_a_sentence(
    bank: Bank, ana: Browser, body: bytes, kind: str, status: int
) -> None:
    answer = ana.post("/chat/say", body, kind, ana.word())
    assert answer.status in (status, 400)
    assert bank.kept() == []


def test_a_word_that_no_encoding_writes_is_refused_as_any_wrong_one(ana: Browser) -> None:
    body = b'{"csrf": "\\ud800", "key": "k", "text": "x"}'
    assert ana.post("/chat/say", body, "application/json").status == 403


@pytest.mark.parametrize("after", ["-1", "x", "1e9", "9" * 40, "%00"])
def test_a_place_that_is_none_is_refused(ana: Browser, after: str) -> None:
    assert ana.get(f"/chat/words?after={after}").status == 400


def test_guessing_is_stopped_by_network_and_tells_nothing(
    bank: Bank, site: Starlette, case_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = limits.Limit("page enters", 3, limits.ENTRIES.per)
    monkeypatch.setattr(limits, "ENTRIES", few)
    guesses = [Browser(site).enter(f"guess-{each}".ljust(43, "x")) for each in range(3)]
    assert {guess.status for guess in guesses} == {404}
    assert len({guess.body for guess in guesses}) == 1
    stopped = Browser(site).enter(bank.invite(case_id))
    assert (stopped.status, stopped.headers["retry-after"]) == (429, "60")


def test_words_of_one_browser_come_no_faster_than_a_person_writes(
    bank: Bank, ana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WORDS", limits.Limit("page words", 2, limits.WORDS.per))
    statuses = [ana.script("/chat/say", key=f"k{each}", text="x").status for each in range(4)]
    assert statuses == [200, 200, 429, 429]
    assert len(bank.kept()) == 2


def test_more_browsers_of_one_chat_write_no_more(
    bank: Bank, site: Starlette, case_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(limits.WORDS_OF_AN_HOUR, most=3)
    monkeypatch.setattr(limits, "WORDS_OF_AN_HOUR", few)
    token = bank.invite(case_id)
    browsers = [Browser(site) for _ in range(4)]
    assert [each.enter(token).status for each in browsers] == [200] * 4
    statuses = [
        each.script("/chat/say", key=f"k{n}", text="x").status for n, each in enumerate(browsers)
    ]
    assert statuses == [200, 200, 200, 429]


def test_a_stranger_at_the_door_uses_up_none_of_the_customers_words(
    bank: Bank, site: Starlette, case_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WORDS", replace(limits.WORDS, most=1))
    token = bank.invite(case_id, route=ChatRoute.PUBLIC)
    customer, stranger = Browser(site), Browser(site)
    customer.enter(token)
    bank.unlock_newest()
    stranger.enter(token)
    statuses = [stranger.script("/chat/say", key="k", text="x").status for _ in range(3)]
    assert statuses == [403, 429, 429]
    assert customer.script("/chat/say", key="k", text="x").status == 200


def test_a_flooded_chat_fills_no_page_and_its_script_gets_it_all(
    bank: Bank, ana: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "DRAWN", 2)
    monkeypatch.setattr(acts, "DRAWN", 2)
    monkeypatch.setattr(acts, "_AT_ONCE", 2)
    for number in range(3):
        ana.script("/chat/say", key=f"k{number}", text=f"Word {number}")
    drawn = ana.get().text
    assert ["Word 0" in drawn, "Word 1" in drawn, "Word 2" in drawn] == [False, True, True]
    assert "What was said earlier stands in the transcript" in drawn
    assert "Word 0" in ana.get("/chat/transcript").text
    first = ana.get("/chat/words?after=0").json()
    assert ([each["text"] for each in first["words"]], first["more"]) == (
        ["Word 0", "Word 1"],
        True,
    )
    rest = ana.get(f"/chat/words?after={first['words'][-1]['number']}").json()
    assert ([each["text"] for each in rest["words"]], rest["more"]) == (["Word 2"], False)


def test_what_proves_is_at_rest_nowhere(bank: Bank, site: Starlette, case_id: int) -> None:
    browser, token = Browser(site), bank.invite(case_id)
    browser.enter(token)
    secret = browser.cookie.partition("=")[2]
    with bank.app.database.reading() as session:
        rows = [session.get_one(ChatInvitation, 1), session.get_one(ChatSession, 1)]
        stored = json.dumps([row.model_dump(mode="json") for row in rows])
    assert secret not in stored
    assert token not in stored


def test_nothing_of_the_chat_is_logged(
    ana: Browser,
    bank: Bank,
    case_id: int,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ana.script("/chat/say", key="k1", text="A secret of Ana's")
    ana.script("/chat/say", key="k2", text="4111 1111 1111 1111")
    ana.enter("a-wrong-token")
    told = caplog.text + "".join(capsys.readouterr())
    for secret in ("secret of Ana", "4111", "a-wrong-token", ana.cookie.partition("=")[2]):
        assert secret not in told
