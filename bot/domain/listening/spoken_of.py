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
_GREETS = _CALLS | _words("السلام عليكم مرحبا good morning afternoon evening please")
_BETTER = _words("better faster quicker easier cheaper instead nicer safer quickest")
_OFFERS = _words("offer offers offering lets")
_THEIRS = _words(
    "wife husband partner sister brother mum mom dad mother father son daughter friend mate boss employer landlord "
    "neighbour neighbor colleague flatmate housemate roommate cousin uncle aunt tenant buyer seller client"
)
_HAS = _words("has have uses use banks")
_TALKS = _words("talk talking speak speaking ask complain apply")
_PAPERS = _words(
    "documents document letter letters form forms paperwork complaint passport id application"
)
_SENDS = _words("sent send sending posted post posting handed emailed mailed returned")
_DRAWS = _words("drawn issued")
_PAYEES = _words("iban ibans beneficiary recipient")
_MATCHES = _words("match matches payee")
_MACHINES = _words("machine machines atm atms cash")
_TRIES = _words("trying tried how unable cannot")
_BANKS_THERE = _words("rather used")
_WITH = _OPENS_WITH | _THEIRS | _BANKS_THERE
_COMPARED = _words("takes take took pays charges gives answers answered works opens closes offers")
_DEVICES = _words("phone wallet watch apple google")
_ELSEWHERE = _words("old other new last previous former second")
_SWITCHES = _words("switching switched switch defect defecting defected")
_MINE = _words(
    "account accounts card cards app mortgage loan savings overdraft isa statement login pin branch"
)

_ASKS = _words(
    "you your u ur team why when where what how please can could will would is are hi hello"
)
_OF_A_BANK = _words(
    "branch app machine atm card account chatbot website site office team helpline line bank cash mobile"
)
_CONTRAST = _words("but whereas yours than unlike instead compared works worked though")
_LOYAL = _words("customer customers member members client clients")
_AR_ASKS = _words("وين كيف ليش متي ليه ازاي فين شلون وينكم بطاقتي حسابي راتبي")
_AR_AT = _words("في عند من")
_AR_CONTRAST = _words("وانتم وانتو وانتوا وانت بينما لكن بس")

# How words begin in which money or a customer moves, in other languages of customers.
_MOVES = (
    "bonific", "trasfer", "havale", "gonder", "virement", "vire", "transferenc", "transferi", "uberw", "overgemaakt",
    "overboek", "wechs", "gewechselt", "changer", "cambi", "passo", "passato", "geciyor", "gectim", "mudei", "mudar",
    "overgestapt", "overstap", "mieux", "mejor", "besser", "meglio", "melhor", "beter", "daha",
)  # fmt: skip

_DID = _words("has have is are keep keeps charged took blocked closed lost froze refused")
_MAY = _words("will can could would are when do did")
_AR_DID = ("توا", "تم")  # how a word ends that says what “you” did
_AR_SAYS = _words("قالوا قال يقول يقولون قالولي قالت اخبروني بلغوني طلب طلبوا")
_AR_LINKS = _words("طريق مثل زي غير عكس بدل بدال احسن افضل اسرع ارخص اسهل حتي بعكس كما")
_AR_MOVES = _words(
    "انتقل انتقلت بنتقل سانتقل نقلت بنقل انقل سانقل نقل رايح رحت بروح اروح احول حولت بحول تحويل حوالة حوالتي حولوا "
    "فتحت بفتح افتح سافتح ادفع اسدد سداد ارسلت راتب راتبي هنقل حنقل هحول اتحول بتحول هروح وصلني وصلتني جاني جاتني صراف سحبت"
)
_AR_BETTER = _words("احسن افضل اسرع ارخص اسهل")
_AR_THEIRS = _words(
    "زوجتي زوجي اخوي اخي اختي ابوي ابي امي والدي والدتي صديقي صديقتي صاحبي زميلي مديري جاري خويي ولدي بنتي"
)
_AR_TO = _words("الي من علي عبر عن")


def speaks_to(text: str, words: Sequence[Word], mentions: Sequence[Mention]) -> bool:
    """Whether somebody is spoken to as “you” who is not a bank that is named: whoever the post is addressed to."""
    called = {place for mention in mentions for place in _calls(text, words, mention)}
    return any(_is_you(word) for place, word in enumerate(words) if place not in called)


def _is_you(word: Word) -> bool:
    said = word.forms[0]
    return (
        not _YOU.isdisjoint(word.forms)
        or (len(said) > _SUFFIXED and said.endswith("كم"))
        or (len(said) > _SUFFIXED and said[0] == "ت" and said.endswith("ون"))
        or (len(said) > _SUFFIXED and said.endswith(_AR_DID) and said != "سمحتم")
    )


def _calls(text: str, words: Sequence[Word], mention: Mention) -> range:
    """The words in which a bank is called by its name: “your Rowan app”, “Dear Rowan, your …”, “Rowan, you …”."""
    before = words[mention.first - 1].forms[0] if mention.first else ""
    if before in _CALLS or _is_addressed(text, words, mention):
        return range(len(words))
    return range(mention.first - 1, mention.first) if before == "your" else range(0)


