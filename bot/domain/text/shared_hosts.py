"""Hosts that no bank has to itself: mail for everybody, pages for everybody, endings under which anybody has a name."""

import re


def _all(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_MAIL_NAMES = _all(
    "aol gmail gmx googlemail hotmail icloud live mail msn outlook proton protonmail yahoo yandex ymail zoho"
)
_MAIL = _all(
    "me.com mac.com pm.me email.com fastmail.com hushmail.com rocketmail.com tutanota.com tuta.io hey.com duck.com",
    "web.de freenet.de t-online.de arcor.de free.fr laposte.net orange.fr sfr.fr wanadoo.fr libero.it tin.it",
    "btinternet.com ntlworld.com blueyonder.co.uk talktalk.net virginmedia.com sky.com comcast.net verizon.net att.net",
    "bol.com.br ig.com.br terra.com.br uol.com.br sapo.pt terra.es telefonica.net bluewin.ch telenet.be skynet.be",
    "ziggo.nl kpnmail.nl eircom.net rambler.ru bk.ru list.ru inbox.ru qq.com 163.com 126.com sina.com naver.com",
    "daum.net rediffmail.com maktoob.com eim.ae emirates.net.ae",
)
_PAGES = _all(
    "facebook.com fb.com messenger.com m.me instagram.com threads.net whatsapp.com x.com twitter.com tiktok.com",
    "linkedin.com youtube.com youtu.be snapchat.com pinterest.com reddit.com telegram.me telegram.org t.me discord.com",
    "discord.gg medium.com google.com goo.gle apple.com microsoft.com office.com live.com dropbox.com box.com",
    "onedrive.com wetransfer.com github.com gitlab.com bitbucket.org notion.so pastebin.com typeform.com jotform.com",
    "surveymonkey.com forms.gle eventbrite.com trustpilot.com wikipedia.org amazon.com paypal.com paypal.me archive.org",
    "canva.com calendly.com zoom.us s3.amazonaws.com storage.googleapis.com bsky.app mastodon.social vimeo.com",
)
# Whoever asks gets a name of their own under these, and that name is theirs.
_GIVES_NAMES = _all(
    "github.io githubusercontent.com gitlab.io bitbucket.io pages.dev workers.dev web.app firebaseapp.com appspot.com",
    "run.app googleapis.com amazonaws.com cloudfront.net elasticbeanstalk.com amplifyapp.com azurewebsites.net",
    "azurestaticapps.net windows.net cloudapp.net herokuapp.com netlify.app vercel.app onrender.com fly.dev",
    "surge.sh glitch.me repl.co replit.app ngrok.io ngrok.app ngrok-free.app trycloudflare.com blogspot.com",
    "wordpress.com wixsite.com weebly.com webflow.io squarespace.com myshopify.com tumblr.com substack.com",
    "sharepoint.com zendesk.com freshdesk.com notion.site carrd.co godaddysites.com jimdofree.com strikingly.com",
    "duckdns.org no-ip.org ddns.net dyndns.org eu.org uk.com us.com gb.net eu.com br.com de.com sa.com za.com co.com",
)
_SECOND_LEVEL = _all(
    "ac asso biz co com edu firm fin gob gouv gov gv id idf ind info law ltd me med mil mod muni name ne net nhs nic",
    "nom or org plc police press priv pro sch school tm web",
)
_COUNTRY = re.compile(r"[a-z]{2}")


def is_ending(host: str) -> bool:
    """Whether anybody may have a name right below it: "co.uk", "github.io"."""
    first, _, rest = host.partition(".")
    return (
        not rest
        or host in _GIVES_NAMES
        or (first in _SECOND_LEVEL and bool(_COUNTRY.fullmatch(rest)))
    )


def has_pages_of_many(host: str) -> bool:
    """Whether what stands there is by all sorts of people, each under an address of their own."""
    return _is_below(host, _PAGES)


def is_shared(host: str) -> bool:
    """Whether many share it who have nothing to do with each other."""
    name, _, rest = host.partition(".")
    mail = name in _MAIL_NAMES and is_ending(rest)
    return mail or _is_below(host, _MAIL) or has_pages_of_many(host) or is_ending(host)


def _is_below(host: str, listed: frozenset[str]) -> bool:
    parts = host.split(".")
    return any(".".join(parts[at:]) in listed for at in range(len(parts)))
