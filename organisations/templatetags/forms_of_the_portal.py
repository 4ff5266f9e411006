"""Built into every template: `csrf_token`, which also says for whom the form's page was made."""

from django import template
from django.template.defaulttags import CsrfTokenNode, csrf_token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from organisations.gate import TYPED_BY, mark

register = template.Library()


class FormTokenNode(CsrfTokenNode):
    """Django's own field, and who fills in the form: only they get it back when it could not be taken."""

    def render(self, context: template.Context) -> SafeString:
        user = getattr(context.get("request"), "user", None)
        token = super().render(context)
        if user is None or user.is_anonymous:
            return token
        return token + format_html('<input type="hidden" name="{}" value="{}">', TYPED_BY, mark(user))


@register.tag("csrf_token")
def form_token(parser: template.base.Parser, token: template.base.Token) -> FormTokenNode:
    csrf_token(parser, token)
    return FormTokenNode()
