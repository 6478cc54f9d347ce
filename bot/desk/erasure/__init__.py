"""What is known of one customer, how long it is kept, what holds it, and how it is erased."""
