"""What the use cases tell while they run, and how they go on past what is wrong with one article."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from l10n.errors import L10nError
from l10n.translatable import Text

Item = TypeVar("Item")
Result = TypeVar("Result")

Progress = Callable[[Text, int, int], None]
"""Called with what is being done (`draft ko`), how much of it is done, and how much there is."""


_UNTOLD = Text("")


def silent(stage: Text, done: int, total: int) -> None:
    """A progress that nobody watches."""


@dataclass(slots=True)
class Errors:
    """Collects what is wrong with single articles while the others go on."""

    found: list[L10nError] = field(default_factory=list)

    def add(self, error: L10nError | OSError) -> None:
        self.found.append(error if isinstance(error, L10nError) else file_error(error))


def each(
    items: Sequence[Item], work: Callable[[Item], Result], errors: Errors, progress: Progress, stage: Text = _UNTOLD
) -> Iterator[tuple[Item, Result]]:
    """Every item with what `work` made of it; what is wrong with one goes to `errors`, and the others follow."""
    for number, item in enumerate(items, 1):
        try:
            result = work(item)
        except (L10nError, OSError) as error:
            errors.add(error)
        else:
            yield item, result
        progress(stage, number, len(items))


def file_error(error: OSError) -> L10nError:
    """What the operating system refused, as a message."""
    return L10nError("{reason}", reason=(error.strerror or str(error)).lower(), path=error.filename)


def exit_code(errors: tuple[L10nError, ...], otherwise: int = 0) -> int:
    """The exit code of a run in which these errors were met."""
    return max((error.exit_code for error in errors), default=otherwise)
