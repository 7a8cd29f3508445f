"""What hangs on a case beside its facts: documents, letters, notes, links; and who may add."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.access.permissions import Role
from casework.access.supervision import reach_of
from casework.cases.additions import Link
from casework.cases.case import Case
from casework.cases.closing import closed_at
from casework.cases.kept import kept_of
from casework.clock import now
from casework.desk.home import signed_in
from casework.desk.kept_words import kept_lines
from casework.desk.paper_forms import (
    CallForm,
    DocumentForm,
    LinkForm,
    NoteForm,
    drawn_letters,
)
from casework.incoming.paper import PAPERS
from casework.letters.kinds import labels, leaves_by_step, settled, titles
from casework.letters.models import Letter
from casework.workflow.people import roles_of, words_for
from casework.workflow.registry import registered

ADDING = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR, Role.REGISTRAR)
WRITING = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)
LETTING_GO = (Role.SUPERVISOR,)
SAME_FOR_ALL: dict[str, Callable[[], Form]] = {
    "document_form": DocumentForm,
    "note_form": NoteForm,
    "call_form": CallForm,
    "link_form": lambda: LinkForm(case=Case(), by=None),  # what it asks is the same in all
}


def papers_of(case: Case, user: User) -> dict[str, Any]:
    """Return the context of the panels of the case page, of which the rows were gathered.

    documents, letters, notes, links   the rows, the newest first; letters to be sent come first
    to_send                            how many letters wait for this person to send them
    never_sent                         drafts without which the case was closed
    orders_unsent                      keys of the orders of which the letter has still to leave
    may_add, may_write                 whether the person may add papers, and write letters
    *_form                             the boxes of empty forms, for who may use them
    """
    may_write = has_role(user, case, WRITING)
    letters = labelled(case, case.letters.all())
    mark_overtaken(case, letters)
    letters = in_order(letters)
    return {
        "case": case,
        "documents": list(case.documents.all()),
        "letters": letters,
        "to_send": sum(is_to_be_sent(letter) for letter in letters) if may_write else 0,
        "never_sent": [letter for letter in letters if letter.is_overtaken],
        "orders_unsent": orders_unsent(letters),
        "notes": list(case.notes.all()),
        **linked_with(case, user),
        "may_add": has_role(user, case, ADDING),
        "may_write": may_write,
        **forms_of(case),
    }


def forms_of(case: Case) -> dict[str, SafeString]:
    """Return the boxes of each form, empty; those of a letter but for the orders of the case."""
    language, minute = get_language() or "", now().strftime("%Y-%m-%dT%H:%M")
    return {
        "letter_kinds": drawn_letters(case.kind, case.is_ended),
        **{name: drawn(name, language, minute) for name in SAME_FOR_ALL},
    }


@lru_cache(maxsize=len(SAME_FOR_ALL) * 4)
def drawn(name: str, language: str, minute: str) -> SafeString:
    """Return the boxes of a form that begins the same in every case, for this minute.

    Five empty forms cost more to draw than the rest of the page.
    """
    found: SafeString = as_crispy_form(SAME_FOR_ALL[name]())
    return found


def labelled(case: Case, letters: Any) -> list[Any]:
    """Return the letters, each with its label, and its title, in the language of the page.

    settled  why nobody may change a draft now, "" if somebody may
    """
    words, found = labels(case.kind), list(letters)
    for letter, title in zip(found, titles(case.kind, found), strict=True):
        letter.label, letter.title = words.get(letter.kind, letter.kind), title
        letter.is_left_to_step = leaves_by_step(case.kind, letter.kind)
        letter.settled = settled(case, letter.kind) if letter.is_draft else ""
    return found


def in_order(letters: list[Any]) -> list[Any]:
    """Return the letters that are still to be sent first, each group as it was."""
    return sorted(letters, key=lambda letter: not is_to_be_sent(letter))


def is_to_be_sent(letter: Any) -> bool:
    """Whether a marked letter is a draft that somebody still has to send; no step does."""
    return bool(letter.is_draft and not letter.is_overtaken and not letter.is_left_to_step)


def mark_overtaken(case: Case, letters: list[Any]) -> None:
    """Mark the drafts without which the case was closed: nobody is asked to send them any more.

    What is drafted later, to end a preservation, is to be sent as any other letter.
    """
    drafts = [letter for letter in letters if letter.is_draft]
    closed = closed_at(case) if drafts else None
    for letter in letters:
        letter.is_overtaken = letter.is_draft and closed is not None and letter.made_at <= closed


def orders_unsent(letters: list[Any]) -> set[int]:
    """Return the keys of the orders that were drafted and have reached nobody yet."""
    to_recipients = [row for row in letters if row.addressee == Letter.Addressee.RECIPIENT]
    left = {row.order_id for row in to_recipients if row.sent_at}
    return {row.order_id for row in to_recipients if row.is_draft and row.order_id} - left


def linked_with(case: Case, user: User) -> dict[str, Any]:
    """Return the links of the case, and apart from them those about preserved data.

    may_keep      whether requests of this kind rely on data that were preserved before
    may_let_go    whether the person may end that data are kept for a request that left us
    may_read_log  whether the person may see who learned of the data
    """
    rows = linking(case)
    others = [row for row in rows if row.kind != Link.Kind.PRESERVED]
    known = kept_of([case.pk]) if len(others) < len(rows) else []
    case.__dict__["kept"] = known  # the clocks ask for it too
    holds = any(row.holder_id == case.pk for row in known)
    paper = PAPERS.get(case.kind)
    return {
        "links": links_of(case, user, others),
        "kept": kept_lines(case, user, known),
        "may_keep": bool(paper and paper.keeps),
        "may_let_go": has_role(user, case, LETTING_GO),
        "may_read_log": holds and may_read_log(user, case),
    }


def linking(case: Case) -> list[Link]:
    """Return the links of the case, from either side."""
    rows = Link.objects.filter(Q(case=case.pk) | Q(other=case.pk))
    return list(rows.select_related("made_by"))


def links_of(case: Case, user: User, rows: list[Link] | None = None) -> list[Link]:
    """Return the links of the case, from either side, to cases that the person sees.

    rows  the links of which those are wanted, all of the case if None
    """
    rows = linking(case) if rows is None else rows
    keys = {key for row in rows for key in (row.case_id, row.other_id)} - {case.pk}
    seen = {case.pk: case, **(Case.objects.visible_to(user).in_bulk(keys) if keys else {})}
    found = [row for row in rows if row.case_id in seen and row.other_id in seen]
    for row in found:
        row.case, row.other = seen[row.case_id], seen[row.other_id]
    return found


def has_role(user: User, case: Case, roles: Sequence[Role]) -> bool:
    """Whether the person, or who is absent and represented, has one of these roles."""
    return any(role in roles for role, _behalf in roles_of(user, case))


def may_read_log(user: User, case: Case) -> bool:
    """Whether the person reads the log of reads of the authority of the case."""
    return case.authority_id in reach_of(user, Role.SUPERVISOR, Role.AUDITOR, whole=True)


def case_for(request: HttpRequest, public_id: Any) -> Case:
    """Return a case that the person sees. Raises Http404."""
    seen = Case.objects.visible_to(request.user).select_related("authority")
    return get_object_or_404(seen, public_id=public_id)


def acting(request: HttpRequest, case: Case, roles: Sequence[Role]) -> tuple[User, User | None]:
    """Return the person and on whose behalf. Raises PermissionDenied without one of the roles."""
    user = signed_in(request)
    for role, on_behalf_of in roles_of(user, case):
        if role in roles:
            return user, on_behalf_of
    raise PermissionDenied(_("This is for: %(roles)s.") % {"roles": words_for(roles)})


def own_model(case: Case) -> Any:
    """Return the case as its procedure's own model."""
    return registered(case.kind).model.objects.select_related("authority").get(pk=case.pk)


def back_to(case: Case, panel: str) -> HttpResponse:
    """Return the way to the panel of the case page."""
    return redirect(f"{case.get_absolute_url()}#{panel}")
