"""A provider of words that knows no language and uses no network: what a bank's own would do, for the sandbox to show.

It stands in the place of a model under the protocol that the product documents, and imports nothing of it. Its
translations are of a few known phrases; what it does not know it marks as such.
"""

from collections.abc import Sequence

_KNOWN = {
    "ar": {
        "card": "البطاقة",
        "app": "التطبيق",
        "charged": "خصم",
        "twice": "مرتين",
        "please": "من فضلكم",
        "help": "مساعدة",
        "account": "الحساب",
        "my": "لي",
    },
    "en": {
        "البطاقة": "the card",
        "بطاقتي": "my card",
        "التطبيق": "the app",
        "تطبيقكم": "your app",
        "حسابي": "my account",
        "خصم": "charged",
        "مرتين": "twice",
        "ساعدوني": "help me",
        "لا": "not",
        "يعمل": "works",
        "حولت": "I sent",
        "المبلغ": "the amount",
        "قبل": "ago:",
        "يومين": "two days",
        "لأخوي": "to my brother",
        "ما": "not",
        "وصل": "arrived",
        "شكراً": "thank",
        "لكم": "you",
        "متوقفة": "is stopped",
        "منذ": "for",
        "ولا": "and",
        "أحد": "nobody",
        "يرد": "answers.",
        "متى": "When",
        "تعود": "does",
        "الخدمة": "service return?",
        "bonjour": "hello",
        "je": "I",
        "suis": "am",
        "à": "in",
        "et": "and",
        "votre": "your",
        "application": "app",
        "refuse": "refuses",
        "mon": "my",
        "mot": "pass",
        "de": "",
        "passe": "word",
        "depuis": "since",
        "hier": "last",
        "soir": "night",
    },
}
_DRAFTS = {
    "en": "Thank you for telling us, and we are sorry for the trouble. We are looking into it and will answer you here.",
    "ar": "شكرًا لإخبارنا، ونأسف لما حدث. نحن نبحث في الأمر وسنعود إليكم هنا.",
}
_SPOKEN_BY = {
    "en": {"customer": "The customer", "bank": "We", "staff": "A colleague"},
    "ar": {"customer": "العميل", "bank": "نحن", "staff": "أحد الزملاء"},
}
_SHOWN = 160


class SampleProvider:
    """Word by word, one draft for all, and the beginnings of what was said."""

    def translate(self, text: str, *, source: str, target: str) -> str:
        """The words it knows, and the others as they are."""
        known = _KNOWN.get(target, {})
        said = (known.get(word.strip(".,!?؟،").lower(), word) for word in text.split())
        return " ".join(filter(None, said))

    def draft(self, talk: Sequence[tuple[str, str]], *, language: str) -> str:
        """The same for everybody."""
        return _DRAFTS.get(language, _DRAFTS["en"])

    def summarise(self, talk: Sequence[tuple[str, str]], *, language: str) -> str:
        """A line for each word, cut short."""
        who = _SPOKEN_BY.get(language, _SPOKEN_BY["en"])
        return "\n".join(f"• {who[by]}: {' '.join(text.split())[:_SHOWN]}" for by, text in talk)
