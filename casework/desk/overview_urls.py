"""The pages of a supervisor's week."""

from django.urls import path

from casework.desk import absences, load, moves, overview, reads

urlpatterns = [
    path("today/", overview.overview, name="overview"),
    path("today/<slug:what>/", overview.overview_list, name="overview_list"),
    path("load/", load.load, name="load"),
    path("reads/", reads.reads, name="reads"),
    path("moves/", moves.moves, name="moves"),
    path("absences/", absences.absences, name="absences"),
    path("absences/<int:absence>/end/", absences.absence_end, name="absence_end"),
]
