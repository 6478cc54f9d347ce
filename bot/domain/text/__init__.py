"""Reading and measuring text: thanks, references, weighted length, language."""
