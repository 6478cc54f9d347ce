"""Why something on the page was not done, as the sentence that the customer reads there."""

from bot.desk.desk import DeskError
from bot.language import say, say_count

LONGEST_WORD = 4000  # characters


class NoSuchInvitation(DeskError):
    """The link is unknown, expired, revoked or used up; nobody is told which."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This link does not work any more. Write to us where you first did, and we send "
                "you another."
            )
        )


class TooManyEntries(DeskError):
    """This link was opened more often from one network than any person would."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This link was opened very often from where you are. Try again in an hour, or over "
                "another network."
            )
        )


class TooManyCodes(DeskError):
    """The browser has asked for as many codes as a person needs."""

    def __init__(self) -> None:
        super().__init__(say("That was too many codes. Wait an hour, then ask for another."))


class TooManyLogins(DeskError):
    """The browser went to the login more often than a person does."""

    def __init__(self) -> None:
        super().__init__(say("That was too often. Wait an hour, then sign in again."))


class LoginOutOfDate(DeskError):
    """What came back from the login is not what this browser was sent with, or too late."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This sign-in took too long, or was begun elsewhere, and nothing has changed. "
                "Begin it again on this page."
            )
        )


class NotUnlocked(DeskError):
    """The browser has not proved yet whose it is."""

    def __init__(self) -> None:
        super().__init__(say("Send us the code first. Then you can write here."))


class ChatEnded(DeskError):
    """No word can be said here any more."""

    def __init__(self) -> None:
        super().__init__(
            say("This chat has ended. What you wrote is kept. Write to us where you first did.")
        )


class CardNumberRefused(DeskError):
    """A card number was typed. It is stored nowhere."""

    def __init__(self) -> None:
        super().__init__(
            say("Please take the card number out. We never need it, and have not kept it.")
        )


class TooLong(DeskError):
    """More than one word may hold."""

    def __init__(self) -> None:
        super().__init__(
            say_count(
                LONGEST_WORD,
                "This is too long: one character at most. Send it in parts.",
                "This is too long: {count} characters at most. Send it in parts.",
            )
        )


class NothingSaid(DeskError):
    """Blanks only, or a page that is not ours."""

    def __init__(self) -> None:
        super().__init__(say("Write something first."))


class NoFiles(DeskError):
    """The bank takes words only."""

    def __init__(self) -> None:
        super().__init__(say("Files cannot be sent here. Please write to us."))


class TooManyFiles(DeskError):
    """As many as one chat takes."""

    def __init__(self, most: int) -> None:
        super().__init__(
            say_count(
                most,
                "That is all for this chat: it takes {count} file.",
                "That is all for this chat: it takes {count} files.",
            )
        )


class LinkRanOut(DeskError):
    """A file's link is unknown or too old, or its file is gone; nobody is told which."""

    def __init__(self) -> None:
        super().__init__(
            say("This link is not good any more. Go back to where you found it, and open it again.")
        )


class FileGone(DeskError):
    """It was kept as long as the bank keeps such files."""

    def __init__(self) -> None:
        super().__init__(say("This file is not kept any more."))
