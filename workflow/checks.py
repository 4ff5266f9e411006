"""System checks: every step's form can be found, so that no button leads nowhere."""

from django.core.checks import Error, register

from matters.registry import registered_models
from workflow.steps import steps_of


@register()
def forms_resolve(app_configs, **kwargs) -> list[Error]:
    """A listed step needs a form whose dotted path resolves."""
    errors = []
    for model in registered_models():
        for step in steps_of(model).values():
            if not step.listed:
                continue
            try:
                step.form_class()
            except (ImportError, ValueError) as problem:
                errors.append(Error(f"{model.__name__}.{step.name}: {problem}", id="workflow.E001"))
    return errors
