"""How many letters are between two words: one that is wrong, missing, too many, or two in each other's place."""


def distance(first: str, second: str, *, most: int) -> int:
    """The number of such slips; one more than ``most`` where there are more."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for place, letter in enumerate(first, 1):
        earlier, before, row = before, row, [place]
        for other, against in enumerate(second, 1):
            best = min(
                before[other] + 1, row[other - 1] + 1, before[other - 1] + (letter != against)
            )
            swapped = (
                place > 1 < other and letter == second[other - 2] and against == first[place - 2]
            )
            row.append(min(best, earlier[other - 2] + 1) if swapped else best)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
