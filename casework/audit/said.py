"""What happened beside the steps of a procedure, as sentences; the person is the subject.

Additions, letters and proposals are recorded but move nothing: no procedure names them.
"""

from django.utils.translation import gettext_lazy as _

SAID = {
    "propose": _("proposed a step"),
    "decline": _("decided that what was proposed is not done"),
    "add_document": _("added a document"),
    "add_letter": _("began a letter"),
    "edit_letter": _("changed the draft of a letter"),
    "send_letter": _("marked a letter as sent"),
    "drop_letter": _("decided that a letter is not needed"),
    "add_note": _("added a note"),
    "confirm_note": _("recorded that a call is confirmed in writing"),
    "confirm_contact": _("confirmed an office behind the request by day"),
    "add_link": _("linked the case with another one"),
    "end_link": _("took a link back"),
    "keep_for": _("linked a request that is about the data preserved here"),
    "keep_no_longer_for": _("took back the link of a request with the data preserved here"),
    "let_go": _("ended that the data are kept for a request which is with a body outside"),
    "let_go_there": _("ended that data are kept for this request, which is with a body outside"),
    "request_decided": _("ended the request for which the data are kept"),
    "request_goes_on": _("reopened the request for which the data are kept"),
    "request_corrected": _("corrected the receipt of the request for which the data are kept"),
    "grant_read": _("let a person without a role here read the case"),
    "end_grant": _("ended that a person without a role here may read the case"),
    "acknowledge": _("has seen that the case is urgent"),
    "move_calendar": _("moved the case to a later edition of the calendar"),
    "bring_in": _("brought the case in from an older register"),
    "seal_reads": _("sealed the log of reads"),
}
OTHERWISE = _("changed the case")  # a verb of a former version of the procedure
