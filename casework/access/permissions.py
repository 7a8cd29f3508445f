"""Roles, and what each may do in the supervisors' administration.

Nobody is a superuser. Nothing is ever deleted there: people are switched off, memberships and
directory rows end.
"""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from casework.access.models import User


class Role(models.TextChoices):
    OFFICER = "officer", _("Officer")
    LAWYER = "lawyer", _("Lawyer")
    SUPERVISOR = "supervisor", _("Supervisor")
    AUDITOR = "auditor", _("Auditor")
    REGISTRAR = "registrar", _("Registrar")


ADMIN_ACTIONS: dict[str, frozenset[str]] = {
    Role.SUPERVISOR: frozenset({"view", "add", "change"}),
    Role.AUDITOR: frozenset({"view"}),
}


def permits(user: "User", perm: str) -> bool:
    """Whether one of the user's roles of today includes `perm`, as in "casework.change_state"."""
    app_label, _dot, codename = perm.partition(".")
    action = codename.partition("_")[0]
    return app_label == "casework" and any(
        action in ADMIN_ACTIONS.get(role, ()) for _authority, role, _procedure in user.current_roles
    )
