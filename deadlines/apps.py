from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DeadlinesConfig(AppConfig):
    name = "deadlines"
    verbose_name = "期限"

    def ready(self) -> None:
        from deadlines import ladder, reminders
        from deadlines.seed import seed_days, seed_laws
        from notices import grounds

        post_migrate.connect(seed_days, sender=self)
        post_migrate.connect(seed_laws, sender=self)
        for verb in ladder.VERBS:
            grounds.register(verb, reminders.ground_stands)
