from django.urls import path

from notices import failing, views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read-all/", views.read_all, name="read_all"),
    path("preferences/", views.preferences, name="preferences"),
    path("failing/", failing.addresses, name="failing"),
    path("failing/<int:pk>/retry/", failing.retry, name="retry"),
    path("<int:pk>/", views.open_notice, name="open"),
]
