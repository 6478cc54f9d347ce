"""A case file, handed out to whoever asked for it in Slack."""

from collections.abc import Callable

from starlette.responses import Response

from bot.desk.record import links
from bot.desk.record.links import RanOut
from handlers.web.chat.acts import House
from handlers.web.chat.files.acts import apart


def handed_out(link: str) -> Callable[[House], Response]:
    """The archive that this link is for, to be saved and never to be shown by the browser in our name."""

    def answer(house: House) -> Response:
        try:
            with house.app.desk() as desk:
                opened = links.opened(desk, link=link)
        except RanOut as error:
            return apart(Response(str(error), status_code=404, media_type="text/plain"))
        answer = Response(opened.body, media_type="application/zip")
        answer.headers["content-disposition"] = f'attachment; filename="{opened.name}"'
        return apart(answer)

    return answer
