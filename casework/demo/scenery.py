"""What the stories of one kind need: who asks, how a request is registered, what steps are told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casework.access.models import User
from casework.demo.abroad import Offence, Office
from casework.demo.papers import Message
from casework.demo.story import Act, Story


@dataclass
class Directory:
    """Rows of the directory by code, each asked for once."""

    known: dict[tuple[Any, str], Any] = field(default_factory=dict)

    def row(self, model: Any, code: str) -> Any:
        """Return the row with this code."""
        if (model, code) not in self.known:
            self.known[model, code] = model.objects.get(code=code)
        return self.known[model, code]

    def key(self, model: Any, code: str) -> int:
        """Return the key of the row with this code."""
        return int(self.row(model, code).pk)


@dataclass(frozen=True)
class Opening:
    """A request that is about to be registered: which one, by whom, and the present of the play.

    place  the place of the story among all of them: what is counted goes by it
    """

    story: Story
    act: Act
    by: User
    place: int
    present: datetime
    directory: Directory


@dataclass(frozen=True)
class Told:
    """A step that is about to be taken: of which case, in which story, with which words."""

    case: Any
    story: Story
    act: Act
    directory: Directory

    def says(self, otherwise: str) -> str:
        """Return what the story says of this step, or something usual."""
        return self.story.says.get(self.act.name, otherwise)

    def key(self, model: Any, code: str) -> int:
        """Return the key of the row of the directory with this code."""
        return self.directory.key(model, code)


@dataclass(frozen=True)
class Scenery:
    """One kind of request in the demonstration.

    door      returns the code of the authority at which the story begins
    own       returns the columns that only this kind has, and those that it fills otherwise
    contacts  returns the offices of a request by their part, as columns
    details   what each step is told, by its name
    messages  the document that comes with a step, by its name
    channel   by which letters abroad leave
    kept      letters that a step of their own sends
    """

    kind: str
    offices: Mapping[str, Office]
    offences: Mapping[str, Offence]
    door: Callable[[Story], str]
    own: Callable[[Opening], dict[str, Any]]
    contacts: Callable[[Office], dict[str, dict[str, Any]]]
    details: Mapping[str, Callable[[Told], dict[str, Any]]]
    messages: Mapping[str, Message]
    channel: str
    kept: tuple[str, ...] = ()
