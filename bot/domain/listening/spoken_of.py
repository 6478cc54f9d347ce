"""Whether a post that names another bank speaks of that bank to us, or takes us for it.

Who moves there, is paid from there or says that they do it better, writes to us. Read are the words of the same
sentence before the name and after it, in English and Arabic.
"""

from collections.abc import Iterable, Sequence

from bot.domain.listening.names import Mention
from bot.domain.triage.words import Word, plain_words

_SUFFIXED = 4  # letters: “خدمتكم”, and not “لكم”
_NEAR = 7  # words on each side


def _words(text: str) -> frozenset[str]:
    return frozenset(plain_words(text))


_BETWEEN = _words("a an the my our your his her their its this that new old local other ال")
_LINKS = _words(
    "than unlike versus vs into via through join joined joining joins even whereas while "
    "da alla dalla al verso vers nach zur naar hacia desde"
)
_WRITES_TO = _words(
    "write wrote written writing complain complained complaining speak spoke spoken speaking talk talked "
    "talking hold hello hi message messaged shout dear loyal listen note sorry thanks thank hey belong belongs"
)
_LOGS = _words("log logged logging get getting got")
_SEEMS = _words("look looks looking feel feels seem seems sound sounds")
_COMES_FROM = _words(
    "transfer transfers transferred transferring payment payments money salary wage wages sent paid cheque "
    "cheques deposit pension wire wired switch switched switching moved moving came coming standing order "
)
_OPENS_WITH = _words(
    "open opened opening going gone go better stay staying stick sticking sign signed signing apply applied"
)
_PAYS = _words(
    "pay paying paid pays link linking add adding connect connecting transfer transferring transferred send "
    "sending sent move moving moved switch switching switched clear reimburse top"
)
_BY_MEANS = _words("with using by on")
_TAKEN = _words("taken bought owned acquired merged merging merger")
_YOU = _words(
    "you your yours u ur vous votre vos usted ustedes vuestro vuestra vosotros sie ihr ihre ihren euch eure vostro "
    "vostra voi voces vosso vossa jullie uw siz sizin sizi آپ انتم انتو عندكم منكم لكم فيكم عليكم اليكم"
)
_CALLS = _words("dear hi hey hello عزيزي يا")
_BETTER = _words("better faster quicker easier cheaper instead nicer safer quickest")
_OFFERS = _words("offer offers offering lets")
_SWITCHES = _words("switching switched switch defect defecting defected")
_MINE = _words(
    "account accounts card cards app mortgage loan savings overdraft isa statement login pin branch"
)

# How words begin in which money or a customer moves, in other languages of customers.
_MOVES = (
    "bonific", "trasfer", "havale", "gonder", "virement", "vire", "transferenc", "transferi", "uberw", "overgemaakt",
    "overboek", "wechs", "gewechselt", "changer", "cambi", "passo", "passato", "geciyor", "gectim", "mudei", "mudar",
    "overgestapt", "overstap", "mieux", "mejor", "besser", "meglio", "melhor", "beter", "daha",
)  # fmt: skip

_AR_LINKS = _words("مثل زي غير عكس بدل بدال احسن افضل اسرع ارخص اسهل حتي بعكس كما")
_AR_MOVES = _words(
    "انتقل انتقلت بنتقل سانتقل نقلت بنقل انقل سانقل نقل رايح رحت بروح اروح احول حولت بحول تحويل حوالة حوالتي حولوا "
    "فتحت بفتح افتح سافتح ادفع اسدد سداد ارسلت راتب راتبي وصلني وصلتني جاني جاتني صراف سحبت"
)
_AR_BETTER = _words("احسن افضل اسرع ارخص اسهل")
_AR_TO = _words("الي من علي عبر عن")


def speaks_to(words: Sequence[Word], mentions: Sequence[Mention]) -> bool:
    """Whether somebody is spoken to as “you” who is not a bank that is named: whoever the post is addressed to."""
    called = {place for mention in mentions for place in _calls(words, mention)}
    return any(
        word.forms[0] in _YOU or (len(word.forms[0]) > _SUFFIXED and word.forms[0].endswith("كم"))
        for place, word in enumerate(words)
        if place not in called
    )


def _calls(words: Sequence[Word], mention: Mention) -> range:
    """The words of a sentence in which a bank is called by its name: “your Rowan app”, “Dear Rowan, your …”."""
    before = words[mention.first - 1].forms[0] if mention.first else ""
    if before in _CALLS:
        return range(mention.first, len(words))
    return range(mention.first - 1, mention.first) if before == "your" else range(0)


def is_told_to_us(words: Sequence[Word], mention: Mention) -> bool:
    """Whether the sentence around a bank's name tells us something about that bank."""
    sentence = words[mention.first].sentence
    before = _forms(
        word
        for word in words[max(0, mention.first - _NEAR) : mention.first]
        if word.sentence == sentence
    )
    after = _forms(
        word for word in words[mention.last : mention.last + _NEAR] if word.sentence == sentence
    )
    if any(word.startswith(_MOVES) for word in (*before, *after)):
        return True
    head = words[mention.first].forms[0]
    return _in_english(before, after) or _in_arabic(head, before, after)


def _forms(words: Iterable[Word]) -> list[str]:
    return [word.forms[0] for word in words]


def _in_english(before: list[str], after: list[str]) -> bool:
    bare = [word for word in before if word not in _BETWEEN]
    said, last = set(before), bare[-1] if bare else ""
    if _is_direction(bare, said, before, last):
        return True
    if _pays_there(before) or said & _SWITCHES or (last == "by" and said & _TAKEN):
        return True
    return bool(
        set(after) & _BETTER
        or (after and after[0] in _OFFERS)
        or after[:2] == ["would", "never"]
        or before[-2:] == ["on", "the"]
        or before[-3:-1] == ["do", "not"]
    )


def _is_direction(bare: list[str], said: set[str], before: list[str], last: str) -> bool:
    """“to them”, “than them”, “paid from them”, “opened one with them”."""
    earlier = bare[-2] if len(bare) > 1 else ""
    if last in _LINKS:
        return not (last in {"into", "in"} and earlier in _LOGS)
    rules = {
        "to": earlier not in _WRITES_TO,
        "like": earlier not in _SEEMS,
        "of": earlier == "instead",
        "from": bool(said & _COMES_FROM),
        "with": bool(said & _OPENS_WITH),
        "at": not said & _MINE,
        "for": before[-1:] in (["a"], ["an"]),
        "and": earlier in _YOU,
        "or": earlier in _YOU,
    }
    return rules.get(last, False)


def _pays_there(before: list[str]) -> bool:
    """“pay my card of theirs”, and not “pay with” it."""
    places = [place for place, word in enumerate(before) if word in _PAYS]
    return (
        bool(places) and not set(before[places[-1] + 1 :]) & _BY_MEANS and before[-1:] != ["your"]
    )


def _in_arabic(head: str, before: list[str], after: list[str]) -> bool:
    if head[:1] == "ك" or (before[-1:] and before[-1] in _AR_LINKS):
        return True
    if set(after[:3]) & _AR_BETTER:
        return True
    to = head[:1] == "ل" or (bool(before) and before[-1] in _AR_TO)
    return to and bool(set(before) & _AR_MOVES)
