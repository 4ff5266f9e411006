"""Settings, from the environment only. docs/operations.md lists every variable in Chinese."""

import os
from datetime import timedelta
from pathlib import Path

from bootstrap_wrapper import get_bootstrap_dir
from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from . import environment
from .environment import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("PORTAL_VAR", default=str(BASE_DIR / "var")))

# --- What kind of installation this is -------------------------------------------------------
#: Demo accounts, the example county and a clock that can be set exist only then.
PORTAL_DEMO = env.bool("PORTAL_DEMO", default=False)
PORTAL_TEST = False
#: Whether `common.clock` may be moved.
PORTAL_CLOCK_SETTABLE = PORTAL_DEMO
DEBUG = env.bool("PORTAL_DEBUG", default=False)

PORTAL_SECRET_GIVEN = bool(os.environ.get("SECRET_KEY"))
#: Without one, a command gets a key of its own; a serving process refuses to start (environment.py).
#: Not read through `env`, which takes a value that begins with $ for the name of another variable.
SECRET_KEY = os.environ.get("SECRET_KEY") or ("demo-only" * 8 if PORTAL_DEMO else get_random_secret_key())
#: By which sealed words are encrypted: the first for new ones, all for old ones (common/sealed.py).
SEALING_KEYS = [*filter(None, env.list("PORTAL_SEALING_KEYS", default=[])), SECRET_KEY]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if PORTAL_DEMO else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- The portal's own constants --------------------------------------------------------------
PORTAL_NAME = env.str("PORTAL_NAME", default="府检联动办案协作平台")
#: Address put before the paths in mails and calendar feeds, which know of no request.
PORTAL_URL = env.str("PORTAL_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}")
#: Largest upload, in bytes.
PORTAL_UPLOAD_MAX = 50 * 1024 * 1024
#: Minutes without a request after which a person has to log in again.
PORTAL_IDLE_MINUTES = env.int("PORTAL_IDLE_MINUTES", default=30)
#: Hours of the day, local, in which a reminder is sent where the law leaves room.
PORTAL_WORKING_HOURS = (
    env.str("PORTAL_DAY_STARTS", default="08:30"),
    env.str("PORTAL_DAY_ENDS", default="17:30"),
)
#: How many of our own proxies stand before the web process; the visitor's address is read accordingly.
PORTAL_PROXIES = env.int("PORTAL_PROXIES", default=0)
#: clamd, as host:port or the path of its socket; where it is set, no upload passes unscanned.
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")
#: A folder of fonts for PDF, besides those of the machine.
PORTAL_FONTS = env.str("PORTAL_FONTS", default="")

# --- Applications ----------------------------------------------------------------------------
ROOMS = [
    "common",
    "organisations",
    "matters",
    "notices",
    "deadlines",
    "documents",
    "workflow",
    "recommendations",
    "cases",
    "meetings",
    "assessment",
    "imports",
]
INSTALLED_APPS = [
    *ROOMS,
    "demo",
    "fujian_portal",
    "organisations.admin_apps.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "guardian",
    "simple_history",
    "django_fsm",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "csp",
    "django_htmx",
]
MIDDLEWARE = [
    "fujian_portal.reference.ReferenceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "common.sent.SentMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "fujian_portal.caching.NoStoreMiddleware",
    "organisations.middleware.SessionEndMiddleware",
    "organisations.middleware.ActingMembershipMiddleware",
    "fujian_portal.refusals.RefusedAccessMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "organisations.middleware.LoggedInMiddleware",
    "organisations.middleware.SecondFactorMiddleware",
    "organisations.middleware.PasswordChangeMiddleware",
    "organisations.middleware.WithoutMattersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "fujian_portal.urls"
WSGI_APPLICATION = "fujian_portal.wsgi.application"

# `templates/django/forms` and `templates/forms` may override how every form looks.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["organisations.templatetags.forms_of_the_portal"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fujian_portal.context.portal",
                "notices.context.unread",
            ],
        },
    },
]

