"""The second factor: no session works without the one its account has or the site asks for."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from casework.access.models import User

# The language, and what machines ask: they must be answered without a database.
OPEN_TO_ALL = ("choose_language", "live", "ready", "reminders_alive", "metrics")
# Signing in and out, passwords, the second factor itself.
OPEN_WITHOUT = ("account_", "mfa_")


class SecondFactorMiddleware:
    """Sends who has no second factor to set it up, and ends sessions that did not pass it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Stop a session without the second factor; one older than it does not even see it."""
        name = (request.resolver_match and request.resolver_match.view_name) or ""
        if name in OPEN_TO_ALL or not isinstance(request.user, User):
            return None
        factor = Authenticator.objects.filter(
            user_id=request.user.pk, type=Authenticator.Type.TOTP
        ).first()
        if factor is not None:
            return None if has_passed(request, factor) else sign_out(request)
        if settings.SECOND_FACTOR_REQUIRED and not name.startswith(OPEN_WITHOUT):
            return redirect("mfa_activate_totp")
        return None


def has_passed(request: HttpRequest, factor: Authenticator) -> bool:
    """Return whether a code was given in this session since this very factor was set up."""
    began = factor.created_at.timestamp()
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" and record["at"] >= began for record in records)


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and return the way to a new one."""
    logout(request)
    messages.info(request, _("This account has a second factor now. Sign in again with it."))
    return redirect("account_login")


def spend(factor: Authenticator, code: str) -> bool:
    """Use the code up; return False if it, or a later one, was used before (RFC 6238, 5.2).

    allauth forgets a used code after one period, but takes it for three (MFA_TOTP_TOLERANCE).
    """
    with transaction.atomic():
        kept = Authenticator.objects.select_for_update().get(pk=factor.pk)
        secret, spent = decrypt(kept.data["secret"]), kept.data.get("spent", 0)
        for counter in yield_hotp_counters_from_time():
            right = format_hotp_value(hotp_value(secret, counter))
            if counter > spent and compare_user_code(actual=code, expected=right):
                kept.data["spent"] = counter
                kept.save(update_fields=["data"])
                return True
    return False


class SpendsCode:
    """Of a form: takes each code of the app once."""

    cleaned_data: dict[str, Any]
    authenticator: Authenticator

    def clean_code(self) -> str:
        """Return the code that allauth found right, unless it was used before."""
        code: str = super().clean_code()  # type: ignore[misc]
        is_app = self.authenticator.type == Authenticator.Type.TOTP
        if is_app and not spend(self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class StepForm(SpendsCode, AuthenticateForm):
    """The second step of signing in."""


class ConfirmForm(SpendsCode, ReauthenticateForm):
    """Asked again before something important."""


class SetUpView(ActivateTOTPView):
    """Sets the second factor up; the code that proves it counts for this session, and once."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Record what allauth does not: that this session has passed the factor it set up."""
        response: HttpResponse = super().form_valid(form)
        user = self.request.user
        factor = Authenticator.objects.get(user_id=user.pk, type=Authenticator.Type.TOTP)
        spend(factor, form.cleaned_data["code"])
        record_authentication(self.request, user, "mfa", id=factor.pk, type=factor.type)
        return response
