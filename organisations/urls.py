from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from organisations import (
    account_views,
    change_views,
    consent_views,
    roster_views,
    search_views,
    second_factor_views,
    security_views,
    views,
)

app_name = "organisations"
urlpatterns = [
    path("login/", views.LoginView.as_view(), name="login"),
    path("login/done/", views.logged_in, name="logged_in"),
    path("logout/", login_not_required(LogoutView.as_view()), name="logout"),
    path("session/", views.session, name="session"),
    path("password/", views.ChangePasswordView.as_view(), name="password_change"),
    path("password/reset/", views.password_reset, name="password_reset"),
    path("switch/", views.switch, name="switch"),
    path("profile/", views.profile, name="profile"),
    path("profile/sessions/end/", views.end_sessions, name="end_sessions"),
    path("second-factor/", second_factor_views.verify, name="second_factor"),
    path("second-factor/set-up/", second_factor_views.set_up, name="second_factor_set_up"),
    path("second-factor/recovery-codes/", second_factor_views.recovery_codes, name="recovery_codes"),
    path("second-factor/remove/", second_factor_views.remove, name="second_factor_remove"),
    path("security/", security_views.security, name="security"),
    path("security/sessions/end/", security_views.end_sessions, name="security_end_sessions"),
    path("security/lock-outs/release/", security_views.release, name="security_release"),
    path("organisations/search/", search_views.search, name="search"),
    path("changes/<int:pk>/", change_views.change, name="change"),
    path("people/", roster_views.own_people, name="own_people"),
    path("people/invite/", roster_views.invite_person, name="invite"),
    path("people/<int:pk>/invite-again/", roster_views.invite_again, name="invite_again"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
    path("people/phones/", roster_views.phones, name="phones"),
    path("people/consent/", consent_views.consent, name="consent"),
    path("people/<int:pk>/reset-code/", account_views.reset_code, name="reset_code"),
    path("people/<int:pk>/second-factor/", account_views.reset_factor, name="reset_factor"),
    path("people/<int:pk>/release/", account_views.release, name="release"),
    path("people/<int:pk>/disable/", account_views.disable, name="disable"),
    path("liaisons/", roster_views.liaisons, name="liaisons"),
    path("liaisons/<int:pk>/", roster_views.people, name="people"),
    path("liaisons/<int:pk>/replace/", roster_views.replace, name="replace"),
]
