"""What happened, as sentences, for the steps that only requests for assistance have."""

from django.utils.translation import gettext_lazy as _

SAID = {
    "check_formally": _("checked the form of the request"),
    "record_stage": _("recorded the stage of the proceedings"),
    "judge_reciprocity": _("judged reciprocity"),
    "judge_dual_criminality": _("judged dual criminality"),
    "record_basis": _("recorded the legal basis"),
    "record_assurance": _("recorded the assurance of reciprocity"),
    "pass_on": _("passed the case on to the authority of the other stage"),
    "assign_body": _("assigned the executing body"),
    "record_body_report": _("recorded what the executing body reports"),
}
