"""The step that records the translation of what our request says."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.workflow.steps import step
from mla.outgoing.guards import REQUEST, request_draft
from mla.outgoing.texts import original


class TranslatingSteps:
    """Both columns of the request say the same, each in its language."""

    @step
    def translate_texts(self: Any, *, texts_in: str, translated: dict[str, str]) -> None:
        """Keep each translation with the words that it translates; draft the request anew.

        A draft that somebody has edited by hand stays: nobody's words are lost.
        """
        kept = {
            name: {"of": original(self, name), "text": text}
            for name, text in translated.items()
            if text
        }
        self.keeps(texts_in=texts_in, translated=kept)
        draft = request_draft(self)
        if draft is not None and draft.edited_at is None:
            draft.dropped_at, draft.version = self.act.at, draft.version + 1
            draft.drop_reason = str(_("Drafted anew with the translations."))
            draft.save(update_fields=["dropped_at", "drop_reason", "version"])
            self.act.owe(REQUEST)
