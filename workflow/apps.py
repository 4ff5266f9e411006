from importlib import import_module

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "workflow"
    verbose_name = "流程"

    def ready(self) -> None:
        import_module("workflow.checks")
        import_module("workflow.moved_days")
        import_module("workflow.handover")
