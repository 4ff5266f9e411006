from importlib import import_module

from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "matters"
    verbose_name = "事项"

    def ready(self) -> None:
        import_module("matters.handover")