# --- Data stores -----------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
#: Whether rows and files are on the disk before a step is answered. The demo may lose its last seconds.
PORTAL_DURABLE = not PORTAL_DEMO
DATABASES = {"default": environment.database(VAR_DIR, durable=PORTAL_DURABLE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": environment.cache(REDIS_URL)}

# --- Files -----------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("bootstrap", get_bootstrap_dir())]
#: The demo serves straight from the source folders and needs no collectstatic.
WHITENOISE_USE_FINDERS = PORTAL_DEMO
if PORTAL_DEMO:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "gif", "ico", "woff", "woff2", "gz", "br"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PORTAL_DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
#: Uploads and papers: outside anything a web server publishes, and without an address of their own.
MEDIA_ROOT = VAR_DIR / "private"
MEDIA_URL = ""
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
#: Bodies without files; files are limited one by one to PORTAL_UPLOAD_MAX by the form that takes them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "common.receiving.ReceivingHandler",
]

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- People ----------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisations.User"
LOGIN_URL = "organisations:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "organisations:login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "organisations.backends.AccountBackend",
    "guardian.backends.ObjectPermissionBackend",
]
_VALIDATORS = "django.contrib.auth.password_validation."
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": _VALIDATORS + "UserAttributeSimilarityValidator"},
    {"NAME": _VALIDATORS + "MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": _VALIDATORS + "CommonPasswordValidator"},
    {"NAME": _VALIDATORS + "NumericPasswordValidator"},
]
ANONYMOUS_USER_NAME = None
# Whoever fails is locked: the account from the address of the guesses. For every other address it is slowed
# (organisations.lock_outs), so that nobody keeps another from logging in. No address is locked for all accounts:
# an office shares one.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# Other names below our domain, and browsers' preload lists, are not ours to decide (W005, W021).
SILENCED_SYSTEM_CHECKS = ["axes.W006", "security.W005", "security.W021"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "organisations/locked.html"
AXES_CLIENT_IP_CALLABLE = "fujian_portal.network.client_ip"
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "organisations.lock_outs.name_for_counting"
# Log-ins are recorded in `organisations.LoginRecord`.
AXES_DISABLE_ACCESS_LOG = True
#: What authenticator apps show beside the user name.
OTP_TOTP_ISSUER = PORTAL_NAME
OTP_ADMIN_HIDE_SENSITIVE_DATA = True

# --- Sessions and transport ------------------------------------------------------------------
SESSION_ENGINE = "organisations.sessions"
#: Seconds after the log-in at which a session ends whatever is done in it (organisations.middleware).
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "portal_session"
CSRF_COOKIE_NAME = "portal_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "organisations.gate.token_refused"
#: The demo is served without TLS on the machine itself; production is not.
_TLS = env.bool("PORTAL_TLS", default=not PORTAL_DEMO)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _TLS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if _TLS else 0
if PORTAL_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- E-mail ----------------------------------------------------------------------------------
#: Without an address nothing is sent and the outbox says so; the demo writes its mails into a folder.
PORTAL_EMAIL_ENABLED = PORTAL_DEMO or "EMAIL_URL" in env
vars().update(
    environment.mail(
        os.environ.get("EMAIL_URL") or (f"filemail://{VAR_DIR / 'mail'}" if PORTAL_DEMO else "dummymail://")
    )
)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 20

# --- Celery ----------------------------------------------------------------------------------
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = environment.broker(REDIS_URL, VAR_DIR)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
#: Kilobytes; a process that has grown beyond it makes room for a new one after its task.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "fujian_portal.beat:Scheduler"
#: Seconds between two looks, so that a clock that is set back is noticed soon.
CELERY_BEAT_MAX_LOOP_INTERVAL = 30
# A sweep that nobody took before the next one is due is not worth taking: each looks at the whole table.
CELERY_BEAT_SCHEDULE = {
    "deliver notices": {"task": "notices.tasks.deliver", "schedule": 30, "options": {"expires": 30}},
    "sweep deadlines": {"task": "deadlines.tasks.sweep", "schedule": 60, "options": {"expires": 60}},
    "take due steps": {"task": "workflow.tasks.take_due_steps", "schedule": 300, "options": {"expires": 300}},
    # Once a day; asked each hour, so that a day on which the portal was down at midnight is sealed too.
    "seal event chains": {
        "task": "matters.tasks.seal_event_chains",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "take stock": {
        "task": "workflow.tasks.take_stock",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "enter ledgers": {"task": "imports.tasks.enter_ledgers", "schedule": 60, "options": {"expires": 60}},
    "make dossiers": {"task": "workflow.tasks.make_dossiers", "schedule": 60, "options": {"expires": 60}},
    # Asked each hour: what a day asked for is made ready on it, also after a night without workers.
    "prepare letters": {
        "task": "recommendations.tasks.prepare_letters",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "clear sessions": {
        "task": "organisations.tasks.clear_sessions",
        "schedule": 24 * 60 * 60,
        "options": {"expires": 60 * 60},
    },
    "clear leftovers": {
        "task": "workflow.tasks.clear_leftovers",
        "schedule": 60 * 60,
        "options": {"expires": 60 * 60},
    },
}

# --- Logs ------------------------------------------------------------------------------------
# To standard error, for journald or the container to keep. No bodies, no query strings, no mailed tracebacks:
# they would carry names and case facts out of the database.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.str("PORTAL_LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # A refusal is one line, which fujian_portal.reference writes; what fails keeps its traceback.
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "propagate": True},
        "celery.beat": {"level": "WARNING"},
        "kombu": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
    },
}
