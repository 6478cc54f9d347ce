"""What the page does with files: one function each, one call of the desk each."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from bot.desk.chat import file_links, files
from bot.desk.chat.refusals import LinkRanOut
from bot.desk.chat.visits import Visitor
from bot.domain.records.chat_file import CleanFile
from handlers.web.chat import limits
from handlers.web.chat.acts import Act, Asked, House, done, require_page, visitor_of
from handlers.web.chat.asking import number_of, text_of
from handlers.web.chat.shown import word_as_json

APART = "sandbox; default-src 'none'"  # the policy of a file: whatever it is, it runs nowhere
_LONGEST_NUMBER = 2**62


def may_send(may: list[Visitor], house: House, asked: Asked) -> Response:
    """Add who this browser is, if it may send a file now, before its bytes are read. Raises Refused."""
    visitor = limits.visitor_within(house.app, limits.FILES, cookie=asked.cookie)
    limits.keep_within(house.app, limits.FILES_OF_NETWORK, network=asked.network)
    with house.app.desk() as desk:
        files.require_room(desk, visitor=visitor)
    may.append(visitor)
    return Response()


def sent(file: CleanFile, name: str) -> Act:
    """Take in this file, which was made anew."""

    def send(house: House, asked: Asked) -> Response:
        require_page(asked)
        key = text_of(asked.told, "key", most=100)
        with house.app.desk() as desk:
            visitor = visitor_of(desk, asked)
            word = files.send(desk, visitor=visitor, client_key=key, name=name, file=file)
            return done(asked, {"word": word_as_json(word)})

    return send


def to_own(house: House, asked: Asked) -> Response:
    """Send the customer to a link of one of their own files: it is made as often as they ask."""
    number = number_of(asked.told, "number", most=_LONGEST_NUMBER) or 0
    with house.app.desk() as desk:
        visitor = visitor_of(desk, asked)
        path = file_links.for_customer(desk, visitor=visitor, number=number)
    return RedirectResponse(quote(path), status_code=HTTPStatus.SEE_OTHER)


def handed_out(link: str) -> Callable[[House], Response]:
    """The file that this link is for, to be saved and never to be shown by the browser in our name."""

    def answer(house: House) -> Response:
        try:
            with house.app.looking() as desk:
                opened = file_links.opened(desk, link=link)
        except LinkRanOut as error:
            return apart(Response(str(error), status_code=404, media_type="text/plain"))
        answer = Response(opened.body, media_type=opened.media_type)
        answer.headers["content-disposition"] = f'attachment; filename="{opened.name}"'
        return apart(answer)

    return answer


def apart(answer: Response) -> Response:
    """The answer with the policy of a file."""
    answer.headers["content-security-policy"] = APART
    return answer
