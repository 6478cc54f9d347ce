"""The simulated Graph API, mounted at /graph: the dispatcher, its faults; and what people do.

The methods `visitor_post`, `page_post`, `comment`, `edit`, `remove`, `hide`, `message` and
`timeline` are for the console and the stories; each is followed by its webhook.
"""

import logging
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.sandbox.calls import EVERY_METHOD, Call, endpoint
from bot.sandbox.facebook.batch import BATCH, is_batch, requests_in
from bot.sandbox.facebook.control import control_routes
from bot.sandbox.facebook.errors import CODES, GraphError, graph_error, trace_id
from bot.sandbox.facebook.events import rating_change
from bot.sandbox.facebook.graph import Graph, Request, read_request, usage_headers
from bot.sandbox.facebook.messenger import Messenger
from bot.sandbox.facebook.objects import FacebookObject, FacebookObjects, epoch
from bot.sandbox.facebook.reading import Reading
from bot.sandbox.facebook.webhook import Webhook
from bot.sandbox.facebook.writing import Writing
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.tally import Tally
from bot.sandbox.world import World

log = logging.getLogger("bot.sandbox.facebook")


class FacebookPart:
    """Facebook Pages, as far as the sandbox knows them."""

    name = "facebook"

    def __init__(self, world: World, faults: Faults, bot_url: str) -> None:
        self.world = world
        self.faults = faults
        self.objects = FacebookObjects(world)
        self.webhook = Webhook(world, faults, bot_url)
        self.writing = Writing(self.objects, self.webhook)
        self.messenger = Messenger(self.objects, self.webhook)
        self.graph = Graph(Reading(self.objects), self.writing, self.messenger)
        self.tally = Tally()
        self.webhook.start()

    def visitor_post(self, *, page: str, author: str, text: str) -> str:
        """Post on a Page (its id or name, or the brand's); the post's id. KeyError: no Page."""
        with self.world.lock:
            page_id = self.objects.page(page)
            return self._posted(page_id, self.objects.person(author), text)

    def page_post(self, *, page: str, text: str) -> str:
        """The Page posts something of its own, for people to comment on; the post's id."""
        with self.world.lock:
            page_id = self.objects.page(page)
            return self._posted(page_id, page_id, text)

    def comment(self, *, parent: str, author: str, text: str) -> str:
        """Comment under a post or comment, as a person or as the Page in Facebook's own app."""
        with self.world.lock:
            target = self._item(parent)
            author_id = self.objects.person(author)
            written = self.objects.comment(parent=target, author_id=author_id, message=text)
            self.writing.tell(written, "add")
            return written.id

    def edit(self, object_id: str, text: str) -> None:
        """The author changes the words. KeyError: no such object."""
        with self.world.lock:
            self.writing.edit(self._item(object_id), text)

    def remove(self, object_id: str) -> None:
        """The author takes it back, with what stands under it. KeyError: no such object."""
        with self.world.lock:
            self.writing.remove(self._item(object_id))

    def hide(self, object_id: str, hidden: bool = True) -> None:
        """The Page hides a comment in Facebook's own app, or shows it again."""
        with self.world.lock:
            self.writing.hide(self._item(object_id), hidden)

    def message(
        self, *, page: str, author: str, text: str, attachments: list[str] | None = None
    ) -> str:
        """A person writes to the Page in Messenger; the message's id."""
        with self.world.lock:
            page_id, person_id = self.objects.page(page), self.objects.person(author)
            return self.messenger.receive(
                page_id=page_id, person_id=person_id, text=text, attachments=attachments
            ).mid

    def inbox_message(self, *, page: str, to: str, text: str) -> str:
        """The Page writes to a person in Facebook's own inbox; the message's id."""
        with self.world.lock:
            page_id, person_id = self.objects.page(page), self.objects.person(to)
            return self.messenger.write_in_inbox(
                page_id=page_id, person_id=person_id, text=text
            ).mid

    def hold(self, *, author: str, elsewhere: bool = True) -> None:
        """Let another app hold the talk with this person, so that we only stand by."""
        with self.world.lock:
            self.messenger.hold(self.objects.person(author), elsewhere)

    def edit_message(self, mid: str, text: str) -> None:
        """A person changes a message. KeyError: no such message."""
        with self.world.lock:
            self.messenger.edit(mid, text)

    def unsend(self, mid: str) -> None:
        """A person takes a message back. KeyError: no such message."""
        with self.world.lock:
            self.messenger.unsend(mid)

    def rate(self, *, page: str, author: str, text: str, positive: bool = False) -> str:
        """A person recommends the Page or not; the id of the story it makes."""
        with self.world.lock:
            page_id, author_id = self.objects.page(page), self.objects.person(author)
            story = self.objects.post(page_id=page_id, author_id=author_id, message=text)
            change = rating_change(
                story=story.id, author_id=author_id, name=author, text=text,
                positive=positive, at=epoch(story.created_at),
            )  # fmt: skip
            self.webhook.send(page_id, "ratings", change)
            return story.id

    def messages(self) -> list[dict[str, Any]]:
        """The private side for display, oldest first."""
        with self.world.lock:
            return [
                asdict(m) | {"person": self.objects.name(m.person_id)}
                for m in self.messenger.messages
            ]

    def timeline(self, limit: int) -> list[dict[str, Any]]:
        """The public side for display: posts and comments, newest first, removed ones marked."""
        with self.world.lock:
            newest = sorted(self.objects.objects.values(), key=lambda i: i.created_at, reverse=True)
            return [self._shown(item) for item in newest[:limit]]

    def snapshot(self) -> dict[str, Any]:
        return self.objects.snapshot() | {
            "messages": self.messenger.snapshot(),
            "webhook": self.webhook.snapshot(),
            "calls": self.tally.snapshot(),
        }

    def restore(self, data: dict[str, Any]) -> None:
        self.objects.restore(data)
        self.messenger.restore(data["messages"])
        self.webhook.restore(data["webhook"])
        self.tally.restore(data["calls"])

    def routes(self) -> Sequence[BaseRoute]:
        graph = Route("/{path:path}", endpoint(self._play), methods=EVERY_METHOD)
        return [*control_routes(self), Mount("/graph", routes=[graph])]

    def _play(self, call: Call) -> Response:
        request = read_request(call)
        if is_batch(request):
            return self._play_batch(request, call)
        operation = self.graph.operation(request)
        if operation is None:
            log.error("not simulated: %s %s", call.method, call.path)
            return _not_simulated(call)
        with self.world.lock:
            self.tally.received(operation)

        def act(late: float) -> Response:
            with self.world.lock:
                return self.tally.answered(operation, self._answer(request, call, late))

        return self.faults.guard("facebook", operation, act, _refusal)

    def _play_batch(self, request: Request, call: Call) -> Response:
        def act(late: float) -> Response:
            with self.world.lock:
                self.tally.received(BATCH)
                return self.tally.answered(BATCH, JSONResponse(self._each(request, call, late)))

        return self.faults.guard("facebook", BATCH, act, _refusal)

    def _each(self, request: Request, call: Call, late: float) -> list[dict[str, Any]]:
        answers = [self._answer(one, call, late) for one in requests_in(request)]
        return [{"code": a.status_code, "body": bytes(a.body).decode()} for a in answers]

    def _answer(self, request: Request, call: Call, late: float) -> Response:
        try:
            response: Response = JSONResponse(self.graph.answer(request, call, late))
        except GraphError as refused:
            response = refused.response()
        response.headers.update(usage_headers(request))
        return response

    def _posted(self, page_id: str, author_id: str, text: str) -> str:
        post = self.objects.post(page_id=page_id, author_id=author_id, message=text)
        self.writing.tell(post, "add")
        return post.id

    def _item(self, object_id: str) -> FacebookObject:
        return self.objects.objects[object_id]

    def _shown(self, item: FacebookObject) -> dict[str, Any]:
        return {
            "id": item.id,
            "page": self.objects.pages[item.page_id],
            "page_id": item.page_id,
            "author": self.objects.name(item.author_id),
            "is_bank": item.author_id == item.page_id,
            "text": item.message,
            "at": item.created_at,
            "post_id": item.post_id,
            "parent_id": item.parent_id,
            "edited": item.edited,
            "removed": item.removed,
            "hidden": item.hidden,
            "via": item.via,
            "link": self.objects.link(item),
        }


def _refusal(fault: Fault) -> Response:
    """A fault's kind is an HTTP status or a Graph code; both become Graph's error document."""
    status = fault.status or 503
    code = {401: 190, 403: 200, 429: 80001, 500: 1, 503: 2}.get(status, status)
    response = graph_error(code if code in CODES else 1)
    if fault.status in (500, 502, 503):
        response.status_code = fault.status
    if code == 80001:
        response.headers.update(usage_headers(None, minutes=max(1, round(fault.seconds / 60))))
    return response


def _not_simulated(call: Call) -> Response:
    words = f"The sandbox does not know {call.method} {call.path}."
    error = {"message": words, "type": "NotSimulated", "code": 501, "fbtrace_id": trace_id()}
    return JSONResponse({"error": error}, status_code=501)
