"""What people call their accounts, the bank's own numbers for them, wallets; and what only sounds like any of it."""

ACCOUNTS = """
= iban
en: iban | iban number | ايبان | الآيبان | رقم الايبان | الايبان | ايباني | آيباني

= account
en: acount number | accout number | acount no | account nmbr | accnt number | accnt no | acct nbr | account numba
en: account number | account no | account no. | account num | account nr | account # | account id | account numbers
en: acct number | acct no | acct no. | acct # | acct | acct num | acc number | acc no | acc no. | acc num | acc #
en: acc nr | a/c number | a/c no | a/c no. | a/c | a/c num | ac no | ac number | ac no. | acnt no | accnt number
en: account numer | bank account | bank account number | bank acct | savings account | current account
en: checking account | savings account number | current account number | checking account number | salary account
en: salary account number | bank details | bank account no | account no is | nuban | nuban number | a/n | acct nr
en: my account? | account? | my acc? | acc? | ac? | my ac? | clabe | clabe number | loan account | loan account number
en: loan number | mortgage account | mortgage account number | mortgage number | mortgage account no | loan account no
en: loan no | share number | isa account number | building society roll number | roll number | account details
en: business account | joint account | joint account number | sb account | sb a/c | sb account no
en: policy account number | demat account number | account ending? | overdraft account | bsb/acc
en: member account number | my savings? | my checking? | to savings? | to checking? | my chequing?
ar: رقم الحساب | رقم حسابي | رقم حسابنا | حسابي رقم | الحساب رقم | حساب رقم | رقم حساب | حسابي البنكي رقم
ar: رقم حساب التوفير | حسابي الجاري رقم | رقم القرض | رقم الحساب البنكي | رقم حسابي البنكي | الحساب الجاري
ar: حسابي الجاري | حساب التوفير | حسابي? | الحساب? | حساب? | رقم حسابي الجاري | حسابي البنكي? | رقم التمويل
fr: numéro de compte | n° de compte | no de compte | compte numéro | compte n° | compte no | n° compte | numéro compte
fr: compte bancaire | mon compte? | compte? | rib? | rib clé | num de compte | num compte | compte courant
fr: compte épargne | relevé d'identité bancaire | numéro du compte | compte chèque | livret a? | mon rib
es: número de cuenta | nº de cuenta | no de cuenta | no. de cuenta | cuenta número | cuenta nº | cuenta no
es: nro de cuenta | nro. de cuenta | num de cuenta | n° de cuenta | cuenta n° | núm. de cuenta | cuenta bancaria
es: cuenta corriente | cuenta de ahorros | cuenta de ahorro | cuenta ahorro | cuenta de nómina | mi cuenta? | cuenta?
es: cta | cta. | cta cte | clabe interbancaria | cuenta clabe | mi clabe | cbu | mi cbu | cvu | mi cvu | cci
es: código cuenta cliente | ccc | número cuenta | cuenta rut | caja de ahorro | cuenta vista
es: código de cuenta interbancario | cuenta clabe interbancaria | alias cbu? | número de préstamo
es: clave interbancaria | cuenta sueldo
de: kontonummer | konto-nr | konto-nr. | kontonr | kontonr. | konto nr | konto nr. | ktonr | kto | kto. | kto-nr
de: kto-nr. | kto nr | kto.-nr. | kontonummern | girokonto | konto? | mein konto? | depotnummer | depot? | sparkonto
de: darlehensnummer | konto nummer | kreditnummer | kto.nr. | giro-konto | darlehenskonto
pt: número da conta | conta corrente | conta-corrente | nº da conta | conta nº | conta poupança | c/c | cc? | c/p
pt: número de conta | conta n | conta número | conta? | minha conta? | conta salário | nib | chave pix | pix
pt: conta digital | poupança | minha chave pix | chave aleatória | cta? | n° da conta | num da conta
it: numero di conto | numero conto | conto corrente | n. conto | conto n. | numero del conto | c/c n. | conto?
it: mio conto? | conto n° | cc n | n° conto | conto numero | libretto
nl: rekeningnummer | rekening | rekening nr | rekeningnr | rek nr | reknr | bankrekening | bankrekeningnummer
nl: mijn rekening | rek.nr | spaarrekening
pl: numer konta | nr konta | numer rachunku | nr rachunku | rachunek | konto bankowe | rachunku | numerem konta
pl: konta? | nrb
tr: hesap numarası | hesap numaram | hesap no | hesap nom | hesabım? | hesap? | banka hesabım | hesap numarasi
tr: vadesiz hesap | hesabımın numarası | vadesiz hesabım
hi: खाता संख्या | खाता नंबर | अकाउंट नंबर | खाता? | khata number | account number hai | a/c number hai | खाता क्रमांक
hi: बैंक खाता
ur: اکاؤنٹ نمبر | کھاتہ نمبر | بینک اکاؤنٹ | اکاؤنٹ? | کھاتہ? | بینک اکاؤنٹ نمبر
id: nomor rekening | no rekening | no rek | norek | no. rek | nombor akaun | no akaun | akaun | rek? | no. akaun
id: no. rekening | nomer rekening | rekening saya | akaun saya | nambari ya akaunti | akaunti | akaunti namba
id: akaunti yangu | akaunti nambari | account ko
sv: bankkonto | tilinumero | kontot? | kontonumret | kontoen? | tilini? | tili? | clearing- och kontonummer
sv: reg. og kontonr
ru: номер счета | номер счёта | счет? | счёт? | расчетный счет | номер рахунку | р/с | лицевой счет | рахунок?
ru: рахунку? | счета? | расчётный счёт
el: αριθμός λογαριασμού | λογαριασμός? | numărul contului | număr cont | cont bancar | contul? | číslo účtu | účet?
el: číslo konta | účtu? | λογαριασμό? | αριθμό λογαριασμού
hu: számlaszám | számlaszámom | broj računa | bankszámlaszám | račun? | številka računa | bankszámla
zh: 账号 | 帐号 | 账户号码 | 银行账号 | 帳號 | 口座番号 | 계좌번호 | 계좌 번호 | 계좌 | เลขที่บัญชี | เลขบัญชี
zh: บัญชี | số tài khoản | stk | 口座
zh: 账户? | 戶口號碼 | 普通預金 | 普通
fa: شماره حساب | حساب شماره | שבא | شبا | شماره شبا | מספר חשבון | חשבון | অ্যাকাউন্ট নম্বর | হিসাব নম্বর | מס חשבון
fa: حسابم?

= sort_code
en: sorting code | sort cd | srt cd
en: s.c. | s c? | bank sort
ar: رمز الفرز | السورت كود | سورت كود | كود الفرز
en: sort code | sortcode | s/c | sort? | sort-code | sc? | sort codes | nsc | sort code is | srt code | sort c
en: sortcode is | bank/sort code | branch sort code
en: bank sort code | bsb | bsb number | bsb no | bsb code | bsb is | swift/sort | branch sortcode

= bank_code
en: transit/institution | fw number | aba/routing
en: routing num | aba no | bank number? | ifsc no | ifsc is | institution no
en: institution | bank transit | branch transit number | bank and branch | nuban bank code
en: routing number | routing | routing no
en: aba | aba number | aba routing | aba routing number | rtn | routing # | routing code | routing transit number
en: transit number | transit? | transit no | institution number | branch code
en: branch number | ifsc | ifsc code | ifs code | micr | micr code
en: bank code | universal branch code | branch no
fr: code guichet | code banque | guichet | numéro de transit | code agence | numéro d'institution | no de transit
fr: transit n°
es: sucursal | código de banco | código de sucursal | oficina número | entidad y oficina
de: blz | bankleitzahl | b.l.z.
pt: agência | agencia | ag | ag. | nº da agência | código do banco? | agencia n | agência nº
it: abi? | cab? | codice abi | codice cab | clearing? | clearingnummer | clearingnr | reg.nr | registreringsnummer
it: reg nr | reg. nr. | clearing-nr | reg.nr.
ar: رمز الفرع | رقم الفرع | كود الفرع | آی ایف ایس سی | आईएफएससी | आईएफएससी कोड | kode bank | şube kodu | şube no
ar: şube

= customer_number
en: my number with you | customer acc ref | netbank id | digital id | cin? | party number | customer file | customer code
ar: رقم الملف? | رقم التعريف? | رقم ملفي | رقم تعريف العميل | رقم المشترك
en: customer? | client? | member? | membership? | user? | my user? | cust? | subscriber id | account user id | web id
en: online access id | digital banking id | mobile banking id | internet id | banking number | online number | ib id
en: corp id
en: id for online banking | login? | log in? | customer reference | customer ref
fr: client? | espace client? | numéro d'accès | code d'accès client | n° d'identifiant | id internet | n° utilisateur
es: cliente? | socio? | clave de usuario | id de acceso | número de identificación de cliente | número de acceso
de: kunde? | zugangsdaten? | login-id | zugangskennung | online-kennung | kontokennung? | mitglied? | teilnehmer-id
pt: cliente? | código de acesso do cliente | número de acesso | chave j
it: cliente? | codice di accesso cliente | numero di adesione | codice identificativo
en: customer number | customer no | customer no. | customer id | customer num | cust id | cust no | customer #
en: cust number | cust. id | customer ref number | customer reference number | crn | cif | cif number | cif no
en: client number | client id | client no | client code | member number | member no | membership number
en: membership no | membership id | member id | user id | userid | user-id | user number | username | user name
en: login id | login name | online banking id | online id | online banking number | banking id | netbanking id
en: internet banking id | access number | logon id | log on id | login number | registration number with you
en: ib number | internet banking number | user no | online banking username | profile id | uid?
en: customer identification number | log in id | net banking id | customer file number | cif id | login user
en: participant number? | subscriber number | relationship number | party id | user code | online username
en: net banking user id | customer account number
ar: رقم العميل | رقم الزبون | رقم عميل | رقم العميل الخاص | اسم المستخدم | رقم المستخدم | معرف المستخدم | رقم العضوية
ar: معرف العميل | كود العميل | يوزر | اليوزر | اليوزر نيم | رقم السي اي اف | هوية المستخدم | كود المستخدم
ar: اسم مستخدمي | رقم عضويتي | رقم الزبون الخاص
fr: numéro client | numéro de client | n° client | no client | identifiant | identifiant client | code client
fr: identifiant internet | numéro d'identifiant | n° de client | mon identifiant | numéro d'abonné
fr: numéro d'utilisateur | nom d'utilisateur | numéro de membre | id client | numéro client internet | réf client
es: número de cliente | nº de cliente | no. de cliente | nro de cliente | id de cliente | código de cliente | usuario
es: nombre de usuario | mi usuario | n° de cliente | número cliente | id cliente | clave de cliente
es: número de usuario | número de socio | id de usuario | cliente número | cliente nº | núm. de cliente
es: nro. de cliente | cliente n° | no de cliente
de: kundennummer | kunden-nr | kunden-nr. | kundennr | kundennr. | kd-nr | kd-nr. | kdnr | kundenummer | benutzername
de: benutzerkennung | anmeldename | zugangsnummer | teilnehmernummer | vr-netkey | netkey | nutzerkennung | kunden nr
de: legitimations-id | legitimationsid | kd.-nr. | vertragsnummer | verfügernummer | alias? | mitgliedsnummer
de: benutzer-id | benutzer? | login-name | partnernummer | kunden nummer | vertrags-nr | verfüger
pt: código do cliente | número do cliente | usuário | nome de usuário | número de adesão | código de usuário
pt: nº cliente | número de contrato | utilizador | matrícula
it: codice cliente | numero cliente | codice utente | nome utente | codice titolare | id utente | codice adesione
it: numero utente | ndg
nl: klantnummer | klantnr | gebruikersnaam | klantcode | klant nummer | relatienummer | lidnummer | gebruikers-id
nl: toegangsnummer | klant-id
pl: numer klienta | nr klienta | identyfikator | login? | numer pik | identyfikator klienta | numerem klienta
pl: identyfikatorem | nazwa użytkownika
tr: müşteri numarası | müşteri numaram | müşteri no | müşteri nom | kullanıcı adı | kullanıcı adım | kullanıcı kodu
tr: müşteri nosu | kullanıcı kodum
hi: ग्राहक संख्या | ग्राहक आईडी | कस्टमर आईडी | यूजर आईडी | ग्राहक क्रमांक | सीआईएफ नंबर | کسٹمر نمبر | صارف نمبر
hi: کسٹمر آئی ڈی | یوزر آئی ڈی
id: nomor nasabah | id pengguna | nama pengguna | nombor pelanggan | no pelanggan | nomor cif | no cif | user id saya
id: nombor keahlian | id pelanggan | id nasabah | nambari ya mteja
sv: kundnummer | kundnr | asiakasnumero | användarnamn | brukernavn | brugernavn | käyttäjätunnus | kundenr
sv: brugernummer | aftalenummer | kund-id
ru: номер клиента | логин | имя пользователя | номер клієнта | логін | αριθμός πελάτη | κωδικός πελάτη | număr client
ru: cod client | zákaznické číslo | ügyfélszám | ügyfélazonosító | klientské číslo | klijentski broj
zh: 客户号 | 用户名 | 客户编号 | 客戶號碼 | 契約者番号 | 고객번호 | お客様番号 | 아이디 | หมายเลขลูกค้า
zh: mã khách hàng | tên đăng nhập | ユーザーid
zh: 用户id | 店番号? | 会员号
fa: شماره مشتری | نام کاربری | מספר לקוח | שם משתמש | কাস্টমার আইডি | গ্রাহক নম্বর | কাস্টমার নম্বর

= wallet
en: wallet address | wallet | btc address | bitcoin address | eth address | ethereum address | usdt address
en: trc20 address | crypto wallet | crypto address | wallet id | wallet number | ewallet | e-wallet | e-wallet number
en: wallet no | btc wallet | usdt wallet | erc20 | trc20 | solana address | xrp address | seed phrase? | e-wallet id
en: digital wallet | paypal id? | wallet id no | ltc address | eth wallet | sol address | deposit address
en: bitcoin wallet | trx address | crypto wallet address
ar: عنوان المحفظة | محفظتي | رقم المحفظة | المحفظة | عنوان محفظتي | رقم محفظتي | معرف المحفظة | محفظة
fr: adresse du portefeuille | adresse btc | adresse bitcoin | portefeuille crypto | adresse eth
fr: numéro de portefeuille | mon wallet | adresse de mon wallet
es: dirección de la billetera | billetera | dirección de billetera | dirección btc | monedero | dirección wallet
es: mi billetera | carteira | endereço da carteira | dirección de mi wallet | carteira bitcoin
de: wallet-adresse | walletadresse | btc-adresse | bitcoin-adresse | indirizzo wallet | portemonnee-adres
de: adres portfela | cüzdan adresi | cüzdan | dompet | alamat wallet | адрес кошелька | кошелек | 钱包地址
de: alamat dompet
de: portfel | cüzdanım

= upi
en: upi id | upi | vpa | upi handle | upi address | upi no | bhim id | gpay id | phonepe id | google pay id | paytm id
en: paytm upi | bhim upi | upi-id | virtual payment address | यूपीआई | यूपीआई आईडी | upi id hai

= phone
en: your phone number | your mobile number | your contact number | your number | your phone | best number to reach you
en: phone number | mobile number | contact number | telephone number
ar: رقم جوالك | رقم الجوال | رقم هاتفك | رقم الهاتف | رقم موبايلك

= email
en: your e-mail | your email | e-mail address | email address | your address | home address | your postcode
en: your zip code
ar: بريدك الإلكتروني | البريد الإلكتروني | عنوانك

= nothing
en: ref | reference | case | ticket | order | tracking | dhl | ups | fedex | aramex | parcel | invoice | claim
en: policy | booking | complaint | incident | transaction | txn | trx | receipt | application | complaint no
en: case no | ticket no | order no | transaction no | transaction number | refund | cheque number | check number
en: cheque no | flight
fr: commande | référence | dossier | réclamation | colis | facture
es: pedido | referencia | caso | reclamación | factura | expediente | envío
ar: الطلب | الشكوى | تذكرة | المرجع | الحوالة | البلاغ | طلب رقم | شكوى رقم
en: error code | error codes | error number | post code | postal code | zip code | promo code | discount code
en: voucher code | coupon code | referral code | country code | area code | dialling code | dialing code | swift code
en: bic code | swift | bic | qr code | barcode | reference code | response code | status code | product code
en: source code | dress code | city code | code of conduct | merchant code | merchant id | invite code | offer code
en: reason code | return code | purpose code | mcc code | http code | exit code | store code | code red | machine code
en: pin pad | pinpad | pin sentry | pinsentry | chip and pin | chip & pin | pin machine | pin reader | pin mailer
en: pin tries | pin attempts | pin entry | pin reset | password reset | password manager | password reset link
en: zipcode | postcode | atm id | terminal id | machine id | branch id | staff id | employee id | transaction id
en: txn id | ref id | reference id | complaint id | case id | ticket id | order id | ticket number | case number
en: reference number | ref number | ref no | order number | complaint number | tracking number | tracking id
en: service request number | sr number | request id | request number | booking code | booking number | flight number
en: invoice number | claim number | policy number | application number | application id | application reference | arn
en: utr | rrn number | docket number | job id | meeting id | apple id | facebook id | twitter id | email id
en: e-mail id | mail id | device id | post id | version number | model number | serial number | caller id | face id
en: touch id | photo id | confirmation number | account opened in | account since | accounts | account balance
en: account manager | account type | account fee | account holder | account statement | card reader | card machine
en: card fee | card limit | score card | business card | sim card | report card | card game | birthday card | postcard
en: loyalty card | transaction reference | receipt number | trace id | session id | incident number | enquiry number
en: registration code | company number | company registration number | vat number | vat reg | vat no | sortcode lookup
en: identity theft | id verification | identity verification | id check | passport office | passport photo
en: passport control | zip code is | postal | branch opening | loan amount | born and bred | visa application
en: visa fee | visa support | visa interview | visa appointment | sort it | sort this | sort that | sort out | sorted
en: sort of | sort my | sort your | sort the | val thorens
ar: رمز الخطأ | رقم الخطا | كود الخطا | رقم الطلب | رقم الشكوى | رقم المرجع | رقم البلاغ | رقم التذكرة | رقم العملية
ar: الرمز البريدي | رمز بريدي | كود الخصم | كود خصم | رمز الخصم | رقم الرحلة | رقم المعاملة | رقم الحوالة
ar: رقم الفاتورة | كود البلد | رقم الشحنة | كود السويفت | رمز السويفت | رقم الشكوي | تاريخ العملية | رمز المنتج
fr: code postal | code promo | code d'erreur | code erreur | numéro de dossier | numéro de commande
fr: numéro de réclamation | code barre | code swift | code bic | date d'expiration du contrat | compte rendu
fr: compte tenu | carte grise | numéro de suivi | code pays | code parrainage
es: código postal | código de error | código promocional | código de descuento | código swift | número de pedido
es: número de caso | número de reclamo | número de folio | folio | cuenta con | cuenta de luz | código de barras
es: código de área | número de referencia | código de país | en cuenta | código qr | código bic | darse cuenta
es: número de reclamación
de: postleitzahl | plz | fehlercode | fehlernummer | vorgangsnummer | ticketnummer | auftragsnummer | gutscheincode
de: rabattcode | sendungsnummer | aktenzeichen | bic-code | referenznummer | bestellnummer | rechnungsnummer
de: steuerberater
pt: código de erro | número do pedido | protocolo | número de protocolo | código de rastreio
pt: código de rastreamento | conta de luz | conta pra | conta para | protocolo de atendimento
it: codice errore | codice postale | cap | numero pratica | codice sconto | codice promozionale | numero ordine
it: numero ticket | conto che | foutcode | kortingscode | ordernummer | zaaknummer | kod pocztowy | kod błędu
it: kod rabatowy | numer zgłoszenia | posta kodu | hata kodu | sipariş no | talep numarası | başvuru no
it: kod promocyjny | ticketnr | kod produktu | numer sprawy
id: kode pos | kode error | kod ralat | poskod | nomor tiket | nomor laporan | kode promo | nomor pesanan
id: kode diskon | nomor resi | no tiket | felkod | postnummer | ärendenummer | sagsnummer | saksnummer | ordrenummer
id: код ошибки | номер заявки | номер обращения | почтовый индекс | промокод | номер заказа | virhekoodi | postinumero
id: tapausnumero | nombor rujukan | nombor tiket | 订单号 | 错误代码 | 邮编
"""
