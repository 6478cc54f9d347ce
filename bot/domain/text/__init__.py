"""Reading and measuring text: thanks, references, weighted length, requests for secrets, language."""
