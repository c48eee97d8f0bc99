"""What is worked out of files and kept until they change."""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Given = TypeVar("Given")


def stamped(stamp: Callable[Asked, Hashable], keep: int = 2) -> Callable[[Callable[Asked, Given]], Callable[Asked, Given]]:
    """Keeps what a function gives for as long as `stamp`, asked with the same arguments, gives the same: data.editions.stamp, for instance.

    The last `keep` answers are kept, and shared: do not change them. The stamp is taken before anything is read: a file that changes meanwhile
    changes the stamp of the next call, which reads again.
    """

    def decorate(read: Callable[Asked, Given]) -> Callable[Asked, Given]:
        @lru_cache(maxsize=keep)
        def kept(_stamp: Hashable, *args: Asked.args, **kwargs: Asked.kwargs) -> Given:
            return read(*args, **kwargs)

        @wraps(read)
        def now(*args: Asked.args, **kwargs: Asked.kwargs) -> Given:
            return kept(stamp(*args, **kwargs), *args, **kwargs)

        return now

    return decorate
