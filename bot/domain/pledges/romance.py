"""French, Spanish and Portuguese."""

from bot.domain.pledges.tongues import PM, Tongue
from bot.domain.pledges.when import Clock, EndOf, Unit
from bot.domain.records.pledge import Deed

_FR_WILL = r"(?:allons|vais|va|vont) (?:vous )?"

FRENCH = Tongue(
    pledges={
        Deed.CALL: rf"(?:vous )(?:r?appeller|telephoner|joindr)(?:ons|ai|a|ont)|{_FR_WILL}(?:r?appeler|telephoner)",
        Deed.CONTACT: rf"(?:vous )?(?:re)?contacter(?:ons|ai|a|ont)|{_FR_WILL}(?:re)?contacter"
        r"|revien(?:dr)?(?:ons|ai|a|ont) vers vous|reviendr(?:ons|ai|a) vers vous|prendr(?:ons|ai|a) contact",
        Deed.ANSWER: rf"vous repondr(?:ons|ai|a|ont)|{_FR_WILL}repondre|(?:vous )?(?:aurez|recevrez) (?:une"
        rf"|notre|votre) reponse",
        Deed.UPDATE: r"vous (?:tiendr|informer|donner)(?:ons|ai|a|ont)",
        Deed.WRITE: r"vous ecrir(?:ons|ai|a)",
        Deed.SETTLE: r"(?:sera|seront|serez) (?:resolue?s?|reglee?s?|remboursee?s?|creditee?s?|traitee?s?)"
        r"|(?:resoudr|regler|rembourser)(?:ons|ai|a)",
        Deed.SEND: rf"vous enverr(?:ons|ai|a)|{_FR_WILL}envoyer|vous recevrez",
    },
    denied=r"(?:pouvons|peux|pouvons-nous) (?:pas|rien) (?:promettre|garantir)|sans garantie",
    within=r"(?:dans|sous|d'ici|en)(?: les| un delai de| un delai maximum de)?(?: prochaines?"
    r"| prochains?)?(?: maximum)?",
    numbers={
        "une?": 1,
        "deux": 2,
        "trois|quelques": 3,
        "quatre": 4,
        "cinq": 5,
        "six": 6,
        "sept": 7,
        "huit": 8,
        "dix": 10,
        "douze": 12,
        "vingt-quatre": 24,
        "quarante-huit": 48,
    },
    units={
        "minutes?|min": Unit.MINUTE,
        "heures?|h": Unit.HOUR,
        "jours?": Unit.DAY,
        "semaines?": Unit.WEEK,
    },
    working=r"ouvres?|ouvrables?",
    by=r"avant|a|vers|d'ici|jusqu'a|au plus tard a",
    halves={"h(?:eures?)?": ""},
    hours={"midi": 12, "minuit": 24},
    days={"apres-demain": 2, "aujourd'hui|ce (?:matin|soir)|cet apres-midi": 0, "demain": 1},
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ends={
        "fin de (?:la |cette )?journee": EndOf.DAY,
        "fin de (?:la |cette )?semaine|cette semaine": EndOf.WEEK,
        "fin (?:du|de ce) mois|ce mois-ci": EndOf.MONTH,
    },
    parts={"matin|matinee": Clock(12), "apres-midi": Clock(17), "soir|soiree": Clock(21)},
    months=(
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
    ),
)

_ES_YOU = r"(?:le|les|te|os|lo|la)"

