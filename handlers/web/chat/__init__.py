"""The page of the secure chat, on which the customer talks. It asks ``bot/desk/chat`` for all it does.

Who could do what, what stops them, and what is left:

- *Somebody guesses a link or a cookie.* Both have 256 bits; only hashes are stored; every unknown one gets
  the same answer after the same work; entries are counted by network, over all processes.
- *Somebody reads a link that stood in public.* It opens a page that shows nothing, until a code that this
  page alone shows comes from the customer's own account. Left: a customer who sends an attacker's code
  although page and invitation say not to. The attacker then sees what is said from then on, and nothing
  older; staff read *entered by public link* and can revoke the chat. A browser that proved itself in
  this chat, and rested too long, has to do so again, and is then shown what it was shown before.
- *Somebody reads a private link,* in the customer's own inbox or over their shoulder. They are in, as they
  are in that inbox. Each entry is a line in the case; revoking ends every session at once. Left: a customer
  who hands their own link to somebody, as if it were that person's, reads what is said there.
- *Somebody with a login of the bank's, who is not the customer, reads a public link.* Where chat.toml says
  ``lets_in`` they get in: a login proves who somebody is at the bank, not that they wrote the post. They see
  nothing older than that moment, staff read who they are, and whoever signs in second as somebody else is not
  let in by it; staff are told loudly. Left: staff who answer before they read. ``required`` asks for both.
- *A sign-in is bent.* State, nonce and verifier count for one browser's one sign-in, ten minutes, once, and
  are made of its cookie: what another browser brings back, or an attacker's own answer in a victim's browser,
  proves nothing. The answer has to name the issuer where it announces that it does. The ID token's signature,
  algorithm, issuer, audience, times and nonce are checked; no redirect is followed, no address is taken from
  the request, and no token is kept. Left: whoever signs for the provider is believed.
- *Another site makes the browser act.* The cookie is SameSite=Lax and no POST is taken without the word
  made of it, which other sites cannot read; entering is taken from our own page only. Nobody can frame it.
- *Script comes in with words, from either side.* Words are escaped in the HTML and go through textContent
  in the script; the policy allows no script but ours, and Trusted Types no text that becomes code.
- *A file is hostile.* What it is, its content says, never its name; pictures are painted anew and PDF is its
  pages alone, and none that fetch anything, in a process that knows no key, writes no file, and has little
  memory and time. What cannot be made so is refused. It is sealed with the case's key and leaves only by a
  link to one file, good for ten minutes, on a path that reads no cookie: to be saved, under
  a name of ours, with a policy that runs nothing. Staff need the role and the private channel both when they
  ask and when they follow it; each asking is in the trail. Left: whoever is given such a link in those ten
  minutes; a fault of the reader of pictures that reaches past its process; what is drawn on a page to
  deceive a person.
- *A cookie is planted.* Entering always makes a new one, and no other host can set a ``__Host-`` name.
- *The link leaks on the way.* What proves stands behind the #: no server, log or referrer sees it. The page
  takes it out of the address bar. Nothing of the chat is logged.
- *Somebody floods it.* Bodies end at 40 kB and ten seconds, files at the bank's limit and two minutes, two
  of a chat at a time and four in all; words are counted by chat, acts, looks and entries too; a page draws
  the last two hundred words; open pages end at a number and ask every few seconds instead; threads are the
  chat's own, so that Slack's presses find theirs. Left: who can fill the line before us. That is for the
  platform's front door.
- *Strangers flood a public link.* Each network has its own few entries, and there is no number of them
  all that the customer could find used up; who proves nothing is forgotten after a quarter of an hour, and
  holds a quarter of the open pages at most; staff read once an hour that many came. Left: strangers in the
  customer's own network, who can use up its entries for an hour.
- *A shared computer.* A session rests after half an hour and ends after a day, by the database's clock; the
  page keeps the link until it is used, its code, and words that are not sent, for as long as its tab lives.
  Left: a tab left open, for that half hour.
"""
