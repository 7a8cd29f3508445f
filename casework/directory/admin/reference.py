"""Instruments, law, measures, grounds and competence in the administration."""

from django.contrib import admin

from casework.directory.admin.rows import NOTES, PERIOD, DirectoryAdmin, NamedAdmin
from casework.directory.competence import AuthorityRule
from casework.directory.grounds import RefusalGround, RequestType
from casework.directory.instruments import Instrument, InstrumentArticle
from casework.directory.law import Measure, RelatedLaw, SubstantiveLaw


@admin.register(Instrument)
class InstrumentAdmin(NamedAdmin):
    """Instruments with what each allows."""

    list_display = ["name_en", "number", "kind", "with_state", "founds_mla", "direct_channel"]
    list_select_related = ["with_state"]
    autocomplete_fields = ["with_state"]
    list_filter = ["kind", "founds_mla", "direct_channel"]
    search_fields = ["code", "number", "name_en", "name_az"]
    details = ["number", "kind", "with_state", "founds_mla", "direct_channel"]


@admin.register(InstrumentArticle)
class InstrumentArticleAdmin(NamedAdmin):
    """Articles with our words, reservations and declarations."""

    list_display = ["number", "name_en", "name_az", "instrument", "reservation"]
    list_display_links = ["number", "name_en"]
    list_filter = ["instrument", "reservation"]
    list_select_related = ["instrument"]
    search_fields = ["number", "name_en", "name_az", "rule_en", "rule_az"]
    autocomplete_fields = ["instrument"]
    details = [
        "instrument",
        "number",
        "position",
        "rule_en",
        "rule_az",
        "reservation",
        "declaration_en",
        "declaration_az",
    ]


@admin.register(SubstantiveLaw)
class SubstantiveLawAdmin(NamedAdmin):
    """Offences, for dual criminality."""

    list_display = ["article", "name_en", "name_az", "implementation", "domestic_article"]
    list_display_links = ["article", "name_en"]
    list_filter = ["implementation"]
    details = ["article", "position", "implementation", "domestic_article"]


@admin.register(RelatedLaw)
class RelatedLawAdmin(NamedAdmin):
    """Laws, decrees and orders."""

    list_display = ["name_en", "name_az", "adopted_on"]
    details = ["adopted_on"]


@admin.register(Measure)
class MeasureAdmin(NamedAdmin):
    """Domestic measures."""

    list_display = ["article", "name_en", "power", "court", "is_voluntary"]
    list_display_links = ["article", "name_en"]
    list_filter = ["power", "court", "is_voluntary"]
    autocomplete_fields = ["if_refused", "ready_reason"]
    details = [
        "article",
        "position",
        "power",
        "has_basis",
        "basis_en",
        "basis_az",
        "court",
        "is_voluntary",
        "is_last_resort",
        "is_secret",
        "longest_days",
        "longest_months",
        "if_refused",
        "ready_reason",
    ]


@admin.register(RequestType)
class RequestTypeAdmin(NamedAdmin):
    """Types of request."""

    list_display = ["article", "name_en", "name_az", "procedure", "is_preservation"]
    list_display_links = ["article", "name_en"]
    list_filter = ["procedure", "is_preservation"]
    final_fields = ["code", "procedure", "is_preservation"]
    details = ["procedure", "article", "position", "is_preservation", "needs_provider"]


@admin.register(RefusalGround)
class RefusalGroundAdmin(NamedAdmin):
    """Grounds of refusal and reasons of an outcome."""

    list_display = ["name_en", "name_az", "kind", "article", "for_preservation"]
    list_filter = ["kind", "for_preservation"]
    final_fields = ["code", "kind"]
    details = ["kind", "article", "position", "for_preservation"]


@admin.register(AuthorityRule)
class AuthorityRuleAdmin(DirectoryAdmin):
    """Rules of competence; the most particular one that fits decides."""

    list_display = ["procedure", "stage", "instrument", "request_type", "authority"]
    list_filter = ["procedure", "stage", "authority"]
    list_select_related = ["instrument", "request_type", "authority"]
    autocomplete_fields = ["instrument", "request_type"]
    fieldsets = [
        (None, {"fields": ["procedure", "stage", "instrument", "request_type", "authority"]}),
        NOTES,
        PERIOD,
    ]
