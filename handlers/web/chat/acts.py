"""What the page can do: one function each, one call of the desk each. They run in a thread of the chat's own."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.bootstrap import App
from bot.desk.chat import (
    endings,
    entry,
    logins,
    presence,
    refusals,
    seeing,
    standing,
    talk,
)
from bot.desk.chat.talk import Word
from bot.desk.chat.visits import Visitor
from bot.desk.desk import Desk, DeskError
from bot.login.provider import Provider
from handlers.web.chat import limits
from handlers.web.chat.asking import Refused, number_of, text_of
from handlers.web.chat.assets import Assets
from handlers.web.chat.door import Door, is_page_word, login_word, page_word
from handlers.web.chat.page import DRAWN, Brand, Said, drawn
from handlers.web.chat.refusals import closed, not_in, out_of_date
from handlers.web.chat.shown import Shown, iso, word_as_json

_NOTHING = Said()
_LONGEST_LINK = 2_000
_LONGEST_NUMBER = 2**62
_AT_ONCE = 200  # words; the script asks on while there are more
_STATUS: Mapping[type[DeskError], HTTPStatus] = {
    refusals.NoSuchInvitation: HTTPStatus.NOT_FOUND,
    refusals.TooManyCodes: HTTPStatus.TOO_MANY_REQUESTS,
    refusals.TooManyEntries: HTTPStatus.TOO_MANY_REQUESTS,
    refusals.TooManyLogins: HTTPStatus.TOO_MANY_REQUESTS,
    refusals.LoginOutOfDate: HTTPStatus.CONFLICT,
    refusals.NotUnlocked: HTTPStatus.FORBIDDEN,
    refusals.ChatEnded: HTTPStatus.CONFLICT,
    refusals.LinkRanOut: HTTPStatus.NOT_FOUND,
}


@dataclass(frozen=True)
class Asked:
    """One request of the page, read and checked for its form; ``word`` shows that it is our own page's."""

    told: Mapping[str, Any]
    is_script: bool
    cookie: str
    word: str
    network: str
    language: str
    door_cookie: str = ""  # of an older browser that has not come in; see ``Door``
    is_older: bool = False  # it does not say which site a request comes from


@dataclass(frozen=True)
class House:
    """What the page works with."""

    app: App
    door: Door
    assets: Assets
    brand: Callable[[str, str], Brand]  # by the case's brand, if it is known, and the language
    login: Provider | None = None  # the bank's own
    looks: limits.Looks = field(default_factory=limits.Looks)


Act = Callable[[House, Asked], Response]


def page(
    house: House, asked: Asked, said: Said = _NOTHING, status: int = HTTPStatus.OK
) -> Response:
    """The page as this browser may see it. It changes nothing but when the browser was here."""
    shown = None
    if asked.cookie:
        with house.app.desk() as desk:
            shown = shown_to(house, desk, asked, read=partial(talk.latest, most=DRAWN + 1))
            if shown is not None and shown.words and "again" in asked.told:
                # Only a browser without a script can press that; nothing else would say that it was read.
                seeing.seen(desk, visitor=shown.visitor, up_to=shown.words[-1].number)
    if shown is None and asked.cookie and not said.problem:
        said = Said(problem=closed())
    whose = asked.cookie if shown else _at_the_door(asked)
    html = drawn(
        house.assets,
        brand=house.brand(shown.state.brand if shown else "", asked.language),
        files=house.app.rules.chat.files,
        language=asked.language,
        shown=shown,
        word=page_word(whose) if whose else "",
        way_to_login=f"/chat/login?word={login_word(asked.cookie)}" if shown else "",
        said=said,
    )
    answer = Response(html, status_code=status, media_type="text/html; charset=utf-8")
    if shown is None and whose:
        house.door.let_knock(answer, whose)
    return answer


def enter(house: House, asked: Asked) -> Response:
    """A link becomes a session, with a cookie that nobody has had before; who is in already goes on."""
    limits.keep_within(house.app, limits.ENTRIES, network=asked.network)
    link = text_of(asked.told, "link", most=_LONGEST_LINK).strip()
    token = link.rpartition("#t=")[2]
    answer = done(asked, {})
    with house.app.desk() as desk:
        if asked.cookie and entry.goes_on(desk, cookie=asked.cookie, token=token):
            return answer
        entered = entry.enter(desk, token=token, network=asked.network, cookie=asked.cookie)
    house.door.hand_out(answer, entered.cookie)
    return answer


def say(house: House, asked: Asked) -> Response:
    """Take the customer's words."""
    key = text_of(asked.told, "key", most=100)
    text = text_of(asked.told, "text", most=20_000)
    _keep_within(house, asked, limits.WORDS, limits.WORDS_OF_AN_HOUR)
    with house.app.desk() as desk:
        word = talk.say(desk, visitor=visitor_of(desk, asked), client_key=key, text=text)
    return done(asked, {"word": word_as_json(word)})


