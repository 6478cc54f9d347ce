"""Schema changes, applied by ``earshot migrate``. Each works with the code that is running now:
expand first, contract in a later release."""
