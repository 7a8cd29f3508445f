"""All settings, read from the environment. docs/operators/settings.md explains each variable."""

from importlib.util import find_spec
from pathlib import Path

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import engines, logs, profile
from config.engines import places

django_stubs_ext.monkeypatch()  # so that annotations such as ModelAdmin[User] hold at run time

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# The installation
PRODUCTION = profile.PRODUCTION
DEMO = profile.DEMO
DEMO_CASES = DEMO and env("MLA_DEMO_CASES", default="1") != "0"  # tests go without them
DEBUG = env.bool("DEBUG", default=False)
DEFAULT_KEY = "for-development-and-demonstration-only-never-on-a-real-site"
SECRET_KEY = env("SECRET_KEY", default=DEFAULT_KEY)
SITE_NAME = env("SITE_NAME", default="MLA Desk")
SITE_URL = env("SITE_URL", default="http://localhost:8000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["*"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
if PRODUCTION:
    profile.refuse_unsafe_settings(
        {
            "DEBUG is on": DEBUG,
            "SECRET_KEY is the default key": SECRET_KEY == DEFAULT_KEY,
            "SECRET_KEY is shorter than 50 characters": len(SECRET_KEY) < 50,
            "ALLOWED_HOSTS is empty": not ALLOWED_HOSTS,
            "ALLOWED_HOSTS lets every name in": "*" in ALLOWED_HOSTS,
            "SITE_URL does not begin with https": not SITE_URL.startswith("https://"),
            "EMAIL_URL is no mail relay": not env("EMAIL_URL", default="smtp:").startswith("smtp"),
        }
    )

# Applications
INSTALLED_APPS = [
    "casework",
    "contact_point",
    "mla",
    "config.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_structlog",
    "lucide",
    "simple_history",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # below the headers: they are on its files too
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    # Outside the transaction: allauth adds messages after the commit.
    "django.contrib.messages.middleware.MessageMiddleware",
    "casework.access.middleware.ScopeMiddleware",
    "casework.desk.drafts.KeepTypedMiddleware",  # before the next one sends the browser away
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "casework.access.second_factor.SecondFactorMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "casework.desk.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "casework.desk.form_renderer.Renderer"  # the usual widgets, drawn fast
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Database: the web runs as the role `app`; `owner` migrates. PostgreSQL is the only database.
if profile.EMBEDDED:
    _app = engines.database_settings("mla_app")
    _owner = engines.database_settings("mla_owner")
else:
    _app = env.db("DATABASE_URL")
    _owner = env.db("MIGRATE_DATABASE_URL", default=env("DATABASE_URL"))
_connection = {"CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60), "CONN_HEALTH_CHECKS": True}
DATABASES = {
    # Tests create and migrate their database as owner, then run as app (the mirror).
    "default": {**_app, **_connection, "TEST": {"MIRROR": "owner"}},
    "owner": {**_owner, "CONN_MAX_AGE": 0},
}
DATABASE_ROLES = {
    "app": _app["USER"],
    "sender": env("SENDER_DATABASE_ROLE", default="mla_sender"),
    "auditor": env("AUDITOR_DATABASE_ROLE", default="mla_auditor"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, not in the broker: signing in must work while the broker is down.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # By default it forgets beyond 300 rows: strangers could wash counters of wrong codes away.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

# Broker: wake-ups only
REDIS_URL = env("REDIS_URL", default="") or engines.redis_url()
CELERY_BROKER_URL = REDIS_URL
SENDERS = env.int("SENDERS", default=2)  # processes that send together where much is due
CELERY_TIMEZONE = "Asia/Baku"
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# Accounts
AUTH_USER_MODEL = "casework.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    ]
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "casework.access.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by supervisors
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mails to strangers
# django-axes counts failed passwords; allauth counts the codes of the second factor, by person:
# by address it would lock out a whole office.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "login": None}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a supervisor wrote the address, nobody signs up
MFA_ADAPTER = "casework.access.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # telephones whose clock is half a minute off
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=PRODUCTION)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "casework.access.accounts.signing_in_as"
AXES_LOCKOUT_CALLABLE = "casework.desk.errors.locked_out"
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "casework.access.addresses.address_of"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXY_COUNT", default=0)
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Tabler's own icons stand in its style sheet as data:
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000 if PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
if env("SECURE_PROXY_SSL_HEADER", default=""):
    SECURE_PROXY_SSL_HEADER = (env("SECURE_PROXY_SSL_HEADER"), "https")

# Mail
vars().update(env.email("EMAIL_URL", default="smtp://127.0.0.1:8025"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="MLA Desk <desk@localhost>")
EMAIL_TIMEOUT = 10
# Seconds for an answer once a mail is on its way: one that was taken after we gave up goes twice.
RELAY_PATIENCE = env.int("RELAY_PATIENCE", default=60)

# Languages and time
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("az", _("Azerbaijani"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Baku"
FORMAT_MODULE_PATH = ["config.formats"]

# Static files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None
# Tabler's files come out of a package that is not installed as an app: only its files are wanted.
_tabler = Path(str(find_spec("jazzy_tabler").origin)).parent / "static" / "vendor" / "tabler"  # type: ignore[union-attr]
STATICFILES_DIRS = [BASE_DIR / "static", ("tabler", _tabler)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.static.DeskStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Files of cases: outside the web root and the checkout, readable by web and worker alone
DOCUMENTS_DIR = env("DOCUMENTS_DIR", default=str(places.state_folder() / "documents"))
MAX_UPLOAD_MB = env.int("MAX_UPLOAD_MB", default=50)
# What this machine remembers of its sweeps: outside the database and its backups
HOST_FILE = env("HOST_FILE", default=str(places.state_folder() / "host.json"))
WHITENOISE_USE_FINDERS = not PRODUCTION  # no collectstatic before the first look

# Who may read /metrics: whoever knows this token; on a real site nobody without one
METRICS_TOKEN = env("METRICS_TOKEN", default="")

# Logs: one JSON object a line on a real site, readable lines elsewhere
LOGGING_CONFIG = None
logs.configure(as_json=PRODUCTION, level=env("LOG_LEVEL", default="INFO"))
