from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "organisations"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        from organisations import login_records, sessions

        # Importing them connects what they do when somebody logs in or out.
        self.at_the_door = (login_records, sessions)
