"""Fields of the registration: zones typed or chosen, times as a letter states them."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.access.permissions import Role
from casework.clock import now
from casework.directory.models import Authority
from casework.workflow.fields import InstantField, in_zone, zones
from casework.workflow.opening import REGISTERING

FIRST = datetime(2000, 1, 1, tzinfo=UTC)  # no policy and no calendar reaches further back
LAST = datetime(2200, 1, 1, tzinfo=UTC)


@cache
def zones_as_typed() -> dict[str, str]:
    """Return every time zone by its name in small letters."""
    return {name.casefold(): name for name, _label in zones()}


class ZoneField(forms.CharField):
    """A time zone, typed or chosen from the one list of the page."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Time zone"))
        super().__init__(max_length=60, required=False, **options)
        self.widget.attrs.update({"list": "zones", "autocomplete": "off"})

    def clean(self, value: Any) -> str:
        """Return the name of the zone, however its letters were typed, or ""."""
        typed = super().clean(value).replace(" ", "_")
        known = zones_as_typed()
        if typed and typed.casefold() not in known:
            raise forms.ValidationError(
                gettext("Write the zone as a place, for example Europe/Berlin, or UTC.")
            )
        return known.get(typed.casefold(), "")


class Dressed(forms.Form):
    """A form whose boxes look like those of the desk; the server says what is missing."""

    use_required_attribute = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.prepare()
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, forms.CheckboxInput | forms.RadioSelect):
                widget.attrs["class"] = "form-check-input"
            elif isinstance(widget, forms.Select):
                widget.attrs["class"] = "form-select"
            else:
                widget.attrs["class"] = "form-control"

    def prepare(self) -> None:
        """Add fields and fill choices, before the boxes are dressed."""

    def read_times(self, names: tuple[str, ...], zone: str | None) -> None:
        """Replace what was typed in these boxes by instants, meant in `zone`; else an error."""
        for name in names:
            instant = in_sane_years(self.cleaned_data.get(name), zone)
            self.cleaned_data[name] = instant
            if instant is not None and not FIRST <= instant <= LAST:
                self.add_error(name, gettext("This year cannot be meant."))


class ArrivalFields(Dressed):
    """When, how and where a request came in."""

    authority = forms.ModelChoiceField(
        Authority.objects.none(), label=_("Received by"), empty_label=None
    )
    received_at = InstantField(label=_("Received at (Baku time)"))

    def __init__(self, *args: Any, by: User, kind: str, **options: Any) -> None:
        self.by, self.kind = by, kind
        super().__init__(*args, **options)

    def prepare(self) -> None:
        """Ask for the authority only if there is a choice; begin with now."""
        fields: Any = self.fields
        desks = desks_of(self.by, self.kind)
        fields["authority"].queryset = desks
        self.only_desk = desks[0] if len(desks) == 1 else None
        if self.only_desk:
            del fields["authority"]
        fields["received_at"].initial = now

    def clean_received_at(self) -> datetime:
        """Refuse a receipt that has not happened yet, or in a year that cannot be meant."""
        received_at: datetime = self.cleaned_data["received_at"]
        if received_at > now():
            raise forms.ValidationError(gettext("The receipt lies in the future."))
        if received_at < FIRST:
            raise forms.ValidationError(gettext("This year cannot be meant."))
        return received_at

    def desk(self) -> Authority:
        """Return the authority at whose door the request came in."""
        chosen: Authority = self.only_desk or self.cleaned_data["authority"]
        return chosen


def in_sane_years(typed: datetime | None, zone: str | None) -> datetime | None:
    """Return the instant; the very ends of the calendar, which no zone can move, become LAST."""
    if typed is None:
        return None
    if not FIRST.year <= typed.year < LAST.year:
        return datetime.max.replace(tzinfo=UTC)
    return in_zone(typed, zone)


def desks_of(user: User, kind: str) -> Any:
    """Return the authorities at which this person registers requests of this kind today."""
    keys = {
        authority
        for authority, role, procedure in user.current_roles
        if role in REGISTERING and procedure in ("", kind)
    }
    return Authority.objects.serving(kind).filter(pk__in=keys).order_by("code")


def is_officer(user: User, desk: Authority, kind: str) -> bool:
    """Whether this person works on such requests there, not only enters them."""
    return Role.OFFICER in user.roles_at(desk.pk, kind)
