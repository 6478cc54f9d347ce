"""What is promised about sending, and why it is kept here and not by a job queue.

Between "the platform accepted it" and "we wrote that down" lies a moment that no transaction of
ours can close, and neither X nor Facebook nor Slack takes a key that would make a repeat
harmless. A queue that repeats what it is unsure of posts twice; one that does not, loses. So:

1. *Intent first.* What must go out is written with its cause. A sender commits the attempt before
   a byte leaves, makes one call with no transaction open, and sorts the outcome into four
   (outcome.py).
2. *Doubt is a state.* Time-outs, cut connections, 5xx and dead senders are in doubt. The platform
   is read, not before it can show the post; found once, it is sent; absent in two complete reads
   a minute apart, it is sent again, or for a public answer a person is asked (reconcile.py,
   answer.py).
3. *Late truth wins.* A receipt of the last attempt is taken whenever it comes, from the sender or
   from our own post seen by a poll; "try later" is believed only from the sender that holds it.
4. *Order.* Deliveries with one ordering key go one after the other, also across lanes; while one
   is being sent, in doubt or asked about, what follows waits. A more urgent follower pulls them
   along.
5. *Budgets.* A lane is one budget of one platform; its slot and the delivery are taken together.

What can still go wrong: (a) a platform that shows a post later than we wait and after two reads,
or accepts one after our call was long over; (b) a restored backup, which forgets intents that were
committed: run ``earshot restored`` before anything starts, so that a person is asked. A PostgreSQL
standby that takes over and lags forgets those of its last second: each process notices by itself,
and looks before it sends (gone_back.py), but one that was started after it took over does not;
(c) an answer typed in the platform's own app while
ours is on its way; (d) a delivery a person dropped, whose receipt comes later still.
"""
