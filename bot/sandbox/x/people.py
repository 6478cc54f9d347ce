"""What people do on X, and what stands there: for the console, the stories and the control.

No API here: a person writes, edits and takes back, and the page shows both sides of it.
"""

from collections.abc import Sequence
from typing import Any

from bot.sandbox.credentials import BRANDS
from bot.sandbox.world import World
from bot.sandbox.x.limits import Limits
from bot.sandbox.x.messages import Messages
from bot.sandbox.x.posts import XPosts
from bot.sandbox.x.reading import Reading
from bot.sandbox.x.spelling import Spelling


class XPeople:
    """Everybody on X, the banks in X's own app included."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.posts = XPosts(world)
        self.reading = Reading(self.posts)
        self.messages = Messages(self.posts)
        self.limits = Limits()

    @property
    def spelling(self) -> Spelling:
        """Which field names X speaks at the moment: "old" or "new"."""
        return self.reading.spelling

    @spelling.setter
    def spelling(self, spelling: Spelling) -> None:
        self.reading.spelling = self.messages.spelling = spelling

    def post(
        self,
        *,
        author: str,
        text: str,
        in_reply_to: str | None = None,
        quote_of: str | None = None,
        repost_of: str | None = None,
        media: Sequence[dict[str, str]] = (),
        late: float = 0.0,
    ) -> str:
        """Publish as a person, or as a bank in X's own app; the post's id. KeyError: no such post.

        `author` is a handle or a display name; nobody has to exist before. Reads list it only `late`
        seconds afterwards, as X's index does at times.
        """
        with self.world.lock:
            post = self.posts.write(
                author=self.posts.person(author),
                said=text,
                reply_to=self.posts.posts[in_reply_to] if in_reply_to else None,
                quote_of=self.posts.posts[quote_of].id if quote_of else None,
                repost_of=self.posts.posts[repost_of] if repost_of else None,
                media=self._media(media),
                late=late,
            )
            return post.id

    def edit(self, post_id: str, text: str) -> str:
        """Change a post; the id of the new version. KeyError: no such post."""
        with self.world.lock:
            newest = self.posts.posts[post_id].history[-1]
            return self.posts.edit(self.posts.posts[newest], text).id

    def delete(self, post_id: str) -> None:
        """Take a post back, with all its versions. KeyError: no such post."""
        with self.world.lock:
            self.posts.delete(self.posts.posts[post_id])
            self.world.changed("x")

    def message(
        self,
        *,
        author: str,
        to: str,
        text: str,
        media: Sequence[dict[str, str]] = (),
        group: str = "",
        shares: str = "",
        encrypted: bool = False,
    ) -> str:
        """A direct message from a person to an account, or back in X's own app; the event's id.

        `group` is a group's id, `shares` a post's; an `encrypted` one is never told to the API.
        """
        with self.world.lock:
            sender, recipient = self.posts.person(author), self.posts.person(to)
            sent = self.messages.write(
                sender_id=sender.id,
                recipient_id=recipient.id,
                text=text,
                media=self._media(media),
                group=group,
                shares=shares,
                encrypted=encrypted,
            )
            return sent.id

    def conversation(self, limit: int) -> list[dict[str, Any]]:
        """The private side for display, newest first."""
        with self.world.lock:
            return [
                {
                    "id": m.id,
                    "author": self.posts.users[m.sender_id].name,
                    "username": self.posts.users[m.sender_id].username,
                    "conversation": m.dm_conversation_id,
                    "text": m.text,
                    "at": m.created_at,
                    "is_bank": any(brand.x_id == m.sender_id for brand in BRANDS),
                    "encrypted": m.encrypted,
                }
                for m in reversed(self.messages.sent[-limit:])
            ]

    def timeline(self, limit: int) -> list[dict[str, Any]]:
        """The public side for display, newest first: last versions only, deleted ones marked."""
        with self.world.lock:
            newest = reversed(list(self.posts.posts.values()))
            shown = [post for post in newest if post.id == post.history[-1]]
            return [self._shown(post.id) for post in shown[:limit]]

    def _media(self, media: Sequence[dict[str, str]]) -> list[dict[str, str]]:
        """Pictures and films with keys, as X numbers them: 3 is a picture, 13 a film."""
        return [
            {"type": "photo", **each}
            | {"media_key": f"{13 if each.get('type') == 'video' else 3}_{self.posts.new_id()}"}
            for each in media
        ]

    def _shown(self, post_id: str) -> dict[str, Any]:
        post = self.posts.posts[post_id]
        author = self.posts.users[post.author_id]
        return {
            "id": post.id,
            "author": author.name,
            "username": author.username,
            "is_bank": any(brand.x_id == author.id for brand in BRANDS),
            "text": post.text,
            "said": post.said,
            "at": post.created_at,
            "conversation_id": post.conversation_id,
            "in_reply_to": post.in_reply_to,
            "quote_of": post.quote_of,
            "repost_of": post.repost_of,
            "edited": len(post.history) > 1,
            "deleted": post.deleted,
            "hidden": post.hidden,
            "via": post.via,
            "link": f"https://x.com/{author.username}/status/{post.id}",
        }
