"""Persons named in a request, and the offices behind it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.rows import CaseRow


class Person(CaseRow):
    """A person whom the request names (CPC 490.1: as far as it is possible to say)."""

    class Part(models.TextChoices):
        SUSPECT = "suspect", _("Suspect")
        ACCUSED = "accused", _("Accused")
        VICTIM = "victim", _("Victim")
        WITNESS = "witness", _("Witness")
        OTHER = "other", _("Other person")

    part = models.CharField(_("part"), max_length=10, choices=Part.choices)
    full_name = models.CharField(_("name"), max_length=300)
    born_on = models.DateField(_("born"), null=True, blank=True)
    nationality = models.CharField(_("nationality"), max_length=100, blank=True)
    occupation = models.CharField(_("occupation"), max_length=200, blank=True)
    address = models.TextField(_("address"), blank=True)
    remark = models.TextField(_("remark"), blank=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.full_name


class Contact(CaseRow):
    """An office behind the request: boxes 5, 6, 7 and 8 of the Council of Europe's forms."""

    class Part(models.TextChoices):
        REQUESTING = "requesting", _("Requesting authority")
        CONFIRMATION = "confirmation", _("Contact for additional confirmation")
        INVESTIGATING = "investigating", _("Investigative or operational authority in charge")
        PROSECUTION = "prosecution", _("Prosecution office or court")

    part = models.CharField(_("part"), max_length=14, choices=Part.choices)
    organisation = models.CharField(_("organisation"), max_length=300, blank=True)
    person = models.CharField(_("person in charge"), max_length=200, blank=True)
    job_title = models.CharField(_("job title"), max_length=200, blank=True)
    function = models.CharField(_("function"), max_length=200, blank=True)
    address = models.TextField(_("address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=100, blank=True)
    mobile = models.CharField(_("mobile telephone"), max_length=100, blank=True)
    email = models.CharField(_("e-mail address"), max_length=254, blank=True)
    fax = models.CharField(_("fax"), max_length=100, blank=True)
    office_hours = models.CharField(_("office hours"), max_length=200, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    numbers = models.CharField(_("numbers and decisions"), max_length=300, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("confirmed by"),
    )

    class Meta:
        verbose_name = _("office behind the request")
        verbose_name_plural = _("offices behind the request")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "part"],
                name="contact_once",
                violation_error_message=_("This part is taken by another office already."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on=None, confirmed_by=None)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
                name="contact_confirmed_by_somebody",
                violation_error_message=_(
                    "A confirmation has both a day and the person who confirmed."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.organisation or self.person
