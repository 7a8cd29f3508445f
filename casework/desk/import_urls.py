"""The pages on which an older register is brought in."""

from django.urls import path

from casework.desk import imports

urlpatterns = [
    path("", imports.imports, name="imports"),
    path("<int:key>/", imports.register, name="import"),
    path("<int:key>/columns/", imports.columns, name="import_columns"),
    path("<int:key>/start/", imports.start, name="import_start"),
    path("<int:key>/drop/", imports.dropped, name="import_drop"),
    path("<int:key>/wrong.csv", imports.wrong, name="import_wrong"),
]
