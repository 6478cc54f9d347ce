"""HTML from a template. What is filled in is text, unless it was made here."""

import html
from string import Template


class Html(str):
    """HTML that our own templates made, and so goes in as it is."""

    __slots__ = ()


def filled(template: Template, /, **values: "str | Html") -> Html:
    """The template with every ``$name`` filled in. Raises KeyError where a value is missing."""
    return Html(template.substitute({name: _safe(each) for name, each in values.items()}))


def joined(pieces: "list[Html]") -> Html:
    """The pieces one after the other."""
    return Html("".join(pieces))


def _safe(value: "str | Html") -> str:
    return value if isinstance(value, Html) else html.escape(value, quote=True)
