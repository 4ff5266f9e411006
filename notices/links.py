"""Where a notice leads from a mail. Usually to the notice itself, which asks for a log-in."""

from django.urls import reverse

from notices.models import Notice
from organisations.invitations import path_of as path_of_invitation
from organisations.models import AccountInvitation

#: The verb of the one notice that reaches somebody who cannot log in yet.
INVITED = "invited"


def path_of(notice: Notice) -> str:
    """The path that a mail about `notice` shows; an invitation's is made anew and stored nowhere."""
    if notice.verb == INVITED:
        return path_of_invitation(AccountInvitation.objects.get(pk=notice.about))
    return reverse("notices:open", args=[notice.pk])
