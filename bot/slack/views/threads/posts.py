"""A customer's post as it stands now: whole in a thread, and its latest words in a headline."""

from bot.domain.text.excerpts import HEADLINE_MOST, fits_a_headline
from bot.domain.text.moments import moment
from bot.language import say, say_count
from bot.slack.views import parts, rich
from bot.slack.views.chat.files import file_blocks
from bot.slack.views.machine_words import translation_blocks
from bot.slack.views.models import AboveShown, CaseShown, PostShown
from bot.slack.views.parts import Block

_MEDIA_LINKED = 2  # with two of the longest addresses a line is as long as Slack takes
_TRANSLATION_MOST = 2000
_FIRST_MOST = 80  # characters of the first words, once there are later ones: a line


def latest_blocks(case: CaseShown) -> list[Block]:
    """The customer's latest words; the first ones in a line above them, once they wrote again."""
    first, shown = case.post, case.latest or case.post
    if shown is None:
        return [] if case.later_posts else [parts.context(say("_There is no text to show._"))]
    before: list[Block] = []
    if first is not None and first_stands(case):
        before = [_first(first, of=case.later_posts + 1)]
    elif first is not None and shown != first and first.deleted_at is not None:
        before = [_gone(first, channel_title=case.channel_title)]
    return [*before, *_words(shown, channel_title=case.channel_title)]


def first_stands(case: CaseShown) -> bool:
    """Whether the first words have a line of their own above the latest."""
    first, latest = case.post, case.latest
    if first is None or latest is None or first.deleted_at is not None:
        return False
    return latest != first and bool(first.text.strip())


def notes_of(case: CaseShown) -> list[str]:
    """What else there is to know of the words that a headline shows."""
    shown = case.latest or case.post
    if shown is None or shown.deleted_at is not None:
        return []
    notes = _notes(shown)
    if not fits_a_headline(shown.text):
        notes.insert(0, say_count(len(shown.text.split()), "{count} word", "{count} words"))
    return [*notes, *filter(None, [_media(shown)])]


def _first(post: PostShown, *, of: int) -> Block:
    label = rich.words(say("First of {count}:", count=of) + " ", italic=True)
    return rich.line(label, rich.words(parts.clip(" ".join(post.text.split()), _FIRST_MOST)))


def _words(post: PostShown, *, channel_title: str) -> list[Block]:
    if post.deleted_at is not None:
        return [_gone(post, channel_title=channel_title)]
    if post.file is not None:
        return file_blocks(post.file)
    quote = rich.quote(post.text.strip(), most=HEADLINE_MOST)
    words = quote if post.text.strip() else parts.context(say("_No words._"))
    translation = translation_blocks(post, most=HEADLINE_MOST)
    return [*_answered(post.above), words, *translation, *_previews(post)]


def _answered(above: AboveShown | None) -> list[Block]:
    """What the customer answered, in a line: without it "this too!" means nothing."""
    if above is None:
        return []
    who = parts.clip(above.author, 60) if above.author else say("somebody")
    text = parts.clip(" ".join(above.text.split()), _FIRST_MOST)
    label = say("In answer to {who}", who=who)
    said = [rich.words(f": {text}")] if text else []
    return [rich.line(rich.words(label, italic=True), *said)]


def open_link(post: PostShown | None, *, channel_title: str) -> str:
    """``Open on X`` as mrkdwn, where there is an address and the post still stands."""
    if post is None or post.deleted_at:
        return ""
    return parts.link(post.permalink, say("Open on {channel}", channel=channel_title))


def post_blocks(post: PostShown | None, *, channel_title: str) -> list[Block]:
    """What the customer said as it stands now; a post they took down is not shown any more."""
    if post is None:
        return [parts.context(say("_There is no text to show._"))]
    if post.deleted_at is not None:
        return [_gone(post, channel_title=channel_title)]
    if post.file is not None:
        return file_blocks(post.file)
    words = rich.post(post.text) if post.text.strip() else parts.context(say("_No words._"))
    above = _above(post.above, channel_title=channel_title)
    translation = translation_blocks(post, most=_TRANSLATION_MOST)
    return [words, *translation, *_previews(post), *above, *_under(post)]


def _gone(post: PostShown, *, channel_title: str) -> Block:
    gone = say(
        "_The customer took this post down on {channel}, {when}. What it said is no longer shown._",
        channel=parts.safe(channel_title),
        when=moment(post.deleted_at or post.posted_at),
    )
    return parts.context(gone)


def _above(above: AboveShown | None, *, channel_title: str) -> list[Block]:
    """What the customer answered, quoted: without it "this too!" means nothing."""
    if above is None:
        return []
    who = parts.safe(above.author) if above.author else say("somebody")
    link = parts.link(above.permalink, say("Open on {channel}", channel=channel_title))
    line = parts.context("  ·  ".join(filter(None, (say("In answer to {who}", who=who), link))))
    return [line, rich.quote(above.text, most=300)] if above.text.strip() else [line]


def _under(post: PostShown) -> list[Block]:
    lines = ["  ·  ".join(_notes(post)), _media(post)]
    return [parts.context(line) for line in lines if line]


def _notes(post: PostShown) -> list[str]:
    notes: list[str] = []
    if post.edited_at is not None:
        notes.append(say("Edited by the customer {when}", when=moment(post.edited_at)))
    if post.attachments:
        one, other = "With {count} picture or file", "With {count} pictures or files"
        notes.append(say_count(post.attachments, one, other))
    if post.found_by:
        notes.append(say("Found by the words: {words}", words=parts.safe(post.found_by, 200)))
    if post.findings:
        notes.append(say("Personal data was hidden before it came here"))
    return notes


def _previews(post: PostShown) -> list[Block]:
    """The first pictures themselves, only where the bank switched that on: none can be masked."""
    pictures = [one for one in post.media if one.is_picture and parts.is_address(one.address)]
    shown = pictures[:_MEDIA_LINKED] if post.previews else []
    return [parts.image(one.address, one.description or say("A picture")) for one in shown]


def _media(post: PostShown) -> str:
    """The first pictures and films as links that open them on their platform."""
    links = [
        parts.link(one.address, one.description or say("Picture or film {number}", number=number))
        for number, one in enumerate(post.media[:_MEDIA_LINKED], start=1)
    ]
    return "  ·  ".join(filter(None, links))
