"""A form with one file in it, read from its body in memory: nothing of it is written to a disk unsealed."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Protocol

from python_multipart import FormParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from bot.domain.channels.inbound import storable
from bot.language import say
from handlers.web.chat.asking import Refused

FORM = "multipart/form-data"
AROUND = 20_000  # bytes of a body beside the file's own
_PARTS_MOST = 10


@dataclass
class FileForm:
    """What the form says, and the file with the name that the customer's device gave it."""

    told: dict[str, str] = field(default_factory=dict)
    name: str = ""
    body: bytes = b""


class _Part(Protocol):
    field_name: bytes | None
    value: bytes | None


class _File(Protocol):
    file_name: bytes | None

    @property
    def file_object(self) -> "_Bytes": ...


class _Bytes(Protocol):
    def seek(self, place: int, /) -> int: ...

    def read(self) -> bytes: ...


def read_form(body: bytes, content_type: str) -> FileForm:
    """The form. Raises Refused for what is none, or has no file."""
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != FORM.encode() or not boundary:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, _unreadable())
    form, parts = FileForm(), _Counted()

    def on_field(part: _Part) -> None:
        parts.one_more()
        form.told[_text(part.field_name)] = _text(part.value)

    def on_file(file: _File) -> None:
        parts.one_more()
        file.file_object.seek(0)
        form.name, form.body = _text(file.file_name), file.file_object.read()

    limits = {"MAX_MEMORY_FILE_SIZE": len(body) + 1}  # never on a disk
    parser = FormParser(FORM, on_field, on_file, boundary=boundary, config=limits)  # type: ignore[arg-type]  # what we read of its parts
    try:
        parser.write(body)
        parser.finalize()
    except (FormParserError, ValueError):
        raise Refused(HTTPStatus.BAD_REQUEST, _unreadable()) from None
    if not form.body:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, say("Choose a picture or a PDF first."))
    return form


@dataclass
class _Counted:
    parts: int = 0

    def one_more(self) -> None:
        self.parts += 1
        if self.parts > _PARTS_MOST:
            raise ValueError("more parts than our page sends")


def _text(told: bytes | None) -> str:
    return str(storable((told or b"").decode(errors="replace")))


def _unreadable() -> str:
    return say("That could not be read. Please try again.")
