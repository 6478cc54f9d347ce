"""What people call their cards, and what stands on them."""

CARDS = """
= card_code
en: security number | reverse side number | number on the reverse | card verification number | verification value
ar: رقم الحماية | ثلاث خانات | ثلاث خانات خلف البطاقة | رمز خلف البطاقة | رمز خلف الفيزا | الرقم خلف الفيزا | رمز التحقق cvv
fr: trois chiffres | 3 chiffres
en: 3-digit security number | 3 digit security number | 3 digit security code | 3-digit security code
en: three digit security code | signature strip number | number on the signature strip | digits on the signature strip
en: number next to the signature | number by the signature | digits next to the signature | digits by the signature
en: back of my card? | cvv3 | cw? | cvv numbers | cvc number | three numbers by the signature
ar: السي في في | سي في في | رقم cvv | الارقام ورا البطاقة | الرقم ورا البطاقة | ٣ ارقام خلف البطاقة
en: sec code | back code | 3 digit number | three digit number | card security | card security number
en: code? | back? | security? | sec? | last three digits | code on the reverse | reverse | cvv/cvc | cvc/cvv
en: cvv2/cvc2
es: reverso? | atrás? | atras? | código?
fr: au dos | dos? | code?
de: rückseite | code?
pt: verso | código?
it: retro | codice?
ar: الكود? | الرمز? | خلف البطاقة | خلفها? | الخلف?
en: cvv | cvv2 | cvc | cvc2 | cvn | csc | cid | c.v.v | card security code | security code | card verification code
en: card code | cvv code | cvv number | cvc code | card verification value | security number on the back
en: digits on the back | 3 digits on the back | three digits on the back | three digits | 3 digits on back
en: 3 digit code | three digit code | numbers on the back | 4 digits on the front | last 3 digits on the back
en: code on the back | number on the back | cvv no | 3 digits at the back | three numbers on the back | 3-digit code
en: back of the card? | digits at the back | security digits | secure code | code on back | 3 digits
ar: رمز الامان | كود الامان | الارقام الثلاثة | رقم الامان | رمز الحماية | ثلاث ارقام | الارقام خلف البطاقة
ar: رمز التحقق من البطاقة | الرقم خلف البطاقة | ثلاثة ارقام خلف البطاقة | رمز cvv | كود cvv | الرقم الثلاثي
ar: الثلاث ارقام | ثلاث ارقام خلف البطاقة
fr: cryptogramme | cryptogramme visuel | code de sécurité | code cvv | 3 chiffres au dos | trois chiffres au dos
fr: code au dos | crypto?
es: código de seguridad | código cvv | tres dígitos del reverso | 3 dígitos del reverso | tres números de atrás
es: los 3 dígitos de atrás | clave de seguridad | números de atrás | código de atrás
de: prüfnummer | kartenprüfnummer | prüfziffer | kartenprüfziffer | sicherheitscode | kartenprüfwert | cvv-code
de: cvc-code | cvc-nummer
pt: código de segurança | três dígitos do verso | 3 dígitos do verso | código do verso | três números do verso
it: codice di sicurezza | codice cvv | codice sul retro | tre cifre sul retro
nl: beveiligingscode | kod cvv | kod cvc | kod zabezpieczający | güvenlik kodu | cvv kodu | güvenlik kodum | kode cvv
sv: cvv-kod | säkerhetskod | sikkerhetskode | cvc-koodi | код cvv | код безопасности | cvv код | cvv2 код
sv: kontrolcifre | turvakoodi
zh: 安全码 | cvv码 | セキュリティコード | 보안코드 | सीवीवी

= expiry
en: date? | valid? | thru | through? | good till | good until | expires in | expires end of | dated? | ends?
en: until? | till?
es: fecha? | hasta? | vigencia | val. hasta
fr: fin? | date? | jusqu'au | valide | valide jusqu'au
de: bis? | gültig bis ende | ablauf datum
pt: até? | val | valida ate
it: fino a? | fino al? | valida
ar: تاريخ? | الانتهاء | صلاحيتها | انتهاءها | لغاية? | حتى? | تنتهي بتاريخ
en: exp | exp. | exp date | expiry | expiry date | expiration | expiration date | expires | expires end | valid thru
en: valid through | valid to | valid until | good thru | good through | exp dt | ex date | expires on | expiring
en: valid till | exp mm/yy | mm/yy | expire | e/d | val? | valid from? | vto
ar: تاريخ الانتهاء | تاريخ انتهاء البطاقة | انتهاء | صالحة حتى | تاريخ الصلاحية | صالحه لغاية | تنتهي | تنتهي في
ar: ينتهي | انتهاء البطاقة | صلاحية
fr: date d'expiration | expire le | expire fin | valable jusqu'au | validité | date de validité | expire en | exp fin
es: caducidad | vencimiento | fecha de vencimiento | fecha de caducidad | vence | caduca | válida hasta | vto.
es: caduca en | vence el | venc
de: gültig bis | ablaufdatum | verfallsdatum | gültig | ablauf | verfall | gültigkeit | läuft ab | verf
pt: validade | data de validade | vencimento | vence em | válido até | val. | data de vencimento
it: scadenza | scade | data di scadenza | valida fino | scad | vervaldatum | geldig tot | vervalt | ważna do
it: data ważności | geçerlilik
tr: son kullanma tarihi | son kullanma | skt | geçerlilik tarihi | berlaku sampai | tarikh luput | masa berlaku
tr: giltig till | giltighetstid | utløpsdato
ru: срок действия | действует до | действительна до | λήξη | udløb | udløbsdato | gyldig til | voimassa | 有效期
ru: 有効期限
ru: 유효기간 | lejárat | platnost do

= card
en: card | cards | card number | card no | card no. | card num | card nr | card # | debit card | credit card
en: debit card number | credit card number | long number | long card number | card details | 16 digit number
en: 16 digits | 16-digit number | atm card | visa | mastercard | amex | american express | maestro | rupay | discover?
en: prepaid card | prepaid | long number on my card | pan number? | travel card | gift card | visa card | visa debit
en: master card | debit? | credit card no | crd | crad | ccard | cc | card ending?
ar: بطاقة | البطاقة | بطاقتي | رقم البطاقة | رقم بطاقتي | كرت | الكرت | الفيزا | فيزا | ماستر كارد | ماستركارد | مدى
ar: بطاقة مدى | كارت | الكارت | كارتي | كرتي | بطاقة الصراف | رقم الفيزا | كرت الصراف | بطاقة ائتمان | رقم الكارت
ar: ميزة | رقم الكرت
fr: carte | ma carte | numéro de carte | carte bancaire | carte bleue | cb | n° de carte | carte de crédit
fr: carte de débit | carte visa | no de carte
es: tarjeta | número de tarjeta | tarjeta de crédito | tarjeta de débito | plástico? | nº de tarjeta | tarjeta número
es: tarj | tarjetas
de: karte | kartennummer | kreditkarte | kreditkartennummer | girocard | ec-karte | ec karte | bankkarte
de: kreditkartennr | kartennr | debitkarte | girokarte
pt: cartão | cartao | número do cartão | cartão de crédito | cartão de débito | cartões | nº do cartão
it: carta | numero carta | numero di carta | carta di credito | bancomat | carta di debito | numero della carta
it: postepay | carta prepagata
nl: kaart | kaartnummer | pas? | pasnummer | betaalpas | bankpas | creditcard | creditcardnummer | creditkaart
nl: bankkaart
pl: karta | karty | kartą | kartę | numer karty | nr karty | karta kredytowa | kartę kredytową | karta debetowa
pl: kartą debetową
tr: kart | kartım | kart numarası | kart numaram | kredi kartı | kredi kartım | banka kartım | kart no | kartımın
tr: kartımı | banka kartı | kartı
hi: कार्ड | कार्ड नंबर | क्रेडिट कार्ड | डेबिट कार्ड | کارڈ | کارڈ نمبر | ڈیبٹ کارڈ
id: kartu | kartu kredit | kartu debit | nomor kartu | kad | nombor kad | kad kredit | kad debit | no kartu | no kad
id: kadi | kadi yangu
sv: kort? | kortet | kortnummer | kortnr | kreditkort | bankkort | luottokortti | pankkikortti | kortin numero
sv: betalkort | kortti | kortit | dankort
ru: карта | карты | карту | картой | номер карты | картка | картки | номер картки | κάρτα | αριθμός κάρτας
ru: кредитная карта | карте | кредитка
ro: cardul | card bancar | numărul cardului | číslo karty | kártya | kártyaszám | bankkártya | kreditna kartica
ro: kartica | cardului | kártyám | platební karta
zh: 卡号 | 卡號 | 银行卡 | 信用卡 | カード番号 | クレジットカード | 카드번호 | 카드 번호 | หมายเลขบัตร | บัตรเครดิต
zh: บัตร | mã thẻ | 카드
fa: شماره کارت | کارت | כרטיס | מספר כרטיס | כרטיס אשראי | কার্ড | কার্ড নম্বর
"""