def seen(house: House, asked: Asked) -> Response:
    """Note what the page has shown."""
    up_to = number_of(asked.told, "up_to", most=_LONGEST_NUMBER) or 0
    _keep_within(house, asked, limits.ACTS)
    with house.app.desk() as desk:
        seeing.seen(desk, visitor=visitor_of(desk, asked), up_to=up_to)
    return done(asked, {})


def code(house: House, asked: Asked) -> Response:
    """Show this browser a code. It is shown once: only its hash is kept."""
    _keep_within(house, asked, limits.ACTS)
    with house.app.desk() as desk:
        made = entry.new_code(desk, visitor=visitor_of(desk, asked))
        until = desk.now + entry.CODE_LASTS
    if asked.is_script:
        lasts_s = int(entry.CODE_LASTS.total_seconds())
        return JSONResponse({"code": made, "until": iso(until), "lasts_s": lasts_s})
    return page(house, asked, Said(code=made, code_until=until))


def end(house: House, asked: Asked) -> Response:
    """The customer has said all."""
    _keep_within(house, asked, limits.ACTS)
    with house.app.desk() as desk:
        endings.end(desk, visitor=visitor_of(desk, asked))
    return done(asked, {})


def rate(house: House, asked: Asked) -> Response:
    """Keep how it was."""
    solved = {"yes": True, "no": False}.get(text_of(asked.told, "solved", most=10))
    stars = number_of(asked.told, "stars", most=5)
    _keep_within(house, asked, limits.ACTS)
    with house.app.desk() as desk:
        endings.rate(desk, visitor=visitor_of(desk, asked), solved=solved, stars=stars)
    return done(asked, {})


def words(house: House, asked: Asked) -> Response:
    """How the chat stands, and every word after the one the page has."""
    after = number_of(asked.told, "after", most=_LONGEST_NUMBER) or 0
    with house.app.desk() as desk:
        read = partial(talk.words, after=after, most=_AT_ONCE)
        shown = shown_to(house, desk, asked, read=read)
    if shown is None:
        raise not_in()
    return JSONResponse({**shown.as_json(), "more": len(shown.words) == _AT_ONCE})


def whose_stream(house: House, asked: Asked) -> Visitor:
    """For whom a stream is opened. Raises Refused."""
    _keep_within(house, asked, limits.ACTS)
    with house.app.desk() as desk:
        return visitor_of(desk, asked)


def left(house: House, session_id: int) -> None:
    """The last page of this browser was closed."""
    with house.app.desk() as desk:
        presence.left(desk, session_id=session_id)


def refusal(house: House, asked: Asked, error: Refused | DeskError) -> Response:
    """Why it was not done: as JSON for the script, on the page, with what was typed, for a plain form."""
    status = _status(error)
    again_s = error.again_s if isinstance(error, Refused) else 0
    headers = {"retry-after": str(again_s)} if again_s else None
    if asked.is_script:
        return JSONResponse({"problem": str(error)}, status_code=status, headers=headers)
    # What another site may have typed, or put into a link, is not put where a press would send it.
    draft = _as_text(asked.told.get("text")) if is_page_word(asked.word, asked.cookie) else ""
    answer = page(house, asked, Said(problem=str(error), draft=draft), status)
    answer.headers.update(headers or {})
    return answer


def require_page(asked: Asked) -> None:
    """See that the page of this very cookie asks. Raises Refused."""
    if not asked.cookie:
        raise not_in()
    if not is_page_word(asked.word, asked.cookie):
        raise out_of_date()


def _at_the_door(asked: Asked) -> str:
    """By which an older browser shows that our own page lets it in; others say so themselves."""
    return (asked.door_cookie or secrets.token_urlsafe(16)) if asked.is_older else ""


def shown_to(
    house: House, desk: Desk, asked: Asked, *, read: Callable[..., Sequence[Word]]
) -> Shown | None:
    """The chat as this browser may see it, with the words that are read so; None where its session is
    nobody's."""
    visitor = entry.session_of(desk, cookie=asked.cookie) if asked.cookie else None
    if visitor is None:
        return None
    house.looks.keep_within(desk, visitor=visitor)
    return Shown(
        visitor=visitor,
        state=standing.state(desk, visitor=visitor),
        words=read(desk, visitor=visitor),
        login=logins.offer(desk, visitor=visitor),
    )


def visitor_of(desk: Desk, asked: Asked) -> Visitor:
    """Who this browser is. Raises Refused."""
    visitor = entry.session_of(desk, cookie=asked.cookie) if asked.cookie else None
    if visitor is None:
        raise not_in()
    return visitor


def _keep_within(house: House, asked: Asked, *which: limits.Limit) -> None:
    limits.visitor_within(house.app, *which, cookie=asked.cookie)


def done(asked: Asked, told: Mapping[str, Any]) -> Response:
    """It is done: what the script is told; a plain form is shown the page again."""
    if asked.is_script:
        return JSONResponse(told)
    return RedirectResponse("/chat#end-of-words", status_code=HTTPStatus.SEE_OTHER)


def _status(error: Refused | DeskError) -> HTTPStatus:
    if isinstance(error, Refused):
        return error.status
    return _STATUS.get(type(error), HTTPStatus.UNPROCESSABLE_ENTITY)


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else ""
