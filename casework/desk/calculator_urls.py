"""The addresses of the calculator; casework/urls.py includes them."""

from django.urls import path

from casework.desk import calculator

urlpatterns = [
    path("calculator/", calculator.calculator, name="calculator"),
    path("calculator.json", calculator.calculator_json, name="calculator_json"),
]
