"""Addresses of recommendations: drafting one."""

from django.urls import path

from recommendations import recorded_views, views

app_name = "recommendations"

urlpatterns = [
    path("recorded/", recorded_views.recorded, name="recorded"),
    path("<int:pk>/draft/", views.DraftView.as_view(), name="draft"),
    path("<int:pk>/draft/autosave/", views.autosave, name="autosave"),
    path("<int:pk>/draft/autosave/drop/", views.drop_autosave, name="drop_autosave"),
    path("<int:pk>/urging-letter/", views.urging_letter, name="urging_letter"),
    path("<int:pk>/preview/", views.preview, name="preview"),
]
