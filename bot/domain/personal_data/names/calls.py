"""What leads to a phone number: "call me on", "mi número", "رقم جوالي"."""

CALLS = """
liga | ligar | ligue | ligo | ligar para | ligamos para | chama | me chama | chame | nipigie | nipigieni | piga |
llamen | llama | llamad | llamadme | llamar | llámeme | rappelez | rappelez-moi | rappelle-moi | appeler au |
chiamatemi | chiamami | chiamate | richiamatemi | dzwońcie | zadzwońcie | tel. | oddzwońcie | arayın | arayin |
ulaşın | bel mij op | bellen op | rufen sie | rufen sie an | anrufen unter | erreichbar unter | unter der | whats
app | phone me | ring me on | text me | my num | my no | cell no | call back | callback | reach us on | reach me at
| اتصل | اتصلو | اتصال | كلموني | كلمني | كلمونى | سنتصل بك على | نتصل بك | تواصلوا | تواصل معي | دقوا علي | نمرتي |
نمرة | فونى | واتسابي | على الرقم | الرقم | call | call me on | ring | phone | mobile | mob | tel | text | whatsapp
| cell | contact | number is | reach me on | ph | ph no | phone no | phone number | mobile number | mobile no |
contact no | contact number | cellphone | telephone | landline | my number | wa | جوالي | جوال | رقمي | هاتفي | هاتف
| تليفون | موبايل | موبايلي | واتساب | اتصلوا | تواصل | رقم الهاتف | تلفون | تلفوني | نقال | تليفوني | رقم جوالي |
رقم موبايلي | رقم هاتفي | رقم تلفوني | الواتس | واتس | téléphone | portable | appelez | appelez-moi | tél | gsm |
mon numéro | joignable au | teléfono | móvil | llámame | llámenme | celular | cel | fono | wsp | whats | mi número |
telefone | telemóvel | fone | zap | meu número | handy | handynummer | telefon | telefonnummer | mobil | mobilnummer
| rufnummer | rückruf | telefoon | telefoonnummer | mobiel | bel me | cellulare | telefono | numero di telefono |
mio numero | cell. | komórka | numer telefonu | telefonu | cep | cebim | telefonum | numaram | cep telefonum | hp |
no hp | nomor hp | no telp | no wa | nomor wa | ponsel | no tel | nombor telefon | simu | namba ya simu | namba
yangu | telefonnumret | puhelin | puhelinnumero | телефон | номер телефона | тел | мой номер | मोबाइल | फोन | मोबाइल
नंबर | फोन नंबर | فون نمبر | موبائل | موبائل نمبر | فون | شماره | موبایل | τηλέφωνο | κινητό | τηλ | 电话 | 手机 | 手机号 |
電話 | 电话号码 | 전화 | 전화번호 | 핸드폰 | เบอร์ | โทร | เบอร์โทร
| số điện thoại | sđt | telefonszám | číslo telefonu | טלפון |
נייד | ফোন | মোবাইল
"""
