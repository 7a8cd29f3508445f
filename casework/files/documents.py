"""Documents of a case: what came in, what was attached, what goes out."""

import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.rows import CaseRow


class Document(CaseRow):
    """A file, kept as it came. Its name is only ever shown, never used as a path."""

    class Kind(models.TextChoices):
        REQUEST = "request", _("Request")
        ANSWER = "answer", _("Answer of the requester")
        RECIPIENT = "recipient", _("Answer of a provider or person")
        COURT = "court", _("Court decision")
        MATERIAL = "material", _("Material to be handed over")
        OTHER = "other", _("Other document")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    title = models.CharField(_("title"), max_length=300, blank=True)
    name = models.CharField(_("file name"), max_length=255)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content_type = models.CharField(_("recognised as"), max_length=100)
    stored_as = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def path(self) -> Path:
        """Where the bytes are: two letters of the random name, then the name itself."""
        return Path(settings.DOCUMENTS_DIR) / self.stored_as[:2] / self.stored_as


def material_of(case: Any) -> list[Document]:
    """Return the documents of the case that are to be handed over."""
    return [row for row in case.documents.all() if row.kind == Document.Kind.MATERIAL]
