"""Addresses of the papers."""

from django.urls import path

from documents import views

app_name = "documents"
urlpatterns = [
    path("<int:pk>/", views.download, name="download"),
    path("<int:pk>/pdf/", views.pdf, name="pdf"),
    path("proof-of-service/<int:matter_pk>/", views.blank_proof_of_service, name="blank_proof_of_service"),
    path(
        "proof-of-service/<int:matter_pk>/pdf/",
        views.blank_proof_of_service_pdf,
        name="blank_proof_of_service_pdf",
    ),
]
