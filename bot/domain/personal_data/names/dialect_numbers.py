"""More names for cards, accounts and numbers, and for what only sounds like them: dialects, endings, shortened words."""

DIALECT_NUMBERS = """
= card_code
en: three numbers at the back | three numbers on the reverse | digits on back | number at the back | cvv on the back
en: last three on the back | last 3 on the back | three on the back | 3 on the back | numbers on back | cvv code is
en: signature digits
fr: code au dos | 3 chiffres au dos | trois chiffres au dos | code de sécurité? | code à 3 chiffres | pictogramme visuel
fr: cryptogramme visuel | crypto | code derrière | chiffres au dos | numéro au dos | chiffres derrière
es: por detrás? | detrás? | detras? | código de atrás | números de atrás | tres números de atrás
es: tres dígitos de atrás | dígitos del reverso | clave de atrás
es: números del reverso | tres números del reverso | código del reverso | los tres de atrás | cód seguridad
es: cod de seguridad
de: hinten? | hinten drauf? | prüfziffer | kartenprüfnummer | prüfcode | kpn | dreistellige nummer
de: nummer auf der rückseite | code hinten
de: drei ziffern hinten | drei zahlen hinten | ziffern auf der rückseite | code auf der rückseite | kartenprüfziffer
pt: atrás? | código de trás | número de trás | três dígitos atrás | código atrás | dígitos do verso
pt: três números atrás | cod seg
pt: código do verso | três dígitos de trás | números do verso | números atrás
it: dietro? | numero sul retro | codice dietro | tre numeri dietro | tre cifre dietro | numeri dietro | numero dietro
it: cod sicurezza
nl: drie cijfers achterop | cijfers achterop | veiligheidscode | controlecijfers | code achterop | 3 cijfers achterop
pl: z tyłu? | trzy cyfry z tyłu | kod z tyłu | kod cvv2 | cyfry z tyłu | kod bezpieczeństwa | 3 cyfry z tyłu | kodem cvv
tr: arkasında? | arkada? | arka yüzdeki kod | arkadaki üç hane | arkadaki 3 hane | cvv2 kodu | arkasındaki kod
tr: arkasındaki 3 rakam | arkadaki kod
ar: الرقم اللي ورا | الارقام اللي ورا الكارت | الكود اللي ورا | الرمز الخلفي | الرقم الخلفي | ٣ ارقام ورا | ال cvv
ar: السي في سي | الارقام اللي خلف البطاقة | الرقم اللي خلف البطاقة | ثلاث ارقام ورا | تلات ارقام ورا الكارت
ar: الكود الخلفي
hi: सीवीवी नंबर | सी वी वी | peeche ka code | peeche wala number | peeche ke 3 number | cvv hai | सीवीसी | पीछे का कोड
ur: سی وی وی | سی وی سی | سی وی وی نمبر | سیکیورٹی کوڈ? | پیچھے والا کوڈ | پیچھے کا نمبر | پیچھے تین نمبر
sw: nambari tatu za nyuma | namba tatu za nyuma | msimbo wa usalama | namba za nyuma | nambari za nyuma | cvv yangu

= expiry
en: exp is | expirydate | exp. date | expires? | valid upto | valid up to | good until? | exp month
fr: fin de validité | date d'exp | expirant | exp.
es: fecha exp | expira | expira en | fecha de expiración | venc. | cad.
de: gilt bis | läuft bis | gült. bis | verfällt | ablaufend
pt: expira | expira em | vence | validade até | valid
it: scad. | valida fino a? | scadente | in scadenza
nl: geldig t/m | geldig tot en met | verloopt op | verloopt
pl: ważność | termin ważności | wygasa | ważna? | do kiedy ważna | ważny do
tr: son kul | son kullanım | geçerlilik tarihi | son kul. tar. | geçerlilik süresi | son kullanma tar
ar: الصلاحية | بتخلص | بتنتهي | بتنتهي في | تنتهي صلاحيتها | تاريخ الصلاحيه | لحد | صالحه حتى | تاريخ انتهائها
hi: एक्सपायरी | वैध | समाप्ति | समाप्ति तिथि | expiry hai | वैधता
ur: میعاد | میعاد ختم | تاریخ تنسیخ | ایکسپائری | ختم ہونے کی تاریخ
sw: inaisha | mwisho wa matumizi | tarehe ya kuisha | muda wa kuisha | inaisha muda

= card
hi: card ka number | mera card | कार्ड नम्बर | एटीएम कार्ड | atm card number
ur: میرا کارڈ | اے ٹی ایم کارڈ | کریڈٹ کارڈ | کارڈ کا نمبر
sw: namba ya kadi | nambari ya kadi | kadi yangu namba | kadi ya benki
ar: رقم الفيزا بتاعتي | الكارت بتاعي | لاكارط | الكارطة | بطاقتي البنكية | رقم البطاقه البنكيه

= account
en: acc nr. | a/c numb | bank ac no | acc nmbr | accountnumber | account n° | ac num | acctno | a/cno | accno
fr: n° cpt | n° de cpt | cpt | numéro de rib | rib n° | compte numero
es: n de cuenta | número de mi cuenta | cta nº | cta no | cta número | cuenta de cheques | cuenta núm
de: kto nummer | kontonummer lautet
pt: nº conta | n. da conta | conta poupanca | conta-poupança | conta nr
it: cc numero | c/c numero | nr conto | nr. conto | conto nr | numero c/c | n° c/c
nl: rekening nummer | rekeningnummer is | rekeningnr.
pl: konto numer | konto nr | nr rach | nr rachunku bankowego | numer mojego konta | numer rachunku bankowego
tr: hesap numaramız | hesabımın no | hesap numara | hesap no'm | hesabımın numarasi
ar: رقم الكونط | رقم الكونت | الكونت رقم | رقم الحساب بتاعي | رقم حسابى | حسابي بالبنك رقم | نمرة الحساب | نمرة حسابي
hi: khate ka number | mera khata number | khata sankhya | खाते का नंबर | खाता नम्बर | account no hai
hi: mera account number
ur: اکاؤنٹ نمبر میرا | کھاتے کا نمبر | بینک اکاؤنٹ کا نمبر | میرا اکاؤنٹ نمبر
sw: namba ya akaunti | akaunti namba yangu | akaunti yangu namba | akaunti yangu nambari | namba yangu ya akaunti
sw: acc namba
sw: acc yangu

= sort_code
en: sort-code is | sorting code number | s/code | sort no | sort number | srtcode | sc no
ar: كود الفرز البنكي | رمز فرز

= bank_code
en: bank routing | routing numb | rtn no | aba # | aba code | transit # | inst no | inst | inst. | branch cd | bank code no
en: bank branch code
en: ifsc-code | ifsccode | neft code | branch ifsc | micr no | universal branch
fr: code de banque | code du guichet | transit no | n° de transit
es: número de ruta | número de enrutamiento | código de la sucursal | código banco | código bancario
es: entidad y sucursal
de: bank-leitzahl | clearing-nummer | bc-nummer | bc-nr
pt: ag nº | agência número | agencia nº | nº agência | cód. agência | código da agência | agencia numero
it: codice filiale | abi e cab | cod. abi | cod. cab
nl: banknummer? | filiaalnummer
pl: numer rozliczeniowy | numer rozliczeniowy banku
tr: şube kodum | şube numarası | banka kodu
ar: رمز البنك | كود البنك | رقم التوجيه | رمز التوجيه
hi: आईएफएससी नंबर | ifsc hai | आइएफएससी | ब्रांच कोड
ur: برانچ کوڈ | بینک کوڈ
sw: namba ya tawi | msimbo wa tawi | msimbo wa benki

= customer_number
en: cust. no | cust. no. | custno | custid | customerid | customer nr | customer no is | banking customer number
en: client nr
en: client ref | member nr | cust identification | customer numb | customer n° | cif. no | cif id no | online user id
fr: numéro de contrat | n° abonné | n° d'abonné | n° client internet | numéro d'identification | id. client | num client
es: n° cliente | nro cliente | num cliente | num. de cliente | número de contrato | nº cliente | código de usuario
de: kunden nummer lautet | kundnr | kunden-nummer | kd nr | kd. nr. | verfügernr | vertragsnr | anmeldenummer
pt: nº do cliente | n° cliente | num cliente | cód. cliente | cod cliente | nº de contrato | nº de adesão | cliente nº
it: cod. cliente | n. cliente | numero di cliente | nr cliente | cod cliente | cliente n.
nl: klantnr. | klant nr | klantennummer | cliëntnummer | relatienr
pl: nr klienta banku | id klienta | nr. klienta | numer mojego klienta | numer cif
tr: müşteri numarasi | müşteri numarası benim | müşteri kodu | müşteri kodum | müsteri no | musteri no | musteri numaram
ar: رقم العميل بتاعي | رقم عميلي | رقم الكلاينت | كود العميل بتاعي | رقم الزبون تبعي | نمرة العميل | رقم العميل حقي
hi: customer id hai | cif number hai | ग्राहक नंबर | कस्टमर नंबर | मेरी ग्राहक संख्या | customer number hai
ur: کسٹمر نمبر میرا | کسٹمر آئی ڈی نمبر | صارف آئی ڈی
sw: namba ya mteja | nambari yangu ya mteja | namba yangu ya mteja | id ya mteja

= national_id
en: id nr | i.d. number | i.d. no | idno | nat ins | nat. ins. no | nat ins number | ni num | n.i. number | n.i. no
en: pps no is
en: social sec number | social sec no | s.s.n. | ssn is | national id no | nid is | id card no | id document number
fr: numéro de carte nationale | n° carte nationale | numéro national d'identité | numéro insee | n° insee
fr: carte nationale n°
es: dni nº | dni número | nº dni | n° dni | nie nº | cédula nº | cedula numero | número de identificación | nro dni
de: sozialvers.-nr | steueridnr | sv nr | svnr. | personal-ausweis | versicherungsnummer
pt: nº cpf | cpf nº | cpf número | nº do bi | nº contribuinte | nif nº | número do bi
it: cod.fiscale | cod. fisc. | codice fisc | codice fiscale è | carta d'identità n | c.i. n
nl: bsn is | bsn nr | id nummer | paspoort nr | identiteitskaartnummer
pl: nr dowodu osobistego | numer dowodu osobistego | mój pesel | pesel to
tr: t.c. no | tc kimliğim | kimlik numaram şu | tc kimlik nom | t.c. kimlik numaram | tc kimlik numaramız
ar: رقم البطاقة القومي | رقم القومي | الرقم القومى | رقم بطاقتي الوطنية | لاكارط ناسيونال | رقم الكارط ناسيونال
ar: رقم الهويه حقي
ar: رقم البطاقة الوطنية للتعريف | رقم هويتى | رقم مدنيتي | الرقم المدني حقي | رقم اقامتى | رقم البطاقه المدنيه
hi: aadhaar card number | aadhar ka number | pan card hai | पैन कार्ड नंबर | आधार नम्बर | mera aadhaar | mera aadhar
ur: شناختی کارڈ کا نمبر | آئی ڈی کارڈ نمبر | cnic number hai | میرا شناختی کارڈ
sw: namba ya kitambulisho | nambari yangu ya kitambulisho | namba yangu ya nida | nambari ya kitambulisho changu
sw: kitambulisho namba | kitambulisho nambari

= wallet
en: btc addr | crypto addr | wallet addr | eth addr | usdt addr | coin address | coin wallet | metamask
en: metamask address
fr: adresse crypto | adresse usdt | portefeuille btc | adresse ethereum
es: dirección cripto | dirección usdt | billetera cripto | dirección de bitcoin | billetera usdt
de: krypto-adresse | kryptoadresse | krypto-wallet | wallet adresse
pt: endereço bitcoin | endereço da wallet | carteira cripto | endereço usdt
it: indirizzo bitcoin | indirizzo del wallet | portafoglio crypto | indirizzo btc
nl: walletadres | bitcoinadres | wallet-adres
pl: adres btc | adres kryptowalut | portfel krypto
tr: cüzdan adresim | kripto cüzdan | kripto adresi | btc adresi | usdt adresi
ar: عنوان البيتكوين | محفظة بيتكوين | محفظة usdt | عنوان المحفظه | عنوان التحويل?

= upi
hi: upi id meri | meri upi id | यूपीआई पता | upi pe | upi par | upi handle hai

= nothing
en: awb | consignment | waybill | pnr | eticket | e-ticket | order # | ticket # | case # | ref # | ref. | ref no.
en: sku | imei
en: isbn | vin number | gate | platform | seat | room | queue number | queue ticket | token number | counter | version
en: build
en: card reader code | reader code | firmware | error | part number | model | voucher | discount | survey code
en: coupon | barcode number | parcel number
en: consignment number | docket | job number | work order | lottery | raffle | ticket id | payment ref
en: payment reference
fr: numéro de suivi | n° de suivi | n° de commande | numéro de commande | n° de dossier | numéro de dossier | vol
fr: ticket n°
fr: numéro de réclamation | code erreur | code promo | code postal | version
es: número de pedido | nº de pedido | número de caso | número de reclamo | nº de reclamo | reclamo | folio | turno
es: vuelo
es: número de seguimiento | guía | código de error | código postal | código promocional | número de folio | ticket
de: sendungsnr | sendung | bestellung | bestellnr | vorgang | vorgangsnummer | ticketnummer | flug | buchungsnummer
de: fehlercode | postleitzahl | plz | aktionscode | gutscheincode | wartenummer
pt: nº do pedido | encomenda | pedido nº | voo | chamado | número do chamado | nº de protocolo | reclamação nº
pt: código postal | código promocional | senha de atendimento | senha da fila
it: ordine | pratica | numero pratica | spedizione | tracking n | volo | reclamo | codice ordine | segnalazione
nl: bestelling | bestelnummer | vlucht | klachtnummer | zaaknr | postcode | trackingnummer
pl: zamówienie | nr zamówienia | numer zamówienia | zgłoszenie | nr zgłoszenia | przesyłka | numer przesyłki | lot?
pl: reklamacja
tr: sipariş | sipariş numarası | kargo | kargo takip | takip no | takip numarası | başvuru | şikayet no
tr: şikayet numarası
tr: uçuş | sıra numarası | talep no
ar: رقم الطلب | رقم الشحنة | رقم التذكرة | رقم البلاغ | رقم الشكوى | رقم الرحلة | رحلة | رقم المعاملة | رقم العملية
ar: رقم الدور
ar: رقم الحجز | الشحنة | رقم التتبع | رقم المرجع | رقم الفاتورة | كود الخصم | كود خصم | الرمز البريدي
hi: शिकायत संख्या | शिकायत नंबर | टिकट नंबर | order number hai | complaint number | token no
ur: شکایت نمبر | ٹکٹ نمبر | آرڈر نمبر | حوالہ نمبر
sw: namba ya oda | tiketi namba | namba ya malalamiko | oda namba | tiketi
"""
