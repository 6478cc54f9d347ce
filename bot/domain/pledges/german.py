"""German."""

from bot.domain.pledges.tongues import Tongue
from bot.domain.pledges.when import Clock, EndOf, Unit
from bot.domain.records.pledge import Deed

_WILL = r"(?:werden|werde|wird)"
_YOU = r"(?:sie|ihnen|dich|dir|euch)"
_THEN = r"[^.]{0,60}?"


def _we(verb: str) -> str:
    """``wir rufen Sie``, ``rufen wir Sie``: whoever asks the customer for it says neither *wir* nor *ich*."""
    return rf"(?:(?:wir|ich) {verb}|{verb} (?:wir|ich)) {_YOU}"


GERMAN = Tongue(
    pledges={
        Deed.CALL: rf"{_we('rufen?')}|ruft {_YOU}|{_WILL} (?:wir |ich )?{_YOU} {_THEN}anrufen",
        Deed.CONTACT: rf"(?:melden|melde) (?:wir |ich )?(?:uns|mich)|meldet sich"
        rf"|{_WILL} (?:wir |ich )?(?:uns|mich|sich) {_THEN}melden|{_WILL} (?:wir |ich )?{_YOU} {_THEN}kontaktieren",
        Deed.ANSWER: rf"{_we('antworten?')}|{_WILL} (?:wir |ich )?{_YOU} {_THEN}antworten"
        rf"|(?:erhalten|bekommen|haben) sie {_THEN}(?:antwort|ruckmeldung)",
        Deed.UPDATE: rf"{_we('(?:informieren?|halten?)')}|{_WILL} (?:wir |ich )?{_YOU} {_THEN}informieren",
        Deed.WRITE: _we("schreiben?"),
        Deed.SETTLE: rf"{_WILL} {_THEN}(?:erstattet|gutgeschrieben|gelost|behoben|erledigt|geklart)"
        r"|(?:losen|klaren|beheben|erstatten) wir",
        Deed.SEND: rf"{_we('(?:senden?|schicken?)')}|{_WILL} (?:wir |ich )?{_YOU} {_THEN}(?:zusenden|schicken)",
    },
    denied=r"(?:nicht|nichts|kein|keine) (?:versprechen|zusagen|garantieren)|konnen wir nicht",
    within=r"(?:innerhalb|binnen|in)(?: von)?(?: den| der| die)?(?: nachsten| kommenden)?(?: spatestens"
    r"| maximal| hochstens)?",
    numbers={
        "einer|einem|eines|eine|ein": 1,
        "zwei|zweier": 2,
        "drei": 3,
        "vier": 4,
        "funf": 5,
        "sechs": 6,
        "sieben": 7,
        "acht": 8,
        "zehn": 10,
        "zwolf": 12,
        "vierundzwanzig": 24,
    },
    units={
        "minuten?": Unit.MINUTE,
        "stunden?": Unit.HOUR,
        "(?:werk|arbeits|bankarbeits|geschafts)?tag(?:e|en|es|s)?": Unit.DAY,
        "wochen?": Unit.WEEK,
    },
    working="(?!)",
    by=r"bis(?: spatestens)?(?: um)?|um|vor|gegen|spatestens(?: um)?",
    halves={"uhr": ""},
    hours={"mittag": 12, "mitternacht": 24},
    days={"ubermorgen": 2, "heute": 0, "(?<!heute )(?<!am )morgen": 1},
    weekdays=(
        "montags?",
        "dienstags?",
        "mittwochs?",
        "donnerstags?",
        "freitags?",
        "samstags?|sonnabends?",
        "sonntags?",
    ),
    ends={
        "ende des (?:arbeits)?tage?s|feierabend|geschaftsschluss|tagesende": EndOf.DAY,
        "ende (?:der|dieser) woche|diese woche|dieser woche": EndOf.WEEK,
        "ende (?:des|dieses) monats|monatsende|diesen monat": EndOf.MONTH,
    },
    parts={
        "vormittags?|mittags?|heute morgen|am morgen": Clock(12),
        "nachmittags?": Clock(17),
        "abends?": Clock(21),
    },
    months=(
        "januar",
        "februar",
        "marz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "dezember",
    ),
)
