"""The portal as ASGI application."""

from django.core.asgi import get_asgi_application

from . import environment

environment.name_settings_module()
environment.require_production_settings()
application = get_asgi_application()
environment.refuse_demo_on_real_data()
