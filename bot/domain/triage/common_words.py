"""Words that say nothing about what a post is about, folded as texts are."""

from bot.domain.triage.words import bare, read

_ENGLISH = """
a about after again all also always am an and another any anybody anyone anything are around as ask asked at away
back bad bank banking be because been before being best better but by call called came can cannot come complain
complaint could customer customers day days did do does doing done even ever every everyone far few fix for from
get gets getting give given go goes going good got great had happen happened happening has have having he help her
here hey hi him his hour hours how i if in into is it its just keep keeps know last later let like long look looking
lot made make many may maybe me mean might minute minutes money month months more morning most much must my need
needs never new next no nobody none not nothing now of off ok okay old on once one only or other our out over own
people please problem problems put rather really reply right said same say saying says see seem seen service she
should since so some someone something soon sorry still stuff such sure take taken team tell ten than thank thanks
that the their them then there these they thing things think this those time times to today tomorrow tonight too
tried try trying two ugh until up us use used using very wait waiting want was way we week weeks well went were what
when where which while who why will wish with without wonder wont work would year years yes yesterday yet you your
yours account accounts
"""
_ARABIC = """
في من على إلى الى عن مع هذا هذه ذلك التي الذي ما ماذا لماذا متى كيف اين أين هل لا لم لن ليس قد كان كانت يكون انا أنا
نحن انتم أنتم هو هي هم كل بعض اي أي أو او ثم حتى منذ بعد قبل عند اليوم امس أمس غدا الان الآن ساعة ساعات يوم ايام أيام
شكرا مرحبا السلام عليكم لو سمحت سمحتم رجاء أرجو ارجو يرجى البنك بنك حساب حسابي عندي عندكم لدي لديكم انه أنه إن ان أن
لكن فقط جدا ايضا أيضا مرة مشكلة المشكلة خدمة الخدمة عميل العملاء مساعدة المساعدة ممكن يمكن احد أحد شيء شي صار وش ايش ليش
وين مو مش غير بدون المال فلوس نقود
"""


def _folded(words: str) -> frozenset[str]:
    folded = {bare(word.forms[0]) for word in read(words)}
    return frozenset(
        folded | {word.removesuffix("s") for word in folded if word.isascii() and len(word) > 3}
    )


COMMON = _folded(_ENGLISH) | _folded(_ARABIC)
