"""The forms of bringing in a register: the file, and which of its columns is which."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.directory.models import Authority
from casework.directory.procedures import PROCEDURES
from casework.registers.kinds import IMPORTING, Column
from casework.registers.model import RegisterImport, desks_of

NOT_BROUGHT = [("", _("– is not brought in –"))]
NONE_CHOSEN = [("", _("– every row says it –"))]


class UploadForm(forms.Form):
    """A file, and whose register it is, if there is a choice."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel (.xlsx); the first row with something in it holds the headings."),
        widget=forms.FileInput(attrs={"class": "form-control", "accept": ".csv,.txt,.xlsx"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
        },
    )

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.desks = [desk for desk in desks_of(by) if desk[1] in IMPORTING]
        if len(self.desks) > 1:
            choices = [
                (f"{authority.pk}:{kind}", f"{authority} · {PROCEDURES[kind].label}")
                for authority, kind in self.desks
            ]
            widget = forms.Select(attrs={"class": "form-select"})
            self.fields["desk"] = forms.ChoiceField(
                label=_("Whose register"), choices=choices, widget=widget
            )

    def desk(self) -> tuple[Authority, str]:
        """Return whose register it is, and of which procedure."""
        chosen = self.cleaned_data.get("desk")
        for authority, kind in self.desks:
            if chosen in (None, f"{authority.pk}:{kind}"):
                return authority, kind
        raise ValueError("The form is not valid.")


@dataclass(frozen=True)
class Head:
    """A column of the file on the page: its heading, its first values, the box that says what."""

    number: int
    heading: str
    samples: list[str]
    box: forms.BoundField


@dataclass(frozen=True)
class Wanted:
    """Something that the desk needs of every row, and whether the file is said to have it."""

    column: Column
    is_there: bool


class MatchForm(forms.Form):
    """For each column of the file what it is, and what counts where rows say nothing."""

    use_required_attribute = False

    def __init__(
        self, posted: Any, *, register: RegisterImport, samples: list[list[str]], **options: Any
    ) -> None:
        super().__init__(posted, **options)
        self.register, self.samples = register, samples
        self.importing = IMPORTING[register.kind]
        kept = register.columns
        guessed = {number: name for name, number in kept.get("columns", {}).items()}
        choices = [(one.name, one.label) for one in self.importing.columns]
        for number, _heading in enumerate(register.heads):
            self.fields[f"column_{number}"] = choice(
                [*NOT_BROUGHT, *choices], guessed.get(number, "")
            )
        for column in self.importing.columns:
            if column.otherwise:
                chosen = kept.get("otherwise", {}).get(column.name, "")
                box = choice([*NONE_CHOSEN, *column.otherwise()], chosen)
                box.label = str(column.label)
                self.fields[f"otherwise_{column.name}"] = box

    @property
    def heads(self) -> list[Head]:
        """The columns of the file, in their order."""
        return [
            Head(n, heading, self.samples[n], self[f"column_{n}"])
            for n, heading in enumerate(self.register.heads)
        ]

    @property
    def otherwise(self) -> list[forms.BoundField]:
        """The boxes for rows that say nothing."""
        return [self[name] for name in self.fields if name.startswith("otherwise_")]

    @property
    def wanted(self) -> list[Wanted]:
        """What every row needs, as the boxes stand now."""
        said = {head.box.value() for head in self.heads}
        return [
            Wanted(one, one.name in said or bool(self.otherwise_of(one)))
            for one in self.importing.columns
            if one.is_required
        ]

    @property
    def hints(self) -> list[Column]:
        """The columns about which there is something to say."""
        return [one for one in self.importing.columns if one.hint]

    def otherwise_of(self, column: Column) -> str:
        """Return what stands in the box for rows that do not say this."""
        name = f"otherwise_{column.name}"
        return str(self[name].value() or "") if name in self.fields else ""

    def clean(self) -> dict[str, Any]:
        """Refuse two columns for one thing, and rows without what the desk needs."""
        found = super().clean() or {}
        seen: dict[str, str] = {}
        for number, heading in enumerate(self.register.heads):
            name = found.get(f"column_{number}")
            if name and name in seen:
                self.add_error(
                    f"column_{number}",
                    gettext("This is chosen for the column “%(head)s” already.")
                    % {"head": seen[name]},
                )
            elif name:
                seen[name] = heading
        missing = [str(one.column.label) for one in self.wanted if not one.is_there]
        if missing:
            raise forms.ValidationError(
                gettext("Every case needs: %(what)s. Choose its column, or what counts for all.")
                % {"what": ", ".join(missing)}
            )
        return found

    def chosen(self) -> dict[str, Any]:
        """Return the columns as the register keeps them."""
        found = self.cleaned_data
        numbers = range(len(self.register.heads))
        return {
            "columns": {name: n for n in numbers if (name := found[f"column_{n}"])},
            "otherwise": {
                one.name: value
                for one in self.importing.columns
                if one.otherwise and (value := found[f"otherwise_{one.name}"])
            },
        }


def choice(choices: list[Any], initial: str) -> forms.ChoiceField:
    """Return a box with these choices."""
    return forms.ChoiceField(
        choices=choices,
        initial=initial,
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
