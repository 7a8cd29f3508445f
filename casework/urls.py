"""The pages of the desk that belong to no single procedure."""

from django.urls import include, path

from casework.desk import home, language, search, theme

urlpatterns = [
    path("", home.home, name="home"),
    path("account/", home.account, name="account"),
    path("", include("casework.desk.calculator_urls")),
    path("cases/", include("casework.desk.case_urls")),
    path("cases/", include("casework.desk.paper_urls")),
    path("calendar/", include("casework.desk.month_urls")),
    path("reminders/", include("casework.desk.reminder_urls")),
    path("duty/", include("casework.desk.duty_urls")),
    path("authority/", include("casework.desk.overview_urls")),
    path("imports/", include("casework.desk.import_urls")),
    path("search/", search.search, name="search"),
    path("statistics/", include("casework.desk.statistics_urls")),
    path("language/", language.choose_language, name="choose_language"),
    path("theme/", theme.choose_theme, name="choose_theme"),
]
