"""A file that a customer sent in the secure chat: what is known of it, and its sealed bytes apart.

What is known stays as long as the message does; the bytes can be erased before.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Field

from bot.domain.records.columns import Stored, Table, text_enum

ATTACHED = "chat_file"  # the type of the attachment by which a message tells of its file


class FileKind(StrEnum):
    """What a file is, by its content. Of each kind one form is kept: JPEG, and PDF."""

    PICTURE = "picture"
    PDF = "pdf"


class ChatFile(Stored, table=True):
    """One file, which is one word of the chat."""

    __tablename__ = "chat_files"

    invitation_id: int = Field(foreign_key="chat_invitations.id", index=True)
    message_id: int = Field(foreign_key="messages.id", unique=True)
    kind: FileKind = Field(sa_type=text_enum(FileKind))
    name: str  # as the customer's device calls it: cleaned and masked, and never trusted
    size: int  # bytes, as kept
    width: int = 0  # pixels, of a picture
    height: int = 0
    pages: int = 0  # of a PDF
    fingerprint: str  # keyed hash of the bytes as kept
    received_at: datetime
    erased_at: datetime | None = None


class ChatFileBody(Table, table=True):
    """The bytes, sealed with the key of the case that the file came in with."""

    __tablename__ = "chat_file_bodies"

    file_id: int = Field(primary_key=True, foreign_key="chat_files.id")
    sealed: bytes
    sealed_for: int = Field(index=True)


@dataclass(frozen=True)
class CleanFile:
    """A file that was made anew: of what it was, only what is seen."""

    kind: FileKind
    body: bytes
    width: int = 0
    height: int = 0
    pages: int = 0
