from importlib import import_module

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    verbose_name = "检察建议"

    def ready(self) -> None:
        """What it does with the rows of its ledgers is made known to the imports."""
        import_module("recommendations.ledgers.rows")
