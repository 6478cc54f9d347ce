"""What a look at the platform can say of an answer that a person told of."""

from enum import StrEnum


class Looked(StrEnum):
    """How it ended. Only the last three say that it is no answer of ours to this customer."""

    FOUND = "found"
    NOBODY_LOOKED = "nobody_looked"  # it could not be looked at, so it counts on the person's word
    NOT_THERE = "not_there"
    BY_ANOTHER = "by_another"  # it is there, and none of our accounts wrote it
    ELSEWHERE = "elsewhere"  # it is ours, and answers somebody else


DISBELIEVED = frozenset({Looked.NOT_THERE, Looked.BY_ANOTHER, Looked.ELSEWHERE})
