"""What comes first, decided from words: signals, and how their phrases are found in a text.

Phrases first, for what decided has to be shown. One matcher finds the phrases of every rule of words; it reads a
text once, folded (``words``), in time that grows with its length alone (``phrases``). Where no phrase decides, all
words are weighed together (``weights``, made by ``learning``). Signals take hits back where a guard says that they
mean something else.
"""
