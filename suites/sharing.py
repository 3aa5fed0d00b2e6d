"""Which questions share a heat: in whose rounds each takes part, and so with what it is paired."""

from collections.abc import Mapping

#: By question that has no heat of its own, the one in whose it is a guest: in the same rounds, with
#: a process more of whoever answers both. Their yardsticks do the same, so they have one roof.
GUESTS: Mapping[str, str] = {"forward_backward_given_buffer": "forward_backward"}


def host(question: str) -> str:
    """The question whose heat it is."""
    return GUESTS.get(question, question)