def _is_addressed(text: str, words: Sequence[Word], mention: Mention) -> bool:
    """Whether the “you” of a post is the bank that it names: it is called, or the customer is one of that bank's."""
    earlier, later = _forms(words[: mention.first]), _forms(words[mention.last :])
    if (_CONTRAST | _AR_CONTRAST) & set(later):
        return False
    if earlier[-1:] == ["your"]:
        return bool(_OF_A_BANK & set(later[:1]))
    if earlier[-2:] in (["lot", "at"], ["complain", "about"]):
        return True
    if any(_is_you(word) for word in words[: mention.first] if word.forms[0] not in _GREETS):
        return False
    return _is_customer_of(earlier, later) or _is_called(text, words, mention)


def _is_customer_of(earlier: list[str], later: list[str]) -> bool:
    """“A customer of theirs”, “my account there” at the beginning, “حسابي في …”."""
    if _LOYAL & set(later[:1]):
        return bool({"been", "am", "a", "as", "loyal"} & set(earlier))
    if len(earlier) == 2 and earlier[0] in _AR_ASKS:
        return earlier[1] in _AR_AT
    return earlier == ["my"] and bool(_MINE & set(later[:1]))


def _is_called(text: str, words: Sequence[Word], mention: Mention) -> bool:
    """Whether a sentence begins with the name and goes on as one does to whom one speaks."""
    before, later = words[: mention.first], words[mention.last : mention.last + 1]
    begins = not before or before[-1].sentence != words[mention.first].sentence
    if begins and text[words[mention.first].start - 1 : words[mention.first].start] == "#":
        return True
    if not later or not (begins or set(_forms(before)) <= _GREETS):
        return False
    between, follows = text[words[mention.last - 1].end : later[0].start], later[0].forms[0]
    is_asked = follows in _ASKS | _AR_ASKS or follows.endswith(("كم", *_AR_DID))
    is_asked |= follows in _DID and _is_asked_in_the_end(words[mention.last :])
    return is_asked or any(sign in between for sign in ",،:!")


def _is_asked_in_the_end(later: Sequence[Word]) -> bool:
    """“… have charged *me* twice, *will you* pay it back?”: who did it is asked."""
    said = _forms(later)
    asked = [place for place, word in enumerate(said) if word in ("you", "u")]
    are_asked = all(said[place - 1] in _MAY for place in asked)
    return bool(asked) and are_asked and bool({"me", "my"} & set(said[: asked[0]]))


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
    if (said | set(after)) & _PAYEES or said & set(after) & _COMPARED:
        return True
    if before[-1:] in (["a"], ["an"]) and set(after[:1]) & _MACHINES:
        return True
    if said & _SWITCHES or (_pays_there(before) and not set(after) & _DEVICES):
        return True
    return bool(
        set(after) & _BETTER
        or (after and after[0] in _OFFERS)
        or after[:2] == ["would", "never"]
        or after[:3] == ["here", "i", "come"]
        or before[-2:] in (["on", "the"], ["use", "a"], ["use", "an"])
        or before[-3:-1] == ["do", "not"]
    )


def _is_direction(bare: list[str], said: set[str], before: list[str], last: str) -> bool:
    """“to them”, “than them”, “paid from them”, “opened one with them”."""
    earlier = bare[-2] if len(bare) > 1 else ""
    if last in _LINKS:
        return not (last == "into" and earlier in _LOGS) and "how" not in said
    rules = {
        "to": earlier not in _WRITES_TO
        and not (earlier == "in" and said & _LOGS)
        and not (said & _PAPERS and said & _SENDS),
        "like": earlier not in _SEEMS,
        "of": earlier == "instead",
        "from": bool(said & _COMES_FROM),
        "on": bool(said & _DRAWS),
        "by": bool(said & (_COMES_FROM | _TAKEN)),
        "with": earlier != "on" and not said & _TRIES and bool(said & _WITH),
        "bank": bool(set(before[-3:-1]) & _ELSEWHERE),
        "at": not said & (_MINE | _TALKS) and earlier != "lot" and not _pays_in(before),
        "for": before[-1:] in (["a"], ["an"]) or bool(said & _MATCHES),
        "and": earlier in _YOU,
        "or": earlier in _YOU,
    }
    is_theirs = last in _HAS and bool(said & _THEIRS)
    return is_theirs or rules.get(last, False)


def _pays_in(before: list[str]) -> bool:
    """“pay notes in at theirs” as whoever banks there does."""
    pays = [place for place, word in enumerate(before) if word in _PAYS]
    return any("in" in before[place : place + 2] for place in pays)


def _pays_there(before: list[str]) -> bool:
    """“pay my card of theirs”, and not “pay with” it, nor “pay in”."""
    places = [place for place, word in enumerate(before) if word in _PAYS and not _pays_in(before)]
    return (
        bool(places) and not set(before[places[-1] + 1 :]) & _BY_MEANS and before[-1:] != ["your"]
    )


def _in_arabic(head: str, before: list[str], after: list[str]) -> bool:
    if head[:1] == "ك" or (before[-1:] and before[-1] in _AR_LINKS):
        return True
    if set(after[:3]) & _AR_BETTER or set(after[:1]) & _AR_SAYS:
        return True
    if set(before) & _AR_THEIRS and before[-1] in _AR_AT | {"مع"}:
        return True
    to = head[:1] == "ل" or (bool(before) and before[-1] in _AR_TO)
    return to and bool(set(before) & _AR_MOVES)
