"""What stands against accepting a request for assistance; each says in a sentence what is missing.

Before trial the Prosecutor General's Office needs reciprocity and dual criminality, at trial the
Ministry of Justice a legal basis, else a written assurance of reciprocity (country profile).
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.directory.models import Known, Stage
from mla.competence import competent_for
from mla.states import FORMAL_LINES, Criterion, Found, Judgement

NOT_JUDGED: dict[str, str | Promise] = {
    Criterion.RECIPROCITY: gettext_lazy("Reciprocity has not been judged yet."),
    Criterion.DUAL_CRIMINALITY: gettext_lazy("Dual criminality has not been judged yet."),
}
NOT_MET: dict[str, str | Promise] = {
    Criterion.RECIPROCITY: gettext_lazy("Reciprocity is not met: the request may be refused."),
    Criterion.DUAL_CRIMINALITY: gettext_lazy(
        "Dual criminality is not met: the request may be refused."
    ),
}
UNKNOWN: dict[str, str | Promise] = {
    Criterion.RECIPROCITY: gettext_lazy("Whether there is reciprocity is still unknown."),
    Criterion.DUAL_CRIMINALITY: gettext_lazy("Whether there is dual criminality is still unknown."),
}
BEFORE_TRIAL = (Criterion.RECIPROCITY, Criterion.DUAL_CRIMINALITY)


def stage_unknown(case: Any) -> str:
    """Nobody recorded where the foreign proceedings stand."""
    return "" if case.stage else _("Record whether the proceedings are before trial or at trial.")


def wrong_door(case: Any) -> str:
    """Another authority is competent, by the table of instrument, stage and type."""
    competent = competent_for(case)
    if competent is None or competent.pk == case.authority_id:
        return ""
    return _("%(authority)s is competent at this stage: hand the case over.") % {
        "authority": competent
    }


def form_not_checked(case: Any) -> str:
    """The formal check has not been made."""
    return "" if case.formal_check else _("The form has not been checked (CPC 489–490).")


def form_incomplete(case: Any) -> str:
    """Something that the law demands is missing in the request."""
    lines = [
        str(words)
        for line, words in FORMAL_LINES.items()
        if case.formal_check.get(line, {}).get("found") == Found.MISSING
    ]
    if not lines:
        return ""
    return _("Missing in the request: %(lines)s.") % {"lines": "; ".join(lines)}


def before_trial_not_met(case: Any) -> str:
    """Before trial: reciprocity or dual criminality is not met, not known or not judged."""
    if case.stage != Stage.PRE_TRIAL:
        return ""
    latest = {row.criterion: row.judgement for row in case.gatefindings.all()}
    said = {Judgement.NOT_MET: NOT_MET, Judgement.UNKNOWN: UNKNOWN}
    sentences = [
        str(said.get(latest.get(criterion), NOT_JUDGED)[criterion])  # type: ignore[arg-type]
        for criterion in BEFORE_TRIAL
        if latest.get(criterion) not in (Judgement.MET, Judgement.NOT_REQUIRED)
    ]
    return " ".join(sentences)


def no_legal_basis(case: Any) -> str:
    """At trial: no treaty that founds assistance is cited, and no assurance is attached."""
    if case.stage != Stage.TRIAL or has_basis(case) or assurance_of(case):
        return ""
    if case.legal_basis is None:
        return _(
            "No treaty is cited: the written assurance of reciprocity has to be attached first."
        )
    if case.legal_basis.founds_mla == Known.UNKNOWN:
        return _(
            "Whether “%(instrument)s” founds legal assistance is unknown: the written assurance of"
            " reciprocity has to be attached first."
        ) % {"instrument": case.legal_basis}
    return _(
        "“%(instrument)s” does not found legal assistance: the written assurance of reciprocity"
        " has to be attached first."
    ) % {"instrument": case.legal_basis}


def latest_of(case: Any, criterion: str) -> Any:
    """Return the finding of this criterion that counts, None if it was not judged."""
    return next((r for r in reversed(case.gatefindings.all()) if r.criterion == criterion), None)


def has_basis(case: Any) -> bool:
    """Whether the request cites an instrument on which assistance may rest."""
    return bool(case.legal_basis and case.legal_basis.founds_mla == Known.YES)


def assurance_of(case: Any) -> Any:
    """Return the finding that a written assurance of reciprocity is there, else None."""
    rows = [row for row in case.gatefindings.all() if row.criterion == Criterion.ASSURANCE]
    return next((row for row in reversed(rows) if row.judgement == Judgement.MET), None)


def not_before_trial(case: Any) -> str:
    """Reciprocity and dual criminality are judged before trial."""
    if case.stage == Stage.PRE_TRIAL:
        return ""
    return _("Reciprocity and dual criminality are judged before trial.")


def not_at_trial(case: Any) -> str:
    """The assurance of reciprocity takes the place of a treaty at trial only."""
    if case.stage != Stage.TRIAL:
        return _("A written assurance takes the place of a treaty at trial.")
    if has_basis(case):
        return _("The treaty that is cited founds the assistance: no assurance is needed.")
    return ""


def no_other_stage(case: Any) -> str:
    """The case cannot pass on: its stage is unknown, or the same authority stays competent."""
    if not case.stage:
        return stage_unknown(case)
    competent = competent_for(case, stage=other_stage(case))
    if competent is None or competent.pk == case.authority_id:
        return _("No other authority is competent at the other stage: record the stage only.")
    return ""


def other_stage(case: Any) -> str:
    """Return the stage that the case is not at."""
    return str((Stage.PRE_TRIAL if case.stage == Stage.TRIAL else Stage.TRIAL).value)
