"""The routes of files: a body of its own size and patience, and threads of their own for making files anew."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Protocol

import anyio
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.desk.chat.file_links import PLACE
from bot.desk.chat.visits import Visitor
from bot.desk.record import links
from bot.domain.records.chat_file import CleanFile
from bot.domain.rules.chat_rules import FileRules
from bot.language import say, speaking
from handlers.body import BadBody, TooLarge, raw_body
from handlers.web.chat import acts
from handlers.web.chat.acts import Act, Asked, House
from handlers.web.chat.asking import Refused
from handlers.web.chat.files import acts as file_acts
from handlers.web.chat.files import case_files, cleaning
from handlers.web.chat.files.form import AROUND, FileForm, read_form
from handlers.web.chat.files.transcript import transcript
from handlers.web.chat.refusals import from_elsewhere

_PATIENCE_S = 120.0  # eight megabytes from a slow phone
_DRAINED_S = 20.0
AT_ONCE = 4  # bodies in memory
AT_ONCE_OF_ONE = 2  # of one chat: whoever sends drop by drop leaves the others their places
_AGAIN_S = 5


class Asks(Protocol):
    """Reads who asks, from a request and what its body told."""

    def __call__(
        self, request: Request, told: dict[str, str], *, is_script: bool | None = None
    ) -> Asked: ...


class FileRoutes:
    """What is sent and fetched as a file."""

    def __init__(
        self,
        house: House,
        *,
        asks: Asks,
        answered: Callable[[Asked, Act], Awaitable[Response]],
    ) -> None:
        self._house, self._asks, self._answered = house, asks, answered
        self._threads = ThreadPoolExecutor(cleaning.AT_ONCE, thread_name_prefix="chat-files")
        self._in_hand: Counter[int] = Counter()  # by chat

    def routes(self) -> list[BaseRoute]:
        """All of them."""
        return [
            Route("/chat/file", self._send, methods=["POST"]),
            Route("/chat/file/{number}", self._own, methods=["GET"]),
            Route(PLACE + "{link}", self._hand_out, methods=["GET"]),
            _without_head(Route(links.PLACE + "{link}", self._case_file, methods=["GET", "POST"])),
            Route("/chat/transcript", self._transcript, methods=["GET"]),
        ]

    def close(self) -> None:
        """End the threads once they are idle."""
        self._threads.shutdown(wait=False)

    async def _send(self, request: Request) -> Response:
        asked = self._asks(request, {}, is_script="x-chat-token" in request.headers)
        if self._house.door.is_our_page(request) is False:
            await _drain(request)
            with speaking(asked.language):
                return await self._refused(asked, from_elsewhere())
        may: list[Visitor] = []
        answer = await self._answered(asked, partial(file_acts.may_send, may))
        if not may:
            await _drain(request)
            return answer
        # Only now: whoever may send nothing, and is let finish, takes nobody's place.
        chat = may[0].invitation_id
        if self._in_hand.total() >= AT_ONCE or self._in_hand[chat] >= AT_ONCE_OF_ONE:
            await _drain(request)
            return await self._refused(asked, _busy(asked.language))
        self._in_hand[chat] += 1
        try:
            form, file = await self._file(request, asked.language)
        except Refused as error:
            return await self._refused(asked, error)
        finally:
            self._in_hand[chat] -= 1
            self._in_hand += Counter()  # forgets who has none
        told = self._asks(request, form.told, is_script=asked.is_script)
        return await self._answered(told, file_acts.sent(file, form.name))

    async def _file(self, request: Request, language: str) -> tuple[FileForm, CleanFile]:
        """The form and its file, made anew. Raises Refused."""
        rules = self._house.app.rules.chat.files
        try:
            body = await raw_body(request, largest=rules.largest + AROUND, patience_s=_PATIENCE_S)
        except BadBody as error:
            if isinstance(error, TooLarge):
                await _drain(request)
            raise _unread(error, rules, language) from None
        kind = request.headers.get("content-type", "")

        def read() -> tuple[FileForm, CleanFile]:
            with speaking(language):
                form = read_form(body, kind)
                return form, cleaning.made_anew(form.body, rules=rules)

        return await asyncio.get_running_loop().run_in_executor(self._threads, read)

    async def _own(self, request: Request) -> Response:
        told = {"number": request.path_params["number"]}
        return await self._answered(self._asks(request, told), file_acts.to_own)

    async def _hand_out(self, request: Request) -> Response:
        return await self._apart(request, file_acts.handed_out(request.path_params["link"]))

    async def _case_file(self, request: Request) -> Response:
        language = self._asks(request, {}).language
        does = case_files.handed_out if request.method == "POST" else case_files.offered
        return await self._apart(request, does(request.path_params["link"], language=language))

    async def _apart(self, request: Request, act: Callable[[House], Response]) -> Response:
        asked = replace(self._asks(request, {}), cookie="")  # none is looked at here
        return await self._answered(asked, lambda house, _asked: act(house))

    async def _transcript(self, request: Request) -> Response:
        told = {"zone": request.query_params.get("zone", "")}
        return await self._answered(self._asks(request, told), transcript)

    async def _refused(self, asked: Asked, error: Refused) -> Response:
        return await self._answered(asked, partial(_refusal, error))


def _without_head(route: Route) -> Route:
    """The route without what Starlette adds to GET: whoever asks for the head only wants no page of ours."""
    (route.methods or set()).discard("HEAD")
    return route


def _refusal(error: Refused, house: House, asked: Asked) -> Response:
    return acts.refusal(house, asked, error)


def _unread(error: BadBody, rules: FileRules, language: str) -> Refused:
    with speaking(language):
        if isinstance(error, TooLarge):
            return cleaning.refused("too_large", rules=rules)
        why = say("The file did not arrive whole. Please send it once more.")
        return Refused(HTTPStatus(error.status), why)


def _busy(language: str) -> Refused:
    with speaking(language):
        why = say("There is much to do just now. Please send the file once more in a moment.")
    return Refused(HTTPStatus.SERVICE_UNAVAILABLE, why, again_s=_AGAIN_S)


async def _drain(request: Request) -> None:
    """Let the browser send to the end, keeping nothing: one that is cut off shows no answer."""
    try:
        with anyio.move_on_after(_DRAINED_S):
            while (await request.receive()).get("more_body"):
                pass
    except ClientDisconnect:
        pass
