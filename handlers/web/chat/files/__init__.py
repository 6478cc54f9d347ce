"""Files of the secure chat: what a customer sends is made anew, sealed, and handed out by links that run out."""
