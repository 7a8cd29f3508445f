"""The pages of cases: list, case, steps, proposals, drafts of forms."""

from django.urls import path

from casework.desk import (
    bulk,
    case_page,
    case_steps,
    cases,
    drafts,
    proposals,
    queue_saved,
    urgent,
)

urlpatterns = [
    path("", cases.cases, name="cases"),
    path("assign/", bulk.assign, name="assign_cases"),
    path("share/", bulk.share, name="share_cases"),
    path("filters/", queue_saved.saved, name="filter_save"),
    path("filters/<int:key>/delete/", queue_saved.dropped, name="filter_drop"),
    path("drafts/", drafts.draft, name="draft"),
    path("proposals/<uuid:public_id>/", proposals.proposal, name="proposal"),
    path("<uuid:public_id>/", case_page.case, name="case"),
    path("<uuid:public_id>/history/", case_page.history, name="history"),
    path("<uuid:public_id>/acknowledge/", urgent.acknowledged, name="acknowledge"),
    path("<uuid:public_id>/steps/<str:name>/", case_steps.step, name="step"),
]
