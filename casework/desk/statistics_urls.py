"""The pages of statistics."""

from django.urls import path

from casework.desk import scoreboard, statistics, statistics_issued, statistics_year

urlpatterns = [
    path("", statistics.statistics, name="statistics"),
    path("figures.csv", statistics.statistics_csv, name="statistics_csv"),
    path("figures.xlsx", statistics.statistics_xlsx, name="statistics_xlsx"),
    path("year/", statistics_year.year, name="statistics_year"),
    path("year/figures.csv", statistics_year.year_csv, name="statistics_year_csv"),
    path("year/figures.xlsx", statistics_year.year_xlsx, name="statistics_year_xlsx"),
    path("year/issue/", statistics_issued.issue_year, name="issue_report"),
    path("issued/", statistics_issued.issued_list, name="statistics_issued_list"),
    path("issued/<uuid:report>/", statistics_issued.issued, name="statistics_issued"),
    path(
        "issued/<uuid:report>/again/",
        statistics_issued.issued_again,
        name="statistics_issued_again",
    ),
    path(
        "issued/<uuid:report>/report.<slug:ending>",
        statistics_issued.issued_file,
        name="statistics_issued_file",
    ),
    path("providers/", scoreboard.scoreboard, name="scoreboard"),
    path("providers/figures.csv", scoreboard.scoreboard_csv, name="scoreboard_csv"),
    path("providers/figures.xlsx", scoreboard.scoreboard_xlsx, name="scoreboard_xlsx"),
]
