"""The line of one Page to Graph: facebook-sdk on our session. Imported by whoever asks Graph something, and by
nobody else.

facebook-sdk 3.1.0 refuses every live version in its constructor, so the version is set afterwards.
"""

import warnings
from typing import TYPE_CHECKING, NamedTuple

from bot.channels.facebook.signature import proof
from bot.channels.session import Session

with warnings.catch_warnings():
    # Its pattern "^\d" is an invalid escape: Python 3.12 and later say so when they compile it.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from facebook import GraphAPI, GraphAPIError

if TYPE_CHECKING:
    from bot.channels.facebook.client import PageKeys

__all__ = ["GraphAPIError", "Line", "line"]

HOST = "https://graph.facebook.com"  # fixed inside facebook-sdk


class Line(NamedTuple):
    """facebook-sdk, and what it speaks through."""

    session: Session
    graph: GraphAPI


def line(keys: "PageKeys", url: str, version: str, timeouts: tuple[float, float]) -> Line:
    """Both, for these keys."""
    secrets = [keys.access_token, keys.app_secret]
    if keys.app_secret:
        secrets.append(proof(keys.access_token, app_secret=keys.app_secret))
    session = Session(moves={HOST: url}, secrets=secrets, timeouts=timeouts)
    graph = GraphAPI(access_token=keys.access_token, session=session)
    graph.version = version
    return Line(session, graph)
