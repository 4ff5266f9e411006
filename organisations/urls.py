from django.contrib.auth.views import LogoutView
from django.urls import path

from organisations import views

app_name = "organisations"
urlpatterns = [
    path("login/", views.LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", views.ChangePasswordView.as_view(), name="password_change"),
    path("password/reset/", views.password_reset, name="password_reset"),
    path("switch/", views.switch, name="switch"),
    path("profile/", views.profile, name="profile"),
]
