"""Wordings by the lists: what is told of a customer, promised, owned up to, doubted, offered, and left to fill in."""

import pytest

from tests.domain.gate.labelled import problems


def _codes(text: str) -> set[str]:
    return {problem.code for problem in problems(text)}


def _stopped(text: str) -> set[str]:
    return {problem.code for problem in problems(text) if problem.blocking}


@pytest.mark.parametrize(
    "text",
    [
        "You can check the balance of your account in the app.",
        "يمكنكم متابعة رصيدكم عبر التطبيق.",
        "Vous pouvez consulter le solde du compte à toute heure.",
        "Puedes ver el saldo de tu cuenta desde casa.",
        "Ihren Kontostand können Sie in der App abrufen.",
        "Pode acompanhar o saldo da conta na app.",
        "You can see your balance in the app.",
        "Den Kontostand sehen Sie in der App.",
        "You can see in the app how much is left.",
        "El saldo de la cuenta se consulta en la app.",
    ],
)
def test_where_customers_see_it_for_themselves_no_fact_is_told(text: str) -> None:
    assert _stopped(text) == set()


def test_a_fact_with_a_figure_is_one_wherever_it_may_be_seen() -> None:
    assert "customer_fact" in _stopped("You can see that your balance is 240 pounds overdrawn.")
    assert "customer_fact" in _stopped("You can see it in the app. Your balance is very low.")


@pytest.mark.parametrize(
    "text",
    [
        "Your loan was rejected, and you can check the balance in the app.",
        "We blocked your card after a purchase in Madrid, you can see your balance in the app",
        "Your application was declined, you can see why in the app.",
        "You can see in the app that your loan was rejected.",
        "Ihr Konto ist gesperrt, den Kontostand sehen Sie in der App",
        "Votre carte a été refusée, vous pouvez voir le solde dans l'application.",
        "Su tarjeta fue rechazada, puede ver el saldo en la app.",
        "O seu cartão foi recusado, pode ver o saldo na app.",
        "بطاقتك مرفوضة، ويمكنك الاطلاع على الرصيد في التطبيق.",
    ],
)
def test_a_fact_beside_what_customers_see_for_themselves_is_one(text: str) -> None:
    assert "customer_fact" in _stopped(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please leave out card numbers when you write to us.",
        "راسلنا دون بيانات بطاقتك.",
        "Omita los datos de su tarjeta, por favor.",
        "Qual era a agência?",
        "إذا طلب أحد كلمة المرور فأخبرنا.",
        "Behalten Sie die PIN für sich und verschicken Sie sie nicht.",
    ],
)
def test_what_is_to_be_left_out_or_is_asked_by_others_is_not_stopped(text: str) -> None:
    assert _stopped(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Quel code était dans notre texto ?",
        "¿Qué código traía el mensaje?",
        "Welcher Code kam per Nachricht?",
        "Qual código chegou na mensagem?",
        "أي رمز كان في الرسالة؟",
    ],
)
def test_what_a_message_of_ours_held_is_a_code(text: str) -> None:
    assert "asks_secret" in _stopped(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hello [first name], thanks.",
        "Hi {{name}}!",
        "TO-DO: add the link",
        "Thank you.\nTODO ask the team",
        "<add reason here>",
        "We close on [DATE].",
        "نعتذر يا [اسم العميل].",
        "Open until XXXX on weekdays.",
        "TBC: opening hours",
    ],
)
def test_what_was_left_to_fill_in_is_pointed_out(text: str) -> None:
    assert "internal_words" in _codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "gracias por todo lo que nos cuenta.".upper(),
        "Never share more than your card ending XXXX 1234.",
        "It is printed as XXXX XXXX XXXX 1234 on the front.",
        "Press [Settings] then [Cards].",
        "The new opening hours are TBC.",
    ],
)
def test_plain_words_are_nothing_left_to_fill_in(text: str) -> None:
    assert "internal_words" not in _codes(text)


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (
            "promise",
            [
                "We will waive the charge for you.",
                "سنلغي العمولة عنك.",
                "Nous supprimons les frais.",
                "Te quitamos la comisión.",
                "Wir erlassen Ihnen die Gebühr.",
                "Anulamos a tarifa.",
            ],
        ),
        (
            "tone",
            [
                "Do you expect us to accept that?",
                "قصتك غريبة جدا.",
                "Êtes-vous tout à fait certain de cela ?",
                "¿Pretende que lo creamos?",
                "Sind Sie sich da sicher?",
                "A sua versão não bate certo.",
            ],
        ),
        (
            "admission",
            [
                "The branch was to blame.",
                "تسربت بيانات العملاء.",
                "La banque est seule responsable.",
                "Hubo una filtración de datos de clientes.",
                "Kundendaten wurden gestohlen.",
                "Houve um vazamento de dados.",
            ],
        ),
        (
            "internal_words",
            [
                "This customer is a complainer.",
                "هذا العميل مزعج.",
                "Cliente difficile, à surveiller.",
                "Este cliente es conflictivo.",
                "Der Kunde gilt als schwierig.",
                "O cliente é problemático.",
            ],
        ),
        (
            "product_words",
            [
                "House prices never fall.",
                "الذهب دائما مضمون ويزيد كل سنة.",
                "La bourse monte toujours, placez votre épargne en actions.",
                "La bolsa siempre sube.",
                "Gold steigt immer, investieren Sie Ihr Geld in Gold.",
                "O ouro sempre sobe.",
            ],
        ),
    ],
)
def test_a_kind_is_heard_in_every_language(kind: str, texts: list[str]) -> None:
    assert [text for text in texts if kind not in _codes(text)] == []
