"""The routes of the page, and what surrounds each request: threads of their own, and an answer to every error."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from bot.desk.chat.visits import Visitor
from bot.desk.desk import DeskError
from bot.language import say, speaking
from bot.storage.wake import Wake
from bot.telemetry.logs import get_logger
from handlers.web.chat import acts, asking
from handlers.web.chat.acts import Act, Asked, House
from handlers.web.chat.asking import Refused
from handlers.web.chat.door import is_page_word, language_for
from handlers.web.chat.files.routes import FileRoutes
from handlers.web.chat.headers import Guarded
from handlers.web.chat.hearing import Hub
from handlers.web.chat.refusals import from_elsewhere
from handlers.web.chat.sign_in import SignIn
from handlers.web.chat.threads import Threads, TooManyWait
from handlers.web.long_answers import EventStream

_AGAIN_S = 5
_STREAM_AGAIN_S = 60
_log = get_logger(__name__)
_T = TypeVar("_T")


class Pages:
    """The page in one process."""

    def __init__(self, house: House, hub: Hub) -> None:
        self._house, self._hub = house, hub
        self._wake = Wake(house.app.database, heard=hub.announced)
        self._threads = Threads()
        self._sign_in = (
            SignIn(house, house.login, answered=self._answered, asked=self._looked_at)
            if house.login
            else None
        )
        self._files = FileRoutes(house, asks=self._asked, answered=self._answered)
        hub.when_left(lambda session_id: self._threads.begin(partial(self._note_left, session_id)))

    def route(self) -> BaseRoute:
        """Everything under /chat, as one route of the site."""
        inside = Starlette(
            routes=[
                Route("/chat", self._page, methods=["GET"]),
                Route("/chat/static/{name}", self._house.assets.answer, methods=["GET"]),
                Route("/chat/words", self._words, methods=["GET"]),
                Route("/chat/events", self._events, methods=["GET"]),
                Route("/chat/enter", self._enter, methods=["POST"]),
                *(self._sign_in.routes() if self._sign_in else []),
                *self._files.routes(),
                *(
                    Route(f"/chat/{act.__name__}", partial(self._acted, act), methods=["POST"])
                    for act in (acts.say, acts.seen, acts.code, acts.end, acts.rate)
                ),
            ]
        )
        return Route(
            "/chat{rest:path}", Guarded(inside, is_secure=self._house.door.is_secure), name="chat"
        )

    @contextlib.asynccontextmanager
    async def listening(self, _site: Starlette) -> AsyncIterator[None]:
        """While the site serves: hear of the commits of other processes."""
        self._wake.start()
        try:
            yield
        finally:
            await asyncio.get_running_loop().run_in_executor(None, self._wake.stop)
            self._threads.close()
            if self._sign_in:
                self._sign_in.close()
            self._files.close()

    def _note_left(self, session_id: int) -> None:
        """Nobody waits for it, and what is not noted now is by a timer."""
        try:
            acts.left(self._house, session_id)
        except Exception as error:
            _log.warning("chat.leaving_not_noted", why=type(error).__name__)

    async def _page(self, request: Request) -> Response:
        asked = self._asked(request, dict(request.query_params))
        try:
            return await self._in_thread(asked.language, partial(acts.page, self._house, asked))
        except Refused as error:
            return Response(str(error), status_code=error.status, media_type="text/plain")
        except SQLAlchemyError as error:
            _log.error("chat.no_database", error=type(error).__name__)
            return self._later(asked, _AGAIN_S)

    async def _words(self, request: Request) -> Response:
        told = {"after": request.query_params.get("after", "")}
        return await self._answered(self._asked(request, told, is_script=True), acts.words)

    async def _enter(self, request: Request) -> Response:
        return await self._posted(request, acts.enter, _by_our_page)

    async def _acted(self, act: Act, request: Request) -> Response:
        return await self._posted(request, act, _by_this_page)

    async def _events(self, request: Request) -> ASGIApp:
        asked = self._asked(request, {}, is_script=True)
        opened: list[Visitor] = []

        def whose(house: House, asked: Asked) -> Response:
            opened.append(acts.whose_stream(house, asked))
            return Response()

        answer = await self._answered(asked, whose)
        if not opened:
            return answer
        session_id, is_stranger = opened[0].session_id, not opened[0].is_unlocked
        if not self._hub.has_room(session_id, is_stranger=is_stranger):
            return self._later(asked, _STREAM_AGAIN_S)
        return EventStream(
            partial(
                self._hub.stream,
                invitation_id=opened[0].invitation_id,
                session_id=session_id,
                is_stranger=is_stranger,
            )
        )

    async def _posted(
        self, request: Request, act: Act, check: Callable[[House, Request, Asked], None]
    ) -> Response:
        asked = self._asked(request, {})
        try:
            with speaking(asked.language):
                told = await asking.told(request)
                asked = self._asked(request, told)
                check(self._house, request, asked)
        except Refused as error:
            return await self._answered(asked, partial(_refused, error))
        return await self._answered(asked, act)

    async def _answered(self, asked: Asked, act: Act) -> Response:
        """What the act answers, or why it was not done."""
        try:
            tried = partial(_tried, act, self._house, asked)
            return await self._in_thread(asked.language, tried, has_time=act is acts.seen)
        except Refused as error:
            return self._later(asked, error.again_s)
        except SQLAlchemyError as error:
            _log.error("chat.no_database", error=type(error).__name__)
            return self._later(asked, _AGAIN_S)

    async def _in_thread(
        self, language: str, do: Callable[[], _T], *, has_time: bool = False
    ) -> _T:
        """Do it in a thread of the chat's own. Raises Refused when too many wait for one."""

        def done() -> _T:
            with speaking(language):
                return do()

        try:
            return await self._threads.run(done, has_time=has_time)
        except TooManyWait:
            busy = _busy(language)
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, busy, again_s=_AGAIN_S) from None

    def _later(self, asked: Asked, seconds: int) -> Response:
        headers = {"retry-after": str(seconds)}
        told = _busy(asked.language)
        if asked.is_script:
            return JSONResponse({"problem": told}, status_code=503, headers=headers)
        return Response(told, status_code=503, headers=headers, media_type="text/plain")

    def _looked_at(self, request: Request) -> Asked:
        return self._asked(request, dict(request.query_params), is_script=False)

    def _asked(
        self, request: Request, told: Mapping[str, object], *, is_script: bool | None = None
    ) -> Asked:
        door = self._house.door
        word = request.headers.get("x-chat-token") or told.get("csrf")
        return Asked(
            told=told,
            is_script=asking.is_script(request) if is_script is None else is_script,
            cookie=door.cookie_of(request),
            word=word if isinstance(word, str) else "",
            network=door.network_of(request),
            language=language_for(request.headers.get("accept-language", "")),
            door_cookie=door.door_cookie_of(request),
            is_older="sec-fetch-site" not in request.headers,
        )


def _by_our_page(house: House, request: Request, asked: Asked) -> None:
    """See that no other site made the browser come in, into a chat that is not its own. Raises Refused."""
    ours = house.door.is_our_page(request)
    if ours is None:  # an older browser's: only our page knows the word of either cookie of its own
        ours = any(
            own and is_page_word(asked.word, own) for own in (asked.door_cookie, asked.cookie)
        )
    if not ours:
        raise from_elsewhere()


def _by_this_page(house: House, request: Request, asked: Asked) -> None:
    """See that the page of this very cookie asks, and no other site. Raises Refused."""
    if house.door.is_our_page(request) is False:
        raise from_elsewhere()
    acts.require_page(asked)


def _tried(act: Act, house: House, asked: Asked) -> Response:
    try:
        return act(house, asked)
    except (Refused, DeskError) as error:
        return acts.refusal(house, asked, error)


def _refused(error: Refused, house: House, asked: Asked) -> Response:
    return acts.refusal(house, asked, error)


def _busy(language: str) -> str:
    with speaking(language):
        return say("There is much to do just now. This page tries again by itself.")
