from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    verbose_name = "检察建议"

    def ready(self) -> None:
        """Its rows make themselves known to the imports."""
        from recommendations.ledgers import rows  # noqa: F401
