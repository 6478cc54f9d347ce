"""What has a shape rather than words: rates, sums of the customer's money, other banks by what they are called, what
was left to fill in.
"""

import re
from collections.abc import Collection, Iterator

from bot.domain.gate.findings import Finding, Kind, Span

_RATE = re.compile(
    r"\d[\d.,]{0,6} ?(?:%|٪|per ?cent|percent|pour cent|por ciento|por cento|prozent|بالمئة|بالمائة|في المئة)",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"(?:[£$€]|\b(?:GBP|USD|EUR|SAR|AED|EGP|BRL|R\$)) ?\d[\d.,]{0,12}"
    r"|\d[\d.,]{0,12} ?(?:[£$€]|(?:GBP|USD|EUR|SAR|AED|EGP|BRL|pounds|quid|dollars|dólares|euros?|reais)\b"
    r"|(?:ريال|درهم|جنيه|دينار)\b)",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:you|your|yours|votre|vos|vous|su|sus|usted|tu|tus|te|le|ihr|ihre|ihrem|ihren|ihnen|sie|du|dein|deine"
    r"|seu|sua|seus|suas|lhe|você)\b|[\u0621-\u064a]{2,}(?:ك|كم)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?؟\n]+(?:[.!?](?=\w)[^.!?؟\n]+)*")
_BANK = re.compile(
    r"\b(?:(?:[A-Z][\w&'’-]{1,30} ){1,3}(?:Bank|Building Society|Credit Union|Bancorp)"
    r"|Bank of (?:the )?[A-Z]\w{1,30}"
    r"|(?:Banque|Banco|Banca|Caixa|Caja|Crédit|Crédito|Sparkasse|Volksbank|Raiffeisenbank|Bankhaus)"
    r" (?:de |do |da |del |di )?[A-ZÁÉÍÓÚÂÊÔÃÕÇ]\w{1,30}|[A-Z]\w{2,20}(?:bank|banque|banco))\b"
    r"|(?<!\w)(?:بنك|مصرف) (?!ال(?:مركزي|هاتف)|من|في|على|أو|إلى|عن|لا|لن|هو|هي|كما|آخر|اخر)[\u0621-\u064a]{3,20}"
)
_PLACEHOLDERS = (
    "name|reason|date|day|time|text|insert|add|fill|amount|number|reference|link|customer|branch|address|topic|tbc"
    "|nom|motif|montant|nombre|motivo|fecha|importe|texto|datum|grund|betrag|kunde|nome|valor"
    "|اسم|الاسم|السبب|التاريخ|المبلغ|الرقم|الرابط|النص"
)
_LEFT_OPEN = re.compile(
    rf"\[(?=[^\[\]\n]{{0,50}}(?<![^\W_])(?i:{_PLACEHOLDERS})(?![^\W_]))[^\W\d_][^\[\]\n]{{1,50}}\]"
    r"|\{\{?[^\W\d_][^{}\n]{0,50}\}\}?|<[a-z][a-z ,'-]{2,50}>"
    r"|(?m:^)TO[-_]?DO\b|\b(?:TO[-_]?DO|TBC)(?= ?:)"
    r"|\bX{4,}\b(?!(?:[ -]?X{4})*[ -]?\d{4})"  # not where a card's last digits follow
)
_NO_NAME = re.compile(
    r"(?:The|Our|Your|My|This|That|Any|No|Every|Each|A|Online|Mobile|Internet|Phone|Central|Real|Dear|Hi|Hello|Another"
    r"|Le|La|Les|Une?|El|Los|Die|Der|Das|O|Ihre|Eine)$"
)


def patterns(text: str, brands: Collection[str]) -> Iterator[Finding]:
    """Where they stand."""
    open_places = tuple(found.span() for found in _LEFT_OPEN.finditer(text))
    if open_places:
        yield Finding(Kind.INTERNAL_WORDS, open_places)
    rates = tuple(found.span() for found in _RATE.finditer(text))
    if rates:
        yield Finding(Kind.PRODUCT_WORDS, rates)
    sums = tuple(
        found.span()
        for sentence in _SENTENCE.finditer(text)
        if _THEIRS.search(sentence[0])
        for found in _SUM.finditer(text, *sentence.span())
    )
    if sums:
        yield Finding(Kind.CUSTOMER_FACT, sums, is_sure=False)
    banks = tuple(_banks(text, brands))
    if banks:
        yield Finding(Kind.COMPETITOR, banks)


def _banks(text: str, brands: Collection[str]) -> Iterator[Span]:
    own = {name.casefold().split()[0] for name in brands}
    for found in _BANK.finditer(text):
        words = found[0].split()
        while len(words) > 1 and _NO_NAME.match(words[0]):
            words = words[1:]
        named = " ".join(words)
        if len(words) < 2 and named.casefold() in ("bank", "banco", "banque"):
            continue
        if own.isdisjoint(named.casefold().split()):
            yield found.end() - len(named), found.end()
