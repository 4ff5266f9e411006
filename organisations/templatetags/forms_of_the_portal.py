"""Built into every template: `csrf_token`, which also says for whom the form's page was made; what was typed."""

from django import template
from django.http import HttpRequest
from django.template.defaulttags import CsrfTokenNode, csrf_token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from organisations.gate import TYPED_BY, mark, written

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


@register.inclusion_tag("forms/typed.html")
def typed_texts(request: HttpRequest | None) -> dict[str, list[str]]:
    """What somebody has written into a form that was refused as a whole, for them to copy."""
    return {"shown": written(request) if request else []}
