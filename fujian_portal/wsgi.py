"""The portal as WSGI application."""

from django.core.wsgi import get_wsgi_application
from django.db import connections

from . import environment

environment.name_settings_module()
environment.require_production_settings()
application = get_wsgi_application()
environment.refuse_demo_on_real_data()
# Loaded once before forking: no two processes may share a connection.
connections.close_all()
