"""What a visitor of the page does as a customer, by verb: in public and in private, on X and Facebook."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.credentials import BRANDS
from bot.sandbox.facebook.part import FacebookPart
from bot.sandbox.x.part import XPart

Asked = dict[str, Any]


class Customers:
    """The customers' hands. Raises KeyError or ValueError for what cannot be done."""

    def __init__(self, x: XPart, facebook: FacebookPart) -> None:
        self.x = x
        self.facebook = facebook
        self.verbs: dict[str, Callable[[Asked], object]] = {
            "x_post": self._post_on_x,
            "x_edit": lambda asked: x.edit(asked["id"], _words(asked)),
            "x_delete": lambda asked: x.delete(asked["id"]),
            "x_message": self._message_on_x,
            "facebook_post": self._post_on_facebook,
            "facebook_edit": lambda asked: facebook.edit(asked["id"], _words(asked)),
            "facebook_delete": lambda asked: facebook.remove(asked["id"]),
            "facebook_message": self._message_on_facebook,
            "facebook_unsend": lambda asked: facebook.unsend(asked["id"]),
        }

    def act(self, verb: str, asked: Asked) -> None:
        """One verb with its fields: author, text, brand, parent or id."""
        if verb not in self.verbs:
            raise ValueError(f"There is nothing called {verb} to do.")
        self.verbs[verb](asked)

    def _post_on_x(self, asked: Asked) -> str:
        """A new post mentions its bank; without one it is only about banks, for a search to find."""
        words, parent = _words(asked), asked.get("parent")
        if not parent and asked["brand"]:
            handle = next(b.x_username for b in BRANDS if b.name == asked["brand"])
            mentioned = f"@{handle}".casefold() in words.casefold()
            words = words if mentioned else f"@{handle} {words}"
        return self.x.post(author=_author(asked), text=words, in_reply_to=parent)

    def _post_on_facebook(self, asked: Asked) -> str:
        words, author = _words(asked), _author(asked)
        if asked.get("parent"):
            return self.facebook.comment(parent=asked["parent"], author=author, text=words)
        return self.facebook.visitor_post(page=asked["brand"], author=author, text=words)

    def _message_on_x(self, asked: Asked) -> str:
        handle = next(b.x_username for b in BRANDS if b.name == asked["brand"])
        return self.x.message(author=_author(asked), to=handle, text=_words(asked))

    def _message_on_facebook(self, asked: Asked) -> str:
        return self.facebook.message(page=asked["brand"], author=_author(asked), text=_words(asked))


def _words(asked: Asked) -> str:
    words = str(asked.get("text", "")).strip()
    if not words:
        raise ValueError("Please write something first.")
    return words


def _author(asked: Asked) -> str:
    name = str(asked.get("author", "")).strip()
    if not name:
        raise ValueError("Please say who is writing.")
    return name
