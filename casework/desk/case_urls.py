"""The pages of cases: list, case, steps, proposals, drafts of forms."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
