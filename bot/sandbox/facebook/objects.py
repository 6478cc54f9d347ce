"""The simulated public side of Facebook: people, Page posts, visitor posts, comments, their ids."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox.credentials import BRANDS
from bot.sandbox.world import World

PREVIEWER = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"


@dataclass
class FacebookObject:
    """A post on a Page (no parent) or a comment (parent = the post or another comment)."""

    id: str
    page_id: str
    author_id: str
    message: str
    created_at: str
    updated_at: str
    post_id: str
    parent_id: str | None = None
    hidden: bool = False
    removed: bool = False
    edited: bool = False
    via: str = "app"
    private_reply: bool = False
    visible_from: str = ""

    @property
    def is_comment(self) -> bool:
        return self.parent_id is not None


class FacebookObjects:
    """All people and objects. Callers hold the world's lock."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.pages = {brand.page_id: brand.page_name for brand in BRANDS}
        self.people: dict[str, str] = {}
        self.objects: dict[str, FacebookObject] = {}
        self.children: defaultdict[str, list[FacebookObject]] = defaultdict(list)
        self.last_number = 0

    def new_number(self) -> int:
        """Fifteen digits that grow with the world's time, unique."""
        tenths = int(self.world.now().timestamp() * 10_000)
        self.last_number = max(tenths, self.last_number + 1)
        return self.last_number

    def person(self, name: str) -> str:
        """The id of a person or Page with this name, made on the fly when there is none."""
        for known in (self.pages, self.people):
            for user_id, known_name in known.items():
                if known_name.casefold() == name.casefold():
                    return user_id
        user_id = str(self.new_number())
        self.people[user_id] = name
        return user_id

    def page(self, name_or_id: str) -> str:
        """The id of a Page by id, Page name or brand name. Raises KeyError."""
        for brand in BRANDS:
            names = (brand.page_id, brand.page_name.casefold(), brand.name.casefold())
            if name_or_id.casefold() in names:
                return brand.page_id
        raise KeyError(f"no Page {name_or_id!r}")

    def name(self, user_id: str) -> str:
        return self.pages.get(user_id) or self.people[user_id]

    def post(self, *, page_id: str, author_id: str, message: str) -> FacebookObject:
        """A post on the Page, the Page's own or a visitor's."""
        return self._keep(f"{page_id}_{self.new_number()}", page_id, author_id, message)

    def comment(
        self,
        *,
        parent: FacebookObject,
        author_id: str,
        message: str,
        via: str = "app",
        late: float = 0.0,
    ) -> FacebookObject:
        """A comment under a post or a comment; invisible to reads for `late` seconds.

        Facebook nests two deep: what answers an answer stands beside it.
        """
        if parent.parent_id not in (None, parent.post_id):
            parent = self.objects[str(parent.parent_id)]
        post_number = parent.post_id.partition("_")[2]
        return self._keep(
            f"{post_number}_{self.new_number()}",
            parent.page_id,
            author_id,
            message,
            parent=parent,
            via=via,
            late=late,
        )

    def edit(self, item: FacebookObject, message: str) -> None:
        item.message = message
        item.edited = True
        item.updated_at = self.world.now().isoformat()
        self.world.changed("facebook")

    def remove(self, item: FacebookObject) -> list[FacebookObject]:
        """Take an object away and everything under it; all that went, the object first."""
        gone = [item, *(child for child in self.below(item) if not child.removed)]
        for each in gone:
            each.removed = True
        self.world.changed("facebook")
        return gone

    def below(self, item: FacebookObject) -> Iterator[FacebookObject]:
        """All comments under a post or comment, at any depth, oldest first."""
        for child in self.children[item.id]:
            yield child
            yield from self.below(child)

    def readable(self, object_id: str) -> FacebookObject | None:
        """The object as API readers find it: not removed, not still late."""
        item = self.objects.get(object_id)
        return item if item is not None and self.is_readable(item) else None

    def is_readable(self, item: FacebookObject) -> bool:
        arrived = self.world.now() >= datetime.fromisoformat(item.visible_from)
        return arrived and not item.removed

    def link(self, item: FacebookObject) -> str:
        """The public address of a post or comment."""
        number = item.post_id.partition("_")[2]
        address = f"https://www.facebook.com/{item.page_id}/posts/{number}"
        return f"{address}?comment_id={item.id.partition('_')[2]}" if item.is_comment else address

    def snapshot(self) -> dict[str, Any]:
        return {
            "people": dict(self.people),
            "objects": {i: asdict(item) for i, item in self.objects.items()},
            "last_number": self.last_number,
        }

    def restore(self, data: dict[str, Any]) -> None:
        self.people = dict(data["people"])
        for item in data["objects"].values():
            self._place(FacebookObject(**item))
        self.last_number = data["last_number"]

    def _place(self, item: FacebookObject) -> None:
        self.objects[item.id] = item
        if item.parent_id is not None:
            self.children[item.parent_id].append(item)

    def _keep(
        self,
        object_id: str,
        page_id: str,
        author_id: str,
        message: str,
        *,
        parent: FacebookObject | None = None,
        via: str = "app",
        late: float = 0.0,
    ) -> FacebookObject:
        now = self.world.now()
        item = FacebookObject(
            id=object_id,
            page_id=page_id,
            author_id=author_id,
            message=message,
            created_at=now.isoformat(),
            updated_at=now.isoformat(),
            post_id=parent.post_id if parent else object_id,
            parent_id=parent.id if parent else None,
            via=via,
            visible_from=(now + timedelta(seconds=late)).isoformat(),
        )
        self._place(item)
        self.world.posted(message, reader=PREVIEWER)
        self.world.changed("facebook")
        return item


def graph_time(text: str) -> str:
    """Graph's form of a time: whole seconds and +0000."""
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def epoch(text: str) -> int:
    """Seconds since 1970, as webhooks give times."""
    return int(datetime.fromisoformat(text).timestamp())
