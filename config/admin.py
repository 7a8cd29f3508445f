"""The supervisors' administration: Django's own, behind the desk's sign-in."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

SECTIONS = [
    (_("Cases"), ["Case", "Proposal"]),
    (_("People"), ["User", "StepRule"]),
    (_("Time limits and calendar"), ["Policy", "CalendarEdition", "CalendarDay"]),
    (
        _("Whom we deal with"),
        ["Authority", "State", "ForeignContactPoint", "Body", "Provider", "RecipientPerson"],
    ),
    (
        _("Law"),
        ["Instrument", "InstrumentArticle", "AuthorityRule", "RequestType", "Measure",
         "RefusalGround", "SubstantiveLaw", "RelatedLaw"],
    ),
]  # fmt: skip


class DeskAdminSite(AdminSite):
    """One way in: signing in, out and changing the password are the desk's own pages."""

    site_header = _("MLA Desk: administration")
    site_title = _("MLA Desk")
    index_title = _("Cases, people, directory and calendar")
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether this person is a supervisor or an auditor today."""
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Send to the desk's sign-in page; who is signed in already has no right to be here."""
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """Return the tables by what a supervisor comes for, not by the app they stand in."""
        found = super().get_app_list(request, app_label)
        rows = {row["object_name"]: row for app in found for row in app["models"]}
        grouped = []
        for label, names in SECTIONS:
            own = [rows.pop(name) for name in names if name in rows]
            grouped.append({**found[0], "name": label, "models": own} if own else {})
        left = [{**found[0], "models": list(rows.values())}] if rows else []
        return [section for section in grouped if section] + left

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Ask on the desk's own page; it signs out by POST."""
        return redirect("account_logout")

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Send to the desk's own page."""
        return redirect("account_change_password")
