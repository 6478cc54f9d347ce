"""Signing in with the bank's own login: a link goes there, and one address of ours takes back who returns.

The provider is asked in threads of its own, with no transaction open and no connection of the database held.
What the database is asked goes through the page's threads, as all else.
"""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http import HTTPStatus
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.desk.chat import logins
from bot.desk.chat.logins import Came
from bot.language import say
from bot.login.failures import LoginFailed, Misconfigured, NotProved
from bot.login.provider import WAY_BACK, Attempt, Provider
from bot.telemetry.logs import get_logger
from handlers.web.chat import acts, limits
from handlers.web.chat.acts import Act, Asked, House
from handlers.web.chat.asking import text_of
from handlers.web.chat.door import is_login_word
from handlers.web.chat.page import Said
from handlers.web.chat.refusals import from_elsewhere, out_of_date

_THREADS = 4
_WAITING_MOST = 40
_LONGEST = 4_000
_log = get_logger(__name__)
_T = TypeVar("_T")


class SignIn:
    """The login's two addresses in one process."""

    def __init__(
        self,
        house: House,
        provider: Provider,
        *,
        answered: Callable[[Asked, Act], Awaitable[Response]],
        asked: Callable[[Request], Asked],
    ) -> None:
        """``answered`` does something in a thread of the page's, and answers its errors."""
        self._house, self._provider = house, provider
        self._answered, self._asked = answered, asked
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="chat login")
        self._waiting = 0

    def routes(self) -> list[Route]:
        """Where the page's link leads, and where the provider sends back."""
        return [
            Route("/chat/login", self._begin, methods=["GET"]),
            Route(WAY_BACK, self._back, methods=["GET"]),
        ]

    def close(self) -> None:
        """Take nothing more."""
        self._threads.shutdown(wait=False)

    async def _begin(self, request: Request) -> Response:
        asked = self._asked(request)
        is_ours = self._house.door.is_our_page(request) is not False
        begun: list[Attempt] = []
        answer = await self._answered(asked, partial(_begun, begun, is_ours))
        if not begun:
            return answer
        try:
            way = partial(self._provider.way_in, begun[0], language=asked.language)
            return RedirectResponse(await self._outside(way), status_code=HTTPStatus.SEE_OTHER)
        except LoginFailed as error:
            return await self._answered(asked, partial(_failed, error))

    async def _back(self, request: Request) -> Response:
        asked = self._asked(request)
        came: list[_Back] = []
        answer = await self._answered(asked, partial(_came_back, came))
        if not came:
            return answer
        try:
            person = await self._outside(partial(came[0].person, self._provider))
        except LoginFailed as error:
            return await self._answered(asked, partial(_failed, error))
        return await self._answered(asked, partial(_identified, came[0], person))

    async def _outside(self, ask: Callable[[], _T]) -> _T:
        """Ask the provider, in a thread in which a slow one holds up nobody else. Raises LoginFailed."""
        if self._waiting >= _WAITING_MOST:
            raise LoginFailed("Too many wait for the login.")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, ask)
        finally:
            self._waiting -= 1


class _Back:
    """What somebody brought back whose state was right."""

    def __init__(self, login_id: int, attempt: Attempt, *, code: str, issuer: str | None) -> None:
        self.login_id = login_id
        self._attempt, self._code, self._issuer = attempt, code, issuer

    def person(self, provider: Provider) -> str:
        """Who signed in. Raises LoginFailed."""
        provider.check_sender(self._issuer)
        if not self._code:
            raise NotProved("It came back without a code.")
        return provider.person(self._code, self._attempt)


def _begun(begun: list[Attempt], is_ours: bool, house: House, asked: Asked) -> Response:
    word = text_of(asked.told, "word", most=_LONGEST)
    if not is_ours:
        raise from_elsewhere()
    if not asked.cookie or not is_login_word(word, asked.cookie):
        raise out_of_date()
    visitor = limits.visitor_within(house.app, limits.ACTS, cookie=asked.cookie)
    with house.app.desk() as desk:
        state = logins.begin(desk, visitor=visitor)
    begun.append(_attempt(state, asked.cookie))
    return Response()


def _came_back(came: list[_Back], house: House, asked: Asked) -> Response:
    told = {name: text_of(asked.told, name, most=_LONGEST) for name in ("state", "code", "error")}
    issuer = text_of(asked.told, "iss", most=_LONGEST) if "iss" in asked.told else None
    visitor = limits.visitor_within(house.app, limits.ACTS, cookie=asked.cookie)
    with house.app.desk() as desk:
        login_id = logins.came_back(desk, visitor=visitor, state=told["state"])
    if told["error"]:
        return _page(house, asked, _declined(told["error"]))
    attempt = _attempt(told["state"], asked.cookie)
    came.append(_Back(login_id, attempt, code=told["code"], issuer=issuer))
    return Response()


def _identified(came: _Back, person: str, house: House, asked: Asked) -> Response:
    visitor = limits.visitor_within(house.app, limits.ACTS, cookie=asked.cookie)
    with house.app.desk() as desk:
        what = logins.identified(desk, visitor=visitor, login_id=came.login_id, person=person)
    if what == Came.OTHER_PERSON:
        return _page(house, asked, _somebody_else())
    return RedirectResponse("/chat", status_code=HTTPStatus.SEE_OTHER)


def _failed(error: LoginFailed, house: House, asked: Asked) -> Response:
    _log.warning("login.failed", kind=type(error).__name__, why=str(error))
    visitor = limits.visitor_within(house.app, limits.ACTS, cookie=asked.cookie)
    is_doubtful = isinstance(error, NotProved)
    with house.app.desk() as desk:
        needs_person = isinstance(error, Misconfigured)
        logins.failed(
            desk,
            visitor=visitor,
            why=str(error),
            needs_person=needs_person,
            is_doubtful=is_doubtful,
        )
    told = _not_proved() if is_doubtful else _not_there(house)
    return _page(house, asked, told, HTTPStatus.BAD_GATEWAY)


def _attempt(state: str, cookie: str) -> Attempt:
    """The secrets of this sign-in, made of the cookie: another browser cannot finish it, and nothing is kept."""
    nonce, verifier = (
        hmac.new(cookie.encode(), f"chat login {what} {state}".encode(), hashlib.sha256).digest()
        for what in ("nonce", "verifier")
    )
    return Attempt(state=state, nonce=_as_word(nonce), verifier=_as_word(verifier))


def _as_word(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")


def _page(house: House, asked: Asked, problem: str, status: int = HTTPStatus.OK) -> Response:
    return acts.page(house, asked, Said(problem=problem), status)


def _declined(error: str) -> str:
    if error == "access_denied":
        return say("You did not sign in, and nothing has changed. You can try again when you like.")
    return say(
        "Signing in did not work, and nothing has changed. Please try again in a few minutes."
    )


def _not_there(house: House) -> str:
    return say(
        "{login} does not answer as it should just now, and nothing has changed. Try again in a few "
        "minutes. If it goes on, write to us where you first did.",
        login=house.app.rules.chat.login.name,
    )


def _not_proved() -> str:
    return say("Your sign-in could not be checked, and nothing has changed. Please sign in again.")


def _somebody_else() -> str:
    return say(
        "Somebody else has signed in to this chat before, so your sign-in does not open it. Write to us "
        "where you first did, and we help you on."
    )
