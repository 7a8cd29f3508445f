"""Registers this procedure with casework."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactPointConfig(AppConfig):
    name = "contact_point"

    def ready(self) -> None:
        """Make the procedure known: its modules need the app registry, so not before this."""
        from casework.directory import procedures
        from casework.letters import kinds
        from casework.workflow import registry
        from contact_point.forms import all_forms
        from contact_point.groups import GROUPS, usual_next
        from contact_point.letters import LETTERS
        from contact_point.models import ContactRequest
        from contact_point.procedure import FIRST_EDITION, PROCEDURE
        from contact_point.said import SAID

        label = _("24/7 contact point")
        procedures.register(procedures.Procedure("contact_point", label, FIRST_EDITION))
        kinds.register("contact_point", *LETTERS)
        registry.register(
            registry.Registered(
                kind="contact_point",
                short="CP",
                model=ContactRequest,
                table=PROCEDURE,
                forms=all_forms(),
                said=SAID,
                doors=(
                    ("contact_point:register", _("Register a request"), "file-plus"),
                    ("contact_point:urgent", _("Register urgent"), "siren"),
                ),
                panels=("contact_point/case_content.html",),
                groups=GROUPS,
                usual=usual_next,
            )
        )