SPANISH = Tongue(
    pledges={
        Deed.CALL: rf"{_ES_YOU} (?:llamar|telefonear)(?:emos|e|a|an)|(?:vamos|voy|va) a llamar",
        Deed.CONTACT: r"contactar(?:emos|e|a|an)|(?:nos|me|se) pondr(?:emos|e|a|an) en contacto|vamos a contactar",
        Deed.ANSWER: rf"(?:{_ES_YOU} )?(?:responder|contestar)(?:emos|e|a|an)|(?:tendra|recibira)s? (?:una "
        rf"|nuestra |su )?respuesta",
        Deed.UPDATE: rf"{_ES_YOU} (?:informar|avisar|mantendr|actualizar|dar)(?:emos|e|a|an)",
        Deed.WRITE: rf"{_ES_YOU} escribir(?:emos|e|a)",
        Deed.SETTLE: r"(?:resolver|solucionar|reembolsar|abonar)(?:emos|e|a)|(?:sera|quedara) (?:resuelt"
        r"|reembolsad|abonad|solucionad)[oa]",
        Deed.SEND: rf"(?:{_ES_YOU} )?enviar(?:emos|e|a)|recibiras?",
    },
    denied=r"no (?:podemos|puedo) (?:prometer|garantizar|asegurar)",
    within=r"(?:en|dentro de)(?: el plazo de| un plazo de| un plazo maximo de| menos de| un maximo de)?(?: las"
    r"| los| el| la)?"
    r"(?: proxim[ao]s?)?",
    numbers={
        "una?|un": 1,
        "dos|un par de": 2,
        "tres|unas|unos": 3,
        "cuatro": 4,
        "cinco": 5,
        "seis": 6,
        "siete": 7,
        "ocho": 8,
        "diez": 10,
        "doce": 12,
        "veinticuatro": 24,
        "cuarenta y ocho": 48,
    },
    units={
        "minutos?|min": Unit.MINUTE,
        "horas?|h": Unit.HOUR,
        "dias?": Unit.DAY,
        "semanas?": Unit.WEEK,
    },
    working=r"habil(?:es)?|laborables?|laborales?",
    by=r"antes de(?: las?)?|a las?|hasta las?|sobre las?|como muy tarde a las?",
    halves={
        r"de la manana|a\.?m\.?": "am",
        r"de la tarde|de la noche|p\.?m\.?": PM,
        "h(?:oras)?": "",
    },
    hours={"mediodia": 12, "medianoche": 24},
    days={"pasado manana": 2, "hoy|esta (?:tarde|noche)": 0, "(?<!la )manana": 1},
    weekdays=("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
    ends={
        "(?:fin|final|finales) del? (?:el )?dia": EndOf.DAY,
        "(?:fin|final|finales) de (?:la|esta) semana|esta semana": EndOf.WEEK,
        "(?:fin|final|finales) del? (?:este )?mes|este mes": EndOf.MONTH,
    },
    parts={"por la manana": Clock(12), "tarde": Clock(20), "noche": Clock(22)},
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
)

_PT_WILL = r"(?:vamos|vou|vai)"

PORTUGUESE = Tongue(
    pledges={
        Deed.CALL: rf"(?:ligar|telefonar)(?:emos|ei|a)|(?:ligar|telefonar)-(?:lhe|te|vos)-(?:emos|ei|a)"
        rf"|{_PT_WILL} (?:lhe )?(?:ligar|telefonar)",
        Deed.CONTACT: rf"entrar(?:emos|ei|a) em contac?to|contac?tar(?:emos|ei|a)|{_PT_WILL} (?:contac?tar"
        rf"|entrar em contac?to)",
        Deed.ANSWER: rf"responder(?:emos|ei|a)|{_PT_WILL} (?:lhe )?responder|(?:tera|recebera)s? (?:uma "
        rf"|a nossa )?resposta",
        Deed.UPDATE: rf"(?:informar|avisar|dar)(?:emos|ei|a)|{_PT_WILL} (?:lhe )?(?:informar|avisar|dar)",
        Deed.WRITE: r"escrever(?:emos|ei|a)",
        Deed.SETTLE: rf"(?:resolver|reembolsar|creditar)(?:emos|ei|a)|{_PT_WILL} (?:resolver|reembolsar)"
        rf"|sera (?:resolvid|reembolsad|creditad)[oa]",
        Deed.SEND: rf"enviar(?:emos|ei|a)|{_PT_WILL} (?:lhe )?enviar|recebera",
    },
    denied=r"nao (?:podemos|posso) (?:prometer|garantir|assegurar)",
    within=r"(?:em|dentro de|no prazo de|num prazo de|nas|nos|na)(?: ate| menos de)?(?: proxim[ao]s?)?",
    numbers={
        "uma?": 1,
        "dois|duas": 2,
        "tres|algumas|alguns": 3,
        "quatro": 4,
        "cinco": 5,
        "seis": 6,
        "sete": 7,
        "oito": 8,
        "dez": 10,
        "doze": 12,
        "vinte e quatro": 24,
        "quarenta e oito": 48,
    },
    units={
        "minutos?|min": Unit.MINUTE,
        "horas?|h": Unit.HOUR,
        "dias?": Unit.DAY,
        "semanas?": Unit.WEEK,
    },
    working="util|uteis",
    by=r"ate(?: as?| ao)?|antes d[ao]s?|as|pelas|por volta das",
    halves={"da manha": "am", "da tarde|da noite": PM, "h(?:oras)?": ""},
    hours={"meio-dia": 12, "meia-noite": 24},
    days={"depois de amanha": 2, "hoje|esta (?:tarde|noite|manha)": 0, "amanha": 1},
    weekdays=(
        "segunda(?:-feira)?",
        "terca(?:-feira)?",
        "quarta(?:-feira)?",
        "quinta(?:-feira)?",
        "sexta(?:-feira)?",
        "sabado",
        "domingo",
    ),
    ends={
        "(?:fim|final) do dia": EndOf.DAY,
        "(?:fim|final) d(?:a|esta) semana|esta semana": EndOf.WEEK,
        "(?:fim|final) d(?:o|este) mes|este mes": EndOf.MONTH,
    },
    parts={"manha": Clock(12), "tarde": Clock(19), "noite": Clock(22)},
    months=(
        "janeiro",
        "fevereiro",
        "marco",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ),
)
