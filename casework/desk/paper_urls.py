"""The pages of what hangs on a case: documents, letters, notes, links."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
