"""What people do on Facebook, and what stands there: for the console, the stories and the control.

Each act is followed by its webhook.
"""

from dataclasses import asdict
from typing import Any

from bot.sandbox.facebook.events import rating_change
from bot.sandbox.facebook.messenger import Messenger
from bot.sandbox.facebook.objects import FacebookObject, FacebookObjects, epoch
from bot.sandbox.facebook.webhook import Webhook
from bot.sandbox.facebook.writing import Writing
from bot.sandbox.world import World


class FacebookPeople:
    """Everybody on Facebook, the Pages in Facebook's own apps included."""

    def __init__(self, world: World, webhook: Webhook) -> None:
        self.world = world
        self.webhook = webhook
        self.objects = FacebookObjects(world)
        self.writing = Writing(self.objects, webhook)
        self.messenger = Messenger(self.objects, webhook)

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

    def comment(self, *, parent: str, author: str, text: str, late: float = 0.0) -> str:
        """Comment under a post or comment, as a person or as the Page in Facebook's own app; reads list
        it only ``late`` seconds afterwards."""
        with self.world.lock:
            target = self._item(parent)
            author_id = self.objects.person(author)
            written = self.objects.comment(
                parent=target, author_id=author_id, message=text, late=late
            )
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
