"""Each route of the page: what it does for a customer, by script and by plain form."""

import pytest
from starlette.applications import Starlette

from bot.bootstrap import App
from bot.domain.records.chat import ChatInvitation, ChatRoute, ChatSession
from config.settings import Settings
from handlers.status import Readiness
from handlers.web import site as sites
from tests.handlers.asking import ask
from tests.handlers.web.chat.people import Bank, Browser

CARD = "4111 1111 1111 1111"
ARABIC = {"accept-language": "ar-SA,ar;q=0.9,en;q=0.5"}


def test_without_an_address_there_is_no_chat(app: App, settings: Settings) -> None:
    settings_without = settings.model_copy(update={"chat_url": ""})
    plain = App(settings_without, app.rules, app.database, app.vault, app.channels, app.slack)
    site = sites.site(plain, readiness=Readiness(plain))
    assert {ask(site, "GET", path).status for path in ("/chat", "/chat/words")} == {404}


def test_looking_at_a_link_consumes_nothing(bank: Bank, site: Starlette, case_id: int) -> None:
    token = bank.invite(case_id)
    for _ in range(3):
        assert Browser(site).view() == "door"
    with bank.app.database.reading() as session:
        assert session.get_one(ChatInvitation, 1).arrived_at is None
        assert session.get(ChatSession, 1) is None
    assert Browser(site).enter(token).status == 200


def test_entering_shows_the_talk(ana: Browser) -> None:
    assert ana.view() == "talk"
    assert "Northbank desk" in ana.get().text or "private chat" in ana.get().text


def test_the_whole_link_may_be_pasted_where_there_is_no_script(
    bank: Bank, site: Starlette, case_id: int
) -> None:
    browser = Browser(site)
    link = f"http://127.0.0.1:8000/chat#t={bank.invite(case_id)}"
    answer = browser.form("/chat/enter", link=f" {link} ")
    assert (answer.status, answer.headers["location"]) == (303, "/chat#end-of-words")
    assert browser.view() == "talk"


@pytest.mark.parametrize("link", ["", "x" * 43, "http://127.0.0.1:8000/chat", "x" * 2000])
def test_a_link_that_leads_nowhere_says_so_in_one_way(site: Starlette, link: str) -> None:
    by_script, by_form = Browser(site), Browser(site)
    told = by_script.script("/chat/enter", link=link)
    assert told.status == 404
    assert told.json()["problem"].startswith("This link does not work any more")
    page = by_form.form("/chat/enter", link=link)
    assert page.status == 404
    assert 'role="alert">This link does not work any more' in page.text
    assert by_form.cookie == ""


def test_what_is_said_by_script_comes_back_with_its_number_and_is_kept(
    bank: Bank, ana: Browser
) -> None:
    said = ana.script("/chat/say", key="k1", text="Hello").json()["word"]
    assert (said["text"], said["mine"], said["key"]) == ("Hello", True, "k1")
    assert ana.script("/chat/say", key="k1", text="Hello").json()["word"] == said
    assert bank.kept() == ana.shown() == ["Hello"]
    assert ana.shown(after=said["number"]) == []


def test_what_is_said_by_a_plain_form_stands_on_the_page(bank: Bank, ana: Browser) -> None:
    key = ana.get().text.partition('name="key" value="')[2].partition('"')[0]
    for _ in range(2):  # pressed twice
        assert ana.form("/chat/say", key=key, text="Hello <b>").status == 303
    assert bank.kept() == ["Hello <b>"]
    assert '<p class="text" dir="auto">Hello &lt;b&gt;</p>' in ana.get().text


def test_what_staff_say_comes_with_first_name_and_team(
    bank: Bank, ana: Browser, case_id: int
) -> None:
    bank.says(case_id, "How can I help?")
    [word] = ana.get("/chat/words?after=0").json()["words"]
    assert (word["who"], word["mine"]) == ("Amira, Northbank desk", False)
    assert word["at"].endswith("Z")
    assert "Haddad" not in ana.get().text


def test_what_the_page_showed_is_noted(bank: Bank, ana: Browser, case_id: int) -> None:
    number = bank.says(case_id, "How can I help?")
    assert bank.words()[0].seen_at is None
    assert ana.script("/chat/seen", up_to=number).status == 200
    assert bank.words()[0].seen_at is not None


def test_a_card_number_is_refused_and_the_words_stay_in_the_box(bank: Bank, ana: Browser) -> None:
    by_script = ana.script("/chat/say", key="k1", text=f"It is {CARD}")
    assert (by_script.status, bank.kept()) == (422, [])
    assert "card number" in by_script.json()["problem"]
    page = ana.form("/chat/say", key="k2", text=f"It is {CARD}")
    assert page.status == 422
    assert f"It is {CARD}</textarea>" in page.text


def test_too_long_a_word_is_refused(bank: Bank, ana: Browser) -> None:
    assert ana.script("/chat/say", key="k1", text="x" * 4001).status == 422
    assert ana.script("/chat/say", key="k2", text="é" * 4000).status == 200


