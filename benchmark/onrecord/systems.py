"""What a system is, and how one is found by its name."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Literal, Protocol, TypeAlias, runtime_checkable

import msgspec
from msgspec import Struct

from onrecord.faults import OnrecordError, UsageError, described
from onrecord.foreign import shown
from onrecord.layers import TRACKS, Input, Record, Track

GROUP = "onrecord.systems"
"""The entry-point group by which an installed package offers systems."""

_OWN_DISTRIBUTION = "onrecord"

SystemKind: TypeAlias = Literal["floor", "rules", "linear", "transformer", "LLM", "other"]


class Card(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reader of the board must know of a system; the same keys stand in a submission's ``system.toml``."""

    title: str
    authors: tuple[str, ...]
    licence: str
    link: str
    kind: SystemKind
    model_family: str | None = None
    parameters: int | None = None
    training_data: str = "none"
    saw_companion: bool = False
    saw_article: bool = False
    tuned_on_test: bool = False
    hardware: str = "CPU"
    versions: dict[str, str] = {}


@runtime_checkable
class System(Protocol):
    """Anything that has a card and turns inputs into records, one an input, in order.

    A system may also have ``tracks``, those that it can predict, where these are not all; and ``trace(input) ->
    Mapping[str, str]``: the id of a predicted item (of a stance ``holder/target``, with ``-`` for no holder) to the
    rule that made it, and ``layer:start-end`` of what a rule saw and left out to that rule.
    """

    @property
    def card(self) -> Card:
        """What a reader of the board must know."""
        ...

    def predict(self, inputs: Iterable[Input]) -> Iterator[Record]:
        """Yields one record an input, in order."""
        ...


class MakeSystem(Protocol):
    """The entry point of a system: a ``make`` function in the group ``onrecord.systems``."""

    def __call__(self, argument: str | None, *, seed: int, options: Mapping[str, str]) -> System:
        """Makes the system; an argument or option that it does not know is a ``UsageError``."""
        ...


def make_system(name: str, *, seed: int = 1, options: Mapping[str, str] | None = None) -> System:
    """Makes a system by its name.

    Args:
        name: an entry point of the group ``onrecord.systems``, with an argument behind the first colon where it takes
            one (``spacy:en_core_web_sm``), or any ``module:make``, looked for in the working folder too.
        seed: handed to the system.
        options: handed to the system; each system says which it knows.

    Raises:
        UsageError: there is no such system, or it refuses the argument or an option.
    """
    registered = _registered()
    head, colon, argument = name.partition(":")
    safe_name = shown(name, 80)
    if head not in registered and not colon:
        known = ", ".join(sorted(registered)) or "none"
        raise UsageError(f"no system {safe_name!r} is installed (there: {known}); one of your own is named module:make")
    with strangers_code(lambda words: UsageError(f"{safe_name} cannot be made: {words}")):
        if head in registered:
            make: MakeSystem = registered[head].load()
            system = make(argument if colon else None, seed=seed, options=dict(options or {}))
        else:
            system = _from_module(head, argument)(None, seed=seed, options=dict(options or {}))
    card_of(system, safe_name)
    tracks_of(system, safe_name)
    return system


def card_of(system: System, name: str) -> Card:
    """Returns a system's card as a reader of its JSON will see it.

    Raises:
        UsageError: what is called a system has no card or no predict method, or the card holds what no card may.
    """
    with strangers_code(lambda words: UsageError(f"{name}: its card cannot be read: {words}")):
        card = system.card if isinstance(system, System) else None
    if not isinstance(card, Card):
        raise UsageError(f"{name} is no system: it needs a Card and a predict method")
    try:
        return msgspec.json.decode(msgspec.json.encode(card), type=Card)
    except (TypeError, ValueError, OverflowError, RecursionError, msgspec.MsgspecError) as error:
        raise UsageError(f"{name}: its card does not hold what a Card has: {error}") from None


def tracks_of(system: System, name: str) -> tuple[Track, ...]:
    """Returns the tracks that a system can predict, all where it does not say.

    Raises:
        UsageError: what it says is no list of tracks.
    """
    with strangers_code(lambda words: UsageError(f"{name}: its tracks cannot be read: {words}")):
        said = getattr(system, "tracks", TRACKS)
        named = list(said) if isinstance(said, Iterable) and not isinstance(said, str) else []
        known = bool(named) and all(isinstance(track, str) and track in TRACKS for track in named)
    if not known:
        raise UsageError(f"{name}: its `tracks` must be a list with one or more of {', '.join(TRACKS)}")
    return tuple(track for track in TRACKS if track in named)


@contextmanager
def strangers_code(failure: Callable[[str], OnrecordError]) -> Iterator[None]:
    """Runs a stranger's code: whatever it raises comes out as one clear error, and never as a success or a traceback.

    An interrupt passes, and so does what the library itself raises in there, or a system to refuse its task.
    """
    try:
        yield
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        try:
            words = described(error)
            ours = isinstance(error, OnrecordError) and type(error).__module__ == OnrecordError.__module__
        except BaseException:  # noqa: BLE001  # the words of an error are a stranger's code too
            words, ours = f"{type(error).__name__}, which fails to say what is wrong", False
        if ours:
            raise
        raise failure(words) from error


def own_systems(track: Track = "text") -> tuple[str, ...]:
    """Returns the names of the systems that come with onrecord and can predict a track, in alphabetical order."""
    names = sorted(name for name, point in _registered().items() if _is_own(point))
    return tuple(name for name in names if track in tracks_of(make_system(name), name))


def _registered() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def _is_own(point: EntryPoint) -> bool:
    return point.dist is not None and point.dist.name == _OWN_DISTRIBUTION


def _from_module(module: str, attribute: str) -> MakeSystem:
    if "" not in sys.path:
        sys.path.insert(0, "")
    try:
        found = import_module(module)
    except ModuleNotFoundError as error:
        raise UsageError(f"{module}:{attribute}: {error}; is it in the working folder or installed?") from None
    make: MakeSystem | None = getattr(found, attribute, None)
    if make is None:
        raise UsageError(f"{module}:{attribute}: the module {module} has no {attribute}")
    if not callable(make):
        raise UsageError(f"{module}:{attribute} cannot be called")
    return make
