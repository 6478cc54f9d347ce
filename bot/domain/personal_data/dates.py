"""Dates as people write that of their birth: in figures of any order, with the month's name, Hijri; and a card's."""

from bot.domain.personal_data.folding import fold, lowered
from bot.domain.personal_data.phrase_trie import pattern_of

_MONTHS = """
january jan february feb march mar april apr may june jun july jul august aug september sept sep october oct november
nov december dec
janvier janv fevrier fevr avril mai juin juillet juil aout septembre octobre novembre decembre
enero ene febrero marzo abril abr mayo junio julio agosto ago septiembre setiembre octubre noviembre diciembre dic
januar jänner februar märz maerz juni juli oktober okt dezember dez
janeiro fevereiro fev março abril maio mai junho julho setembro set outubro out novembro dezembro
gennaio gen febbraio marzo aprile maggio mag giugno giu luglio lug settembre ottobre ott dicembre
januari februari maart mrt mei augustus
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
januari februari maret mei juni juli agustus oktober nopember desember mac ogos disember
januar februar mars maj augusti oktober desember tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta
heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie
ledna února března dubna května června července srpna září října listopadu prosince
január február március április május június július augusztus szeptember október november december
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
يناير فبراير مارس ابريل مايو يونيو يونيه يوليو يوليه اغسطس سبتمبر اكتوبر نوفمبر ديسمبر
جانفي فيفري افريل ماي جوان جويلية اوت شباط اذار نيسان ايار حزيران تموز اب ايلول
محرم صفر ربيع رجب شعبان رمضان شوال رمضان
muharram safar rajab shaban ramadan shawwal
"""
_MORE = (
    "كانون الثاني|كانون الاول|تشرين الاول|تشرين الثاني|ربيع الاول|ربيع الثاني|جمادى الاولى|"
    "جمادى الاخرة|ذو القعدة|ذو الحجة|ذي الحجة|rabi al awwal|dhu al hijjah"
)
_MONTH = pattern_of({lowered(fold(name).text) for name in [*_MONTHS.split(), *_MORE.split("|")]})
_KOREAN = [fold(sign).text for sign in "년월일"]
_DAY = r"(?:[0-3]?[0-9])"
_YEAR = r"(?:(?:1[2-9]|20)[0-9]{2}|'?[0-9]{2})"
_LONG_YEAR = r"(?:1[2-9]|20)[0-9]{2}"
_OF = r"(?:st|nd|rd|th|er|º|o|\.)?[ ,\-/.]{0,2}(?:(?:of|de|du|del|van|من|شهر) {1,2})?"
_GAP = r" {0,2}[./\-] {0,2}"
_ENDS = r"(?:(?![0-9A-Za-z])|(?= ?(?:h|ah|g)\b))(?: {0,1}(?:هـ|ه|ah|h|م)(?!\w))?"

DATE = (
    rf"(?<![0-9])(?:(?:{_DAY}{_GAP}[01]?[0-9]|[01]?[0-9]{_GAP}{_DAY}){_GAP}{_YEAR}"
    rf"|{_LONG_YEAR}{_GAP}[01]?[0-9]{_GAP}{_DAY}"
    rf"|{_DAY}{_OF}{_MONTH}\.?[ ,\-/.]{{0,2}}(?:(?:de|del|of|سنة|عام) {{1,2}})?{_YEAR}"
    rf"|{_MONTH}\.?[ \-]{{0,2}}{_DAY}(?:st|nd|rd|th)?[ ,\-/.]{{0,3}}{_YEAR}"
    rf"|{_LONG_YEAR}[ ,\-/.]{{0,2}}{_MONTH}[ ,\-/.]{{0,2}}{_DAY}"
    rf"|{_DAY} {{1,2}}[01]?[0-9] {{1,2}}{_YEAR}|{_LONG_YEAR} [01][0-9] {_DAY}"
    rf"|[0-3][0-9][01][0-9](?:19|20)[0-9]{{2}}|(?:19|20)[0-9]{{2}}[01][0-9][0-3][0-9]|[0-3][0-9][01][0-9]{{3}}"
    rf"|{_LONG_YEAR} ?年 ?[01]?[0-9] ?月 ?{_DAY} ?日?"
    rf"|{_LONG_YEAR} ?{_KOREAN[0]} ?[01]?[0-9] ?{_KOREAN[1]} ?{_DAY} ?(?:{_KOREAN[2]})?)" + _ENDS
)
MONTH_AND_YEAR = (
    rf"(?<![0-9])(?:(?:0?[1-9]|1[0-2]) {{0,2}}[/\-.|] {{0,2}}(?:20)?[2-4][0-9]|(?:0[1-9]|1[0-2]) ?(?:20)?[2-4][0-9]"
    rf"|20[2-4][0-9] {{0,2}}[/\-.] {{0,2}}(?:0?[1-9]|1[0-2])|{_MONTH}\.?[ ,/\-]{{1,2}}(?:of {{1,2}})?(?:20|')?[2-4][0-9])"
    r"(?![0-9A-Za-z]|[/.\-][0-9])"
)
