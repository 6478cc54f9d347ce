"""Why the page is refused something before the desk is asked."""

from http import HTTPStatus

from bot.language import say
from handlers.web.chat.asking import Refused


def closed() -> str:
    """What somebody reads whose cookie is nobody's any more."""
    return say(
        "This chat was closed, or has rested too long. Nothing that was said is lost. Open the link "
        "from our message again to go on."
    )


def not_in() -> Refused:
    """There is no session, or none that counts."""
    return Refused(HTTPStatus.UNAUTHORIZED, closed())


def out_of_date() -> Refused:
    """The page does not belong to this cookie."""
    return Refused(HTTPStatus.FORBIDDEN, say("This page is out of date. Please load it again."))


def from_elsewhere() -> Refused:
    """Another site sent it, or a browser that does not say which."""
    return Refused(HTTPStatus.FORBIDDEN, say("Please open the chat's own page, and press there."))