def test_a_public_link_shows_nothing_until_the_code_has_come(
    bank: Bank, site: Starlette, case_id: int
) -> None:
    first, browser = Browser(site), Browser(site)
    token = bank.invite(case_id, route=ChatRoute.PUBLIC)
    first.enter(token)
    bank.unlock_newest()
    first.script("/chat/say", key="k0", text="It is me")
    browser.enter(token)
    bank.says(case_id, "A secret")
    assert first.shown() == ["It is me", "A secret"]
    assert (browser.view(), browser.shown()) == ("code", [])
    assert "A secret" not in browser.get().text
    assert "Amira" not in browser.get().text
    assert browser.script("/chat/say", key="k1", text="Let me in").status == 403
    code = browser.script("/chat/code").json()["code"]
    assert len(code) == 6
    assert code not in browser.get().text
    bank.unlock_newest()
    assert browser.view() == "talk"
    assert browser.script("/chat/say", key="k1", text="It is me").status == 200


def test_a_code_is_shown_where_there_is_no_script(
    bank: Bank, site: Starlette, case_id: int
) -> None:
    browser = Browser(site)
    browser.enter(bank.invite(case_id, route=ChatRoute.PUBLIC))
    page = browser.form("/chat/code")
    code = page.text.partition('id="code"')[2].partition(">")[2].partition("<")[0]
    assert (page.status, len(code)) == (200, 6)
    for _ in range(4):
        browser.form("/chat/code")
    assert browser.form("/chat/code").status == 429


def test_an_ended_chat_asks_how_it_was_and_takes_no_more_words(bank: Bank, ana: Browser) -> None:
    ana.script("/chat/say", key="k1", text="Hello")
    assert ana.form("/chat/end").status == 303
    page = ana.get().text
    assert ana.view() == "ended"
    assert "Was it solved?" in page
    assert "Hello" in page
    assert ana.script("/chat/say", key="k2", text="One more").status == 409
    assert ana.form("/chat/rate", solved="yes", stars="4").status == 303
    assert "Thank you for telling us" in ana.get().text
    with bank.app.database.reading() as session:
        kept = session.get_one(ChatInvitation, 1)
        assert (kept.solved, kept.stars) == (True, 4)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_ended_chat_promises_nothing_and_nobody_writes_or_talks_there(
    bank: Bank, ana: Browser, case_id: int, language: str
) -> None:
    bank.says(case_id, "Hello")
    bank.writes(case_id, is_writing=True)
    headers = {"accept-language": language}
    talk = ana.get("/chat/words?after=0", **headers).json()
    assert talk["writing"]
    assert talk["promise"]
    ana.form("/chat/end")
    over = ana.get("/chat/words?after=0", **headers).json()
    assert over["view"] == "ended"
    assert (over["writing"], over["promise"], over["opens_at"]) == ("", "", None)
    page = ana.get(**headers).text
    assert talk["writing"] not in page
    assert talk["promise"].partition("{time}")[0] not in page
    assert talk["with"] not in page


def test_a_revoked_chat_is_closed_for_the_page_at_once(
    bank: Bank, ana: Browser, case_id: int
) -> None:
    word = ana.word()
    with bank.app.desk() as desk:
        now = desk.now
    bank.change(case_id, revoked_at=now)
    assert ana.view() == "door"
    assert "This chat was closed" in ana.get().text
    answer = ana.post("/chat/say", b'{"key":"k","text":"x"}', "application/json", word)
    assert answer.status == ana.get("/chat/words?after=0").status == 401
    assert ana.get("/chat/events").status == 401


def test_the_page_speaks_arabic_to_who_reads_it(ana: Browser) -> None:
    page = ana.get(**ARABIC).text
    assert '<html lang="ar" dir="rtl">' in page
    assert "إرسال" in page
    told = ana.get("/chat/words?after=0", **ARABIC).json()
    assert any("\u0600" <= letter <= "\u06ff" for letter in told["with"])


def test_who_presses_the_link_again_goes_on_and_another_link_is_another_chat(
    bank: Bank, site: Starlette, case_id: int
) -> None:
    browser, token = Browser(site), bank.invite(case_id, route=ChatRoute.PUBLIC)
    browser.enter(token)
    locked = browser.cookie
    browser.enter(token)
    assert browser.cookie != locked
    bank.unlock_newest()
    unlocked = browser.cookie
    assert browser.enter(token).status == 200
    assert (browser.cookie, browser.view()) == (unlocked, "talk")
    browser.enter(bank.invite(bank.complaint("bob")))
    assert browser.cookie != unlocked


def test_reload_keeps_the_talk_and_two_tabs_show_the_same(
    bank: Bank, ana: Browser, case_id: int
) -> None:
    ana.script("/chat/say", key="k1", text="From the first tab")
    other_tab = Browser(ana.site, ana.cookie)
    other_tab.script("/chat/say", key="k2", text="From the second")
    bank.says(case_id, "To both")
    assert ana.shown() == other_tab.shown() == ["From the first tab", "From the second", "To both"]
    page = ana.get().text
    assert page.index("From the first tab") < page.index("From the second") < page.index("To both")
