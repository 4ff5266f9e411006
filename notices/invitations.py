"""An invitation goes out by mail where the person has an address, and leaves the inbox once it is taken up."""

from common import dates
from notices import grounds, services
from notices.links import INVITED
from notices.models import Notice
from organisations.invitations import on_invitation, on_taken
from organisations.models import AccountInvitation


@on_invitation
def tell_invited(invitation: AccountInvitation) -> bool:
    """Whether a message is on its way out of the portal: in the inbox alone nobody would find it."""
    house = invitation.organisation.name
    until = dates.chinese_moment(invitation.expires_at)
    notice = services.tell(
        recipient=invitation.user,
        organisation=invitation.organisation,
        verb=INVITED,
        text=f"{house}邀请您使用本平台，用户名为 {invitation.user.username}。请在{until}前打开链接，设置密码。",
        next_step="设置密码",
        about=invitation.pk,
        unique=f"invitation-{invitation.pk}",
    )
    return notice.deliveries.exists()


@on_taken
def clear_away(invitation: AccountInvitation) -> None:
    services.withdraw(verbs=[INVITED], about=invitation.pk, reason="邀请已使用")


def still_open(notice: Notice) -> bool:
    found = AccountInvitation.objects.select_related("user").filter(pk=notice.about).first()
    return found is not None and found.is_in_force


grounds.register(INVITED, still_open)
