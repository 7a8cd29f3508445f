"""Spontaneous information (Art. 26) is a kind of case of its own, without limits of law."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0023_own_days"),
        ("mla", "0004_rows_of_outgoing"),
    ]

    operations = [
        migrations.CreateModel(
            name="SpontaneousInformation",
            fields=[
                (
                    "case_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                (
                    "dated_on",
                    models.DateField(blank=True, null=True, verbose_name="date of the request"),
                ),
                (
                    "is_extension",
                    models.BooleanField(
                        default=False, verbose_name="extension of a previous request"
                    ),
                ),
                (
                    "previous_reference",
                    models.CharField(
                        blank=True,
                        max_length=200,
                        verbose_name="ticket or reference number of the previous request",
                    ),
                ),
                (
                    "requested_authority",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="requested authority"
                    ),
                ),
                ("offence", models.TextField(blank=True, verbose_name="offence")),
                ("provisions", models.TextField(blank=True, verbose_name="legal provisions")),
                ("penalties", models.TextField(blank=True, verbose_name="penalties")),
                ("summary", models.TextField(blank=True, verbose_name="summary of the facts")),
                (
                    "relation",
                    models.TextField(
                        blank=True, verbose_name="relation of the data to the offence"
                    ),
                ),
                ("necessity", models.TextField(blank=True, verbose_name="purpose and necessity")),
                (
                    "custodian",
                    models.TextField(
                        blank=True,
                        verbose_name="provider, custodian or location of the data, as far as known",
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("life", "Threat to life or limb"),
                            ("security", "Threat to public security"),
                            ("custody", "Custody or release of a suspect"),
                            ("volatile", "Volatility of the data"),
                            ("limitation", "Limitation period"),
                            ("other", "Other reason"),
                        ],
                        max_length=12,
                        verbose_name="reason of urgency",
                    ),
                ),
                ("urgency_note", models.TextField(blank=True, verbose_name="more on the urgency")),
                (
                    "confirmation_requested",
                    models.BooleanField(
                        default=False, verbose_name="confirmation of receipt is requested"
                    ),
                ),
                (
                    "is_confidential",
                    models.BooleanField(default=False, verbose_name="confidentiality is requested"),
                ),
                (
                    "partial_disclosure",
                    models.BooleanField(
                        default=False,
                        verbose_name="disclosure of traffic data is requested too (Art. 30)",
                    ),
                ),
                (
                    "special_procedure",
                    models.TextField(
                        blank=True, verbose_name="special procedure requested (Art. 27.3)"
                    ),
                ),
                (
                    "mla_intended",
                    models.BooleanField(
                        default=False,
                        verbose_name="a request for mutual legal assistance will follow",
                    ),
                ),
                (
                    "is_signed",
                    models.BooleanField(default=False, verbose_name="signed and stamped"),
                ),
                (
                    "formal_required",
                    models.BooleanField(default=False, verbose_name="formal confirmation required"),
                ),
                (
                    "formal_received_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="formal confirmation received"
                    ),
                ),
                (
                    "foreign_case_number",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="number of the foreign proceedings"
                    ),
                ),
                (
                    "checklist",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="By letter (a to f): whether it is there, and a note.",
                        verbose_name="checklist of Art. 29.2",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=300, verbose_name="subject")),
                (
                    "terms",
                    models.TextField(blank=True, verbose_name="conditions of use (Art. 26.2)"),
                ),
                (
                    "terms_accepted_on",
                    models.DateField(editable=False, null=True, verbose_name="conditions accepted"),
                ),
                (
                    "passed_on",
                    models.DateField(editable=False, null=True, verbose_name="passed on"),
                ),
                (
                    "acknowledged_on",
                    models.DateField(
                        editable=False, null=True, verbose_name="receipt acknowledged"
                    ),
                ),
                (
                    "outcome",
                    models.TextField(blank=True, editable=False, verbose_name="what came of it"),
                ),
                (
                    "passed_to",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.body",
                        verbose_name="passed on to",
                    ),
                ),
            ],
            options={
                "verbose_name": "spontaneous information",
                "verbose_name_plural": "spontaneous information",
            },
            bases=("casework.case",),
        ),
    ]
