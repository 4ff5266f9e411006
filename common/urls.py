"""The style page, in development and demo only."""

from django.conf import settings
from django.urls import path

from common import views

app_name = "common"
urlpatterns = (
    [path("styleguide/", views.styleguide, name="styleguide")]
    if settings.DEBUG or settings.PORTAL_DEMO
    else []
)
