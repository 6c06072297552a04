"""One core for small matrices: threads that share a busy machine mostly wait for each other."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from threadpoolctl import ThreadpoolController

Step = TypeVar("Step", bound=Callable)


@lru_cache(maxsize=1)
def _pools() -> ThreadpoolController:
    """Find the thread pools of the loaded libraries, once: the search takes longer than a use."""
    return ThreadpoolController()


def one(step: Step) -> Step:
    """Let a step multiply and decompose on one core, and leave the session's setting as it was.

    The threads of BLAS meet after every few rows. Where other programs want the cores too, each
    meeting lasts until the slowest thread has had its turn: 0.06 s of work has taken 6.8 s.
    """

    @wraps(step)
    def alone(*given, **options):
        with _pools().limit(limits=1, user_api="blas"):
            return step(*given, **options)

    return alone
