"""A file that the customer sent, in the private thread: what it is, and *Open*, which asks for a link to it."""

from bot.domain.records.chat_file import FileKind
from bot.domain.text.file_words import size_words
from bot.language import say
from bot.slack.api.values import MessageValue
from bot.slack.views import parts
from bot.slack.views.models import FileShown
from bot.slack.views.parts import Block

OPEN_FILE = "open_chat_file"


def file_line(file: FileShown) -> str:
    """``📎 Sent a picture (120 kB)``"""
    size = size_words(file.size)
    if file.kind is FileKind.PDF:
        return say("📎 Sent a PDF ({size})", size=size)
    return say("📎 Sent a picture ({size})", size=size)


def file_blocks(file: FileShown) -> list[Block]:
    """The line with the name that the customer's device gave it, and the button."""
    name = f"  ·  {parts.safe(file.name, 100)}" if file.name else ""
    value = str(MessageValue(file.message_id))
    button = parts.button(say("Open"), action_id=OPEN_FILE, value=value)
    return [
        parts.section(f"{file_line(file)}{name}"),
        parts.actions(f"file-{file.message_id}", [button]),
    ]


def file_link_blocks(address: str) -> list[Block]:
    """What whoever pressed *Open* is shown, and nobody else."""
    told = say(
        "Whoever has the link can open the file for ten minutes: pass it on to nobody. "
        "That you asked for it is on record."
    )
    return [parts.section(f"{parts.link(address, say('Save the file'))}\n{told}")]


def file_link_text() -> str:
    """The same for a notification."""
    return say("The file that the customer sent")
