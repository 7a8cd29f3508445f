"""How allauth behaves here: closed sign-up, mails in the reader's language, sealed secrets."""

import base64
import hashlib
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from casework.access.models import User


def signing_in_as(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the account that a sign-in was tried for, in small letters, for django-axes.

    allauth names the account `email`, axes itself `login`. Without this axes would count every
    failure as that of nobody, and one address would lock out all who share it.
    """
    named = credentials or request.POST
    name = named.get("email") or named.get(settings.AXES_USERNAME_FORM_FIELD) or ""
    return str(name).strip().lower()[:254]


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by supervisors, and every mail is written in the language of its reader."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("This is not your present password."),
        "too_many_login_attempts": _("Too many wrong codes. Wait five minutes, then try again."),
        "rate_limited": _("Too many wrong codes. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count nothing: django-axes counts passwords, allauth's counter is for codes alone."""

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Ask again before the second factor is changed, but not within minutes of signing in."""
        user = self.request.user
        records = get_authentication_records(self.request, user if isinstance(user, User) else None)
        latest = max((record["at"] for record in records), default=0.0)
        return bool(time.time() - latest >= app_settings.REAUTHENTICATION_TIMEOUT)

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponseBase:
        """Begin in the language of the account, unless one was chosen in this browser."""
        response: HttpResponseBase = super().post_login(request, user, **options)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.language,
                httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                samesite="Lax",
            )
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send after the transaction, so that a slow or broken relay neither locks nor undoes."""
        reader = User.objects.filter(email__iexact=email).first()
        known = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL, "reader": reader}
        with override(reader.language if reader else get_language()):
            message = self.render_mail(template_prefix, email, {**known, **context})
        transaction.on_commit(message.send, robust=True)

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Invite whoever never had a password to choose the first one."""
        prefix = "password_reset_key" if user.has_usable_password() else "invitation"
        self.send_mail(f"account/email/{prefix}", email, context)

    def format_email_subject(self, subject: str) -> str:
        """Begin with the name of the site."""
        return f"{settings.SITE_NAME}: {subject}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return a link to the address of this site, whatever host a request claims to be for."""
        uid, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.SITE_URL.rstrip("/") + path

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to the account, where the message says that it is done."""
        return reverse("account")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of the second factor sealed in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code is not right. The app shows a new one every 30 seconds; each works once."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Return the text sealed with the site's secret key."""
        return sealer().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was sealed with the secret key of today or an earlier one."""
        return sealer().decrypt(encrypted_text.encode()).decode()


def sealer() -> MultiFernet:
    """Return what seals with SECRET_KEY and opens with SECRET_KEY_FALLBACKS too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = [hashlib.sha256(b"second factor:" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
