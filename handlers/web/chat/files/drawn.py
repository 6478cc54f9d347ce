"""What the page shows for files: the form that sends one, one that was sent, and the link to the whole talk."""

from string import Template

from bot.desk.chat.talk import Word
from bot.domain.rules.chat_rules import FileRules
from bot.language import say
from handlers.web.chat.files.cleaning import refused
from handlers.web.chat.markup import Html, filled
from handlers.web.chat.shown import file_as_json

_CLIP = Template(
    '<button type="button" id="clip" hidden aria-label="$told" title="$told">'
    '<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path fill="none" '
    'stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M20 11.5 12 19.4a5 5 0 0 '
    '1-7-7.1l8.6-8.4a3.4 3.4 0 0 1 4.8 4.8l-8.6 8.4a1.7 1.7 0 0 1-2.4-2.4l7.9-7.7"/></svg></button>'
)
_FORM = Template(
    '<form method="post" action="/chat/file" enctype="multipart/form-data" id="attach" '
    'data-largest="$largest"><input type="hidden" name="csrf" value="$csrf">'
    '<input type="hidden" name="key" value="$key"><label for="file">$label</label>'
    '<p class="hint" id="file-hint">$hint</p><div class="row">'
    '<input type="file" id="file" name="file" aria-describedby="file-hint" '
    'accept="image/jpeg,image/png,image/webp,application/pdf">'
    '<button class="strong">$send</button></div></form>'
)
_LINKED = Template('<a href="$href">$told</a>')
_GONE = Template("$told")
_SENT = Template('<p class="text file">$what<bdi class="name" translate="no">$name</bdi></p>')
_SAVE = Template('<p class="hint"><a class="save" href="/chat/transcript">$told</a></p>')


def file_parts(rules: FileRules, *, csrf: str, key: str) -> dict[str, Html]:
    """The button and the form by which a file is sent, where the bank takes any; and the link to the talk."""
    save = filled(_SAVE, told=say("Save this talk as a file"))
    if not rules.on:
        return {"clip": Html(""), "attach": Html(""), "save": save}
    label = say("Send a picture or a PDF")
    form = filled(
        _FORM,
        largest=str(rules.largest),
        csrf=csrf,
        key=key,
        label=label,
        hint=say("JPEG, PNG, WebP or PDF, {most} MB at most.", most=rules.largest_mb),
        send=say("Send file"),
    )
    return {"clip": filled(_CLIP, told=label), "attach": form, "save": save}


def sent_file(word: Word) -> Html:
    """A file among the words; empty for words."""
    file = file_as_json(word)
    if file is None:
        return Html("")
    what = filled(_LINKED if file["href"] else _GONE, **file)
    return filled(_SENT, what=what, name=file["name"])


def script_words(rules: FileRules) -> dict[str, str]:
    """What the page's script says of files."""
    return {
        "file_going": say("Sending {part}", part="{part}"),
        "file_leave_out": say("Leave out {name}", name="{name}"),
        "file_chosen": say("Press Send to send this:"),
        "file_large": str(refused("too_large", rules=rules)),
        "file_other": str(refused("not_taken", rules=rules)),
    }
