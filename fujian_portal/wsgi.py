"""The portal as WSGI application."""

from django.core.wsgi import get_wsgi_application

from . import environment

environment.name_settings_module()
environment.require_production_settings()
application = get_wsgi_application()
