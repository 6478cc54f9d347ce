"""What a file is, in words: its kind, and its size as people say it."""

from bot.domain.records.chat_file import FileKind
from bot.language import say


def file_words(kind: FileKind, *, size: int) -> str:
    """``Picture, 120 kB``; ``PDF, 1.4 MB``. ``size`` is in bytes."""
    if kind is FileKind.PDF:
        return say("PDF, {size}", size=size_words(size))
    return say("Picture, {size}", size=size_words(size))


def size_words(size: int) -> str:
    """The size in thousands or millions of bytes; never nothing."""
    if size >= 1_000_000:
        return say("{size} MB", size=f"{size / 1_000_000:.1f}")
    return say("{size} kB", size=f"{max(1, round(size / 1_000))}")
