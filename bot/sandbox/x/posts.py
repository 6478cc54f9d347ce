"""The simulated public side of X: people, posts, edit chains, and the ids X would give them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox.credentials import BRANDS
from bot.sandbox.world import World

SNOWFLAKE_EPOCH_MS = 1288834974657
PREVIEWER = "Twitterbot/1.0"
MENTION = re.compile(r"(?<![\w@])@([A-Za-z0-9_]{1,15})")


@dataclass
class XUser:
    """An account. Protected and suspended ones are hidden from API readers."""

    id: str
    username: str
    name: str
    protected: bool = False
    suspended: bool = False


@dataclass
class XPost:
    """One version of a post. `text` is what the API gives; `said` leaves the reply's @names out."""

    id: str
    author_id: str
    text: str
    said: str
    created_at: str
    conversation_id: str
    in_reply_to: str | None = None
    in_reply_to_user_id: str | None = None
    quote_of: str | None = None
    repost_of: str | None = None
    history: list[str] = field(default_factory=list)
    deleted: bool = False
    hidden: bool = False
    via: str = "app"
    visible_from: str = ""
    media: list[dict[str, str]] = field(default_factory=list)


class XPosts:
    """All accounts and posts. Callers hold the world's lock."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.users: dict[str, XUser] = {}
        self._names: dict[str, XUser] = {}
        for brand in BRANDS:
            self._add(XUser(brand.x_id, brand.x_username, brand.x_name))
        self.posts: dict[str, XPost] = {}
        self.last_id = 0

    def new_id(self) -> str:
        """A snowflake of the world's time, unique and increasing (docs.x.com/fundamentals/ids)."""
        milliseconds = int(self.world.now().timestamp() * 1000) - SNOWFLAKE_EPOCH_MS
        self.last_id = max(milliseconds << 22, self.last_id + 1)
        return str(self.last_id)

    def by_name(self, name: str) -> XUser | None:
        return self._names.get(name.lstrip("@").casefold())

    def person(self, name: str) -> XUser:
        """The account of a handle or display name, made on the fly when nobody has it yet."""
        bare = name.lstrip("@").strip()
        known = self._names.get(bare.casefold())
        if known is not None:
            return known
        user_id = self.new_id()
        user = XUser(user_id, self._free_handle(bare, user_id), bare)
        self._add(user)
        return user

    def write(
        self,
        *,
        author: XUser,
        said: str,
        reply_to: XPost | None = None,
        quote_of: str | None = None,
        repost_of: XPost | None = None,
        exclude: frozenset[str] = frozenset(),
        via: str = "app",
        late: float = 0.0,
        media: list[dict[str, str]] | None = None,
    ) -> XPost:
        """Publish a post; `late` is how many seconds reads do not see it yet."""
        post_id = self.new_id()
        prefix = self._reply_names(author, said, reply_to, exclude)
        said = said if repost_of is None else self._repost_text(repost_of)
        now = self.world.now()
        post = XPost(
            id=post_id,
            author_id=author.id,
            text=prefix + said,
            said=said,
            created_at=timestamp(now),
            conversation_id=reply_to.conversation_id if reply_to else post_id,
            in_reply_to=reply_to.id if reply_to else None,
            in_reply_to_user_id=reply_to.author_id if reply_to else None,
            quote_of=quote_of,
            repost_of=repost_of.id if repost_of else None,
            history=[post_id],
            via=via,
            visible_from=(now + timedelta(seconds=late)).isoformat(),
            media=media or [],
        )
        return self._keep(post)

    def edit(self, post: XPost, said: str) -> XPost:
        """A new version with a new id; all versions of the chain list each other, oldest first."""
        prefix = post.text[: len(post.text) - len(post.said)]
        fields = asdict(post) | {
            "id": self.new_id(),
            "text": prefix + said,
            "said": said,
            "created_at": timestamp(self.world.now()),
            "visible_from": self.world.now().isoformat(),
        }
        version = XPost(**fields)
        chain = [*post.history, version.id]
        self._keep(version)
        for post_id in chain:
            self.posts[post_id].history = list(chain)
        return version

    def delete(self, post: XPost) -> None:
        """Deleting any version deletes the chain."""
        for post_id in post.history:
            self.posts[post_id].deleted = True

    def hidden_because(self, post: XPost | None) -> str | None:
        """Why a reader does not get this post: "missing", "suspended", "protected" or None when he does."""
        if post is None or post.deleted or not self._arrived(post):
            return "missing"
        author = self.users[post.author_id]
        return "suspended" if author.suspended else "protected" if author.protected else None

    def newest(self) -> Iterator[XPost]:
        """Readable posts, newest first, of an edit chain only the last version."""
        for post in reversed(list(self.posts.values())):  # kept in the order of their ids
            if post.id == post.history[-1] and self.hidden_because(post) is None:
                yield post

    def mentioned(self, post: XPost) -> set[str]:
        """The ids of the accounts that the post names."""
        found = (self.by_name(name) for name in MENTION.findall(post.text))
        return {user.id for user in found if user is not None}

    def snapshot(self) -> dict[str, Any]:
        return {
            "users": {i: asdict(user) for i, user in self.users.items()},
            "posts": {i: asdict(post) for i, post in self.posts.items()},
            "last_id": self.last_id,
        }

    def restore(self, data: dict[str, Any]) -> None:
        for user in data["users"].values():
            self._add(XUser(**user))
        self.posts = {i: XPost(**post) for i, post in data["posts"].items()}
        self.last_id = data["last_id"]

    def _free_handle(self, name: str, user_id: str) -> str:
        """Up to 15 ASCII letters, digits and underscores, as X wants them, taken by nobody."""
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        handle = re.sub(r"\W", "", plain)[:15] or f"person{user_id[-8:]}"
        taken = handle.casefold() in self._names
        return f"{handle[:9]}{user_id[-6:]}" if taken else handle

    def _add(self, user: XUser) -> None:
        self.users[user.id] = user
        self._names.setdefault(user.name.casefold(), user)
        self._names[user.username.casefold()] = user

    def _keep(self, post: XPost) -> XPost:
        self.posts[post.id] = post
        self.world.posted(post.text, reader=PREVIEWER)
        self.world.changed("x")
        return post

    def _arrived(self, post: XPost) -> bool:
        return self.world.now() >= datetime.fromisoformat(post.visible_from)

    def _repost_text(self, original: XPost) -> str:
        return f"RT @{self.users[original.author_id].username}: {original.text}"[:280]

    def _reply_names(
        self, author: XUser, said: str, parent: XPost | None, exclude: frozenset[str]
    ) -> str:
        """The @names X puts before a reply: the parent's author, then whom the parent named."""
        if parent is None:
            return ""
        others = sorted(self.mentioned(parent) - {parent.author_id})
        already = {name.casefold() for name in MENTION.findall(said)}
        names = [
            self.users[user_id].username
            for user_id in [parent.author_id, *others]
            if user_id != author.id and user_id not in exclude
        ]
        return "".join(f"@{name} " for name in names if name.casefold() not in already)


def timestamp(moment: datetime) -> str:
    """X's form: whole seconds, written with milliseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def parse(text: str) -> datetime:
    """The aware time of an X timestamp. Raises ValueError."""
    return datetime.fromisoformat(text)
