"""What happened to sub-tasks, as sentences, and where their steps stand on the case page."""

from django.utils.translation import gettext_lazy as _

SAID = {
    "add_subtask": _("added a sub-task"),
    "change_subtask": _("changed a sub-task"),
    "finish_subtask": _("finished a sub-task"),
    "drop_subtask": _("dropped a sub-task"),
}
GROUP = (_("Sub-tasks"), ("add_subtask", "finish_subtask", "change_subtask", "drop_subtask"))
