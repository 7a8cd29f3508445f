"""What stands against a step on spontaneous information; each says it in a sentence."""

from typing import Any

from django.utils.translation import gettext as _

from mla.spontaneous.states import S


def has_terms(case: Any) -> bool:
    """Whether the sender asked for confidentiality, or that the use be limited (Art. 26.2)."""
    return bool(case.terms or case.is_confidential)


def no_terms(case: Any) -> str:
    """The sender stated no conditions."""
    return "" if has_terms(case) else _("The sender stated no conditions.")


def terms_accepted_already(case: Any) -> str:
    """The conditions are accepted already."""
    return _("The conditions are accepted already.") if case.terms_accepted_on else ""


def terms_not_accepted(case: Any) -> str:
    """Conditions bind who accepts the information: nothing is used before they are accepted."""
    if not has_terms(case) or case.terms_accepted_on:
        return ""
    return _("The sender’s conditions have not been accepted: nothing is used before (Art. 26.2).")


def acknowledged_already(case: Any) -> str:
    """The sender was told already that it came."""
    return _("The receipt was acknowledged already.") if case.acknowledged_on else ""


def not_acknowledged(case: Any) -> str:
    """The sender has not been told that it came."""
    if case.acknowledged_on or case.state == S.DECLINED:
        return ""
    return _("The receipt has not been acknowledged to the sender.")
