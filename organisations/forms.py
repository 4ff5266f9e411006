"""Forms about one's own account: log-in, new password, the reset code, one's own telephone and e-mail."""

from django import forms
from django.conf import settings
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from organisations.codes import WrongCode, redeem_reset_code
from organisations.invitations import make_void
from organisations.lock_outs import wait
from organisations.login_records import address_of
from organisations.models import User

POLICY = "至少 10 个字符，不能全是数字，不能是常见密码，不能与用户名、姓名相近。"


class LoginForm(auth_forms.AuthenticationForm):
    enter_sends = True
    error_messages = {
        "invalid_login": (
            f"用户名或密码不正确，没有登录。连续输错 {settings.AXES_FAILURE_LIMIT} 次，"
            f"账号在此地址将锁定 {int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)} 分钟。"
        ),
        "inactive": "该账号已停用，没有登录。如需恢复，请与本县府检联动办公室联系。",
    }

    def clean(self) -> dict:
        """An account that is locked for another address is slowed for this one; then no password is looked at."""
        seconds = wait(self.cleaned_data.get("username") or "", address_of(self.request))
        if seconds:
            raise ValidationError(
                f"没有登录：该账号正在从别处被连续试错，为保护账号，请 {seconds} 秒后再试。账号没有锁定，"
                "密码没有改变。"
            )
        return super().clean()


class ChangePasswordForm(auth_forms.PasswordChangeForm):
    """The old password and twice the new one, which must differ."""

    enter_sends = True

    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "当前密码"
        self.fields["new_password1"].help_text = POLICY
        self.fields["new_password2"].help_text = "请再输入一次新密码。"

    def clean_new_password1(self) -> str:
        new = self.cleaned_data.get("new_password1", "")
        if new and new == self.cleaned_data.get("old_password"):
            raise ValidationError("新密码与当前密码相同，请换一个。")
        return new

    def save(self, commit: bool = True) -> User:
        self.user.must_change_password = False
        make_void(self.user)
        return super().save(commit)


class NewPasswordForm(forms.Form):
    """Twice the new password, checked against the policy for the person who will use it."""

    enter_sends = True

    new_password1 = forms.CharField(
        label="新密码",
        strip=False,
        help_text=POLICY,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    new_password2 = forms.CharField(
        label="再次输入新密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def whose(self) -> User:
        return User()

    def clean_new_password1(self) -> str:
        password = self.cleaned_data["new_password1"]
        validate_password(password, self.whose())
        return password

    def clean_new_password2(self) -> str:
        if self.cleaned_data["new_password2"] != self.cleaned_data.get("new_password1"):
            raise ValidationError("两次输入的新密码不一致。")
        return self.cleaned_data["new_password2"]


class FirstPasswordForm(NewPasswordForm):
    """The password of a person who has been invited."""

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def whose(self) -> User:
        return self.user


class ResetCodeForm(NewPasswordForm):
    """User name, code and twice the new password. `redeem` redeems the code."""

    field_order = ["username", "code", "new_password1", "new_password2"]

    username = forms.CharField(label="用户名", widget=forms.TextInput(attrs={"autocomplete": "username"}))
    code = forms.CharField(
        label="重置码",
        help_text="10 位字母和数字，不分大小写。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def whose(self) -> User:
        """Not the account's own row: whether a name exists must not be told by a different error."""
        return User(username=self.cleaned_data.get("username", ""))

    def redeem(self) -> User | None:
        """Set the password; None where the code is not accepted, with the reason at the field."""
        data = self.cleaned_data
        try:
            return redeem_reset_code(data["username"], data["code"], data["new_password1"])
        except WrongCode as error:
            self.add_error("code", str(error))
            return None


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["phone", "email"]
        labels = {"phone": "手机", "email": "电子邮箱"}
        help_texts = {"email": "期限提醒发往此邮箱；不填则只在“消息”中提示。"}
