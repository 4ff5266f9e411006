"""Addresses of the board, below board/."""

from django.urls import path

from assessment import views

app_name = "assessment"

urlpatterns = [
    path("", views.board, name="board"),
    path("export/", views.export_board, name="export"),
    path("all/", views.matters, name="all"),
    path("<int:pk>/", views.matters, name="agency"),
]
