"""Addresses of the import of ledgers."""

from django.urls import path

from imports import views

app_name = "imports"

urlpatterns = [
    path("", views.imports, name="list"),
    path("template/<str:kind>/", views.download_template, name="template"),
    path("<int:pk>/", views.ledger, name="ledger"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/undo/", views.undo, name="undo"),
]
