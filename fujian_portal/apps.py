from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "fujian_portal"
    verbose_name = "平台"
