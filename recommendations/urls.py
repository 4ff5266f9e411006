"""Addresses of recommendations: beginning one, drafting it."""

from django.urls import path

from recommendations import recorded_views, views
from workflow.views.create import drop_new

app_name = "recommendations"

urlpatterns = [
    path("recorded/", recorded_views.recorded, name="recorded"),
    path("new/<slug:name>/", views.NewRecommendation.as_view(), name="new"),
    path("new/<slug:name>/propose/", views.ProposeNew.as_view(), name="propose_new"),
    path("new/<slug:name>/scratch/", views.KeepNew.as_view(), name="new_scratch"),
    path("new/<slug:name>/scratch/drop/", drop_new, name="new_drop"),
    path("<int:pk>/draft/", views.DraftView.as_view(), name="draft"),
    path("<int:pk>/draft/autosave/", views.autosave, name="autosave"),
    path("<int:pk>/draft/autosave/drop/", views.drop_autosave, name="drop_autosave"),
    path("<int:pk>/urging-letter/", views.urging_letter, name="urging_letter"),
    path("<int:pk>/preview/", views.preview, name="preview"),
]
