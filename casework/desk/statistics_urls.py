"""The pages of statistics."""

from django.urls import path

from casework.desk import statistics

urlpatterns = [
    path("", statistics.statistics, name="statistics"),
    path("figures.csv", statistics.statistics_csv, name="statistics_csv"),
    path("figures.xlsx", statistics.statistics_xlsx, name="statistics_xlsx"),
]
