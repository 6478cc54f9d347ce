"""A case file, by the link that whoever asked for it in Slack was given: a page with a button, which fetches it.

What looks at links by itself, such as a mail scanner, sends no form: it neither takes the file nor uses it up.
"""

from collections.abc import Callable
from http import HTTPStatus
from string import Template

from starlette.responses import HTMLResponse, Response

from bot.desk.record import links
from bot.desk.record.links import FetchedBefore, RanOut
from bot.language import is_right_to_left, say
from handlers.web.chat.acts import House
from handlers.web.chat.files.acts import apart
from handlers.web.chat.markup import Html, filled

_PAGE = Template("""<!doctype html>
<html lang="$language" dir="$direction">
<head>
<meta charset="utf-8">
<title>$title</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="$icon">
<link rel="stylesheet" href="$css">
</head>
<body>
<header><div class="who"><h1>$title</h1></div></header>
<main><div class="card"><p>$words</p>$form</div></main>
</body>
</html>
""")
_FORM = Template('<form method="post"><button class="strong">$told</button></form>')


def offered(link: str, *, language: str) -> Callable[[House], Response]:
    """The page of this link. Nothing is made by looking at it."""

    def answer(house: House) -> Response:
        try:
            with house.app.looking() as desk:
                links.require_good(desk, link=link)
        except (RanOut, FetchedBefore) as error:
            return _refusal(house, error, language)
        words = say("The file can be fetched once. After that this link is good for nothing.")
        form = filled(_FORM, told=say("Save the file"))
        return HTMLResponse(_drawn(house, words, form, language))

    return answer


def handed_out(link: str, *, language: str) -> Callable[[House], Response]:
    """The archive that this link is for, to be saved and never to be shown by the browser in our name."""

    def answer(house: House) -> Response:
        try:
            with house.app.desk() as desk:
                opened = links.opened(desk, link=link)
        except (RanOut, FetchedBefore) as error:
            return _refusal(house, error, language)
        answer = Response(opened.body, media_type="application/zip")
        answer.headers["content-disposition"] = f'attachment; filename="{opened.name}"'
        return apart(answer)

    return answer


def _refusal(house: House, error: RanOut | FetchedBefore, language: str) -> Response:
    status = HTTPStatus.GONE if isinstance(error, FetchedBefore) else HTTPStatus.NOT_FOUND
    return HTMLResponse(_drawn(house, str(error), Html(""), language), status_code=status)


def _drawn(house: House, words: str, form: Html, language: str) -> Html:
    return filled(
        _PAGE,
        language=language,
        direction="rtl" if is_right_to_left() else "ltr",
        title=say("Case file"),
        icon=house.assets.icon.address,
        css=house.assets.css.address,
        words=words,
        form=form,
    )
