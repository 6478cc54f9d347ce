"""What staff see of the secure chat: the form that invites, and what the thread says of it."""
