"""How gunicorn serves the portal; everything that differs between machines comes from the environment."""

import os

bind = os.environ.get("PORTAL_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = int(os.environ.get("WEB_THREADS", "4"))
#: Loading once before forking shows a missing setting as one sentence, and shares memory.
preload_app = True
timeout = 60
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
# No access log: addresses of pages and calendar feeds identify matters. The proxy before us keeps its own.
accesslog = None
errorlog = "-"
