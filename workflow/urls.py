"""Addresses of any matter, below matters/."""

from django.urls import path

from workflow.views import files, matter, step

app_name = "matters"

urlpatterns = [
    path("<int:pk>/", matter.matter, name="matter"),
    path("<int:pk>/steps/<slug:name>/", step.StepView.as_view(), name="step"),
    path("<int:pk>/steps/<slug:name>/scratch/", step.keep_scratch, name="scratch"),
    path("<int:pk>/steps/<slug:name>/scratch/drop/", step.drop_scratch, name="drop_scratch"),
    path("<int:pk>/attachments/<int:file>/", files.attachment, name="attachment"),
]
