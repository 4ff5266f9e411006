"""Addresses of the board, below board/."""

from django.urls import path

from assessment import evaluation_views, views

app_name = "assessment"

urlpatterns = [
    path("", views.board, name="board"),
    path("export/", views.export_board, name="export"),
    path("all/", views.matters, name="all"),
    path("evaluation/", evaluation_views.show, name="evaluation"),
    path("evaluation/download/", evaluation_views.download, name="evaluation_paper"),
    path("<int:pk>/", views.matters, name="agency"),
]
