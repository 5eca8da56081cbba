"""Settings of the office. Everything a site changes is an environment variable named here.

``DUNGVIEC_ENV``     demo (default) or production
``DUNGVIEC_HOME``    folder for the database, the secret key and results
``DUNGVIEC_LAW``     folder of the office's own rules (YAML overlays); ``law`` in the data folder when not given
``DUNGVIEC_ANCHORS`` folder of the copies of the ledger's head; ``anchors`` in the data folder when not given
``DUNGVIEC_MASTER_KEY_COMMAND``, ``DUNGVIEC_MASTER_KEY_FILE``, ``DUNGVIEC_MASTER_KEY`` where the key over sealed values comes from; ``master-key`` in the data folder when none is given
``DATABASE_URL``     PostgreSQL instead of the SQLite file
``DATABASE_REPLICA_URL`` a read-only copy of it, which heavy pages read; ``DUNGVIEC_REPLICA_SECONDS`` (5) how far behind it may be
``DUNGVIEC_SOLVER``  where a worker's placement runs: threads:2 (default), processes:N or serial
``DUNGVIEC_QUEUE``   who carries long jobs: database (default) or procrastinate (PostgreSQL, extra «queue»)
``DUNGVIEC_BACKUPS`` folder of backups; ``DUNGVIEC_BACKUP_PASSPHRASE_FILE``, ``DUNGVIEC_BACKUP_AT`` (01:30), ``DUNGVIEC_BACKUP_KEEP`` (30)
``DUNGVIEC_DISK_FREE_MB`` less space than this and the office is not ready (500)
``DUNGVIEC_OPERATIONS_TOKEN`` word that opens measurements and health in full to a monitor
``DUNGVIEC_LOGS``    plain (default), console or json (default in production)
``DUNGVIEC_TRACES_TO`` address of an OpenTelemetry collector (extra «telemetry»); none: no traces
``DUNGVIEC_ADDRESS`` how the office is reached, as letters write it (https://can-bo.example.vn)
``DUNGVIEC_EMAIL_URL`` where mail goes (smtp://user:word@host:587, file:///folder, console:); files in the data folder when not given
``DUNGVIEC_EMAIL_FROM`` whom letters come from
``DUNGVIEC_HOSTS``   names the office answers to, separated by commas
``DUNGVIEC_PROXIES`` how many proxies of the house stand before the office (0); the limits of public pages look past them
``DUNGVIEC_WEBHOOK_NETWORKS`` networks of the house that webhooks may be sent into, as 10.1.0.0/16, separated by commas; none when not given
``DUNGVIEC_DEBUG``   1 shows Django's error pages to the developer
``DUNGVIEC_MFA``     roles that must have a second factor, separated by commas (production: administrator, personnel, leader, auditor)
``DUNGVIEC_PASSKEY_LOGIN`` 1 lets a passkey open the door without a password
``DUNGVIEC_IDLE_MINUTES`` minutes without work before a session locks, and those of administrators and telephones («15,5»)
``DUNGVIEC_SESSION_HOURS`` hours after which any session ends (8)
``DUNGVIEC_BREACHED`` file of SHA-1 sums of breached passwords, sorted
``DUNGVIEC_OIDC_URL`` ``_CLIENT`` ``_SECRET`` ``_NAME`` ``_BY_ADDRESS`` ``_CREATE`` single sign-on
``DUNGVIEC_LDAP_URL`` ``_BASE`` ``_READER`` ``_READER_PASSWORD`` ``_ATTRIBUTE`` ``_CA`` the directory of the house
"""

from __future__ import annotations

import os
import re
from importlib.util import find_spec
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from dungviec.office.access.configuration import app_of, directory, idle_minutes, sign_on, whole_hours
from dungviec.office.mail import mail_settings
from dungviec.office.paths import PACKAGE, data_home, secret_key

ENVIRONMENT = os.environ.get("DUNGVIEC_ENV", "demo")
if ENVIRONMENT not in ("demo", "production"):
    raise ValueError(f"DUNGVIEC_ENV={ENVIRONMENT!r}: chỉ nhận «demo» hoặc «production».")
DEMO = ENVIRONMENT == "demo"
PRODUCTION = ENVIRONMENT == "production"
DEBUG_ASKED = os.environ.get("DUNGVIEC_DEBUG") == "1"
DEBUG = DEBUG_ASKED and not PRODUCTION

HOME = data_home()
SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = [h for h in os.environ.get("DUNGVIEC_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "dungviec.office.shell",
    "dungviec.office.sealing",
    "dungviec.office.access",
    "dungviec.office.registry",
    "dungviec.office.requests",
    "dungviec.office.dossier",
    "dungviec.office.intake",
    "dungviec.office.law",
    "dungviec.office.competency",
    "dungviec.office.appraisal",
    "dungviec.office.calibration",
    "dungviec.office.emulation",
    "dungviec.office.inspection",
    "dungviec.office.programme",
    "dungviec.office.education",
    "dungviec.office.succession",
    "dungviec.office.placement",
    "dungviec.office.training",
    "dungviec.office.slates",
    "dungviec.office.sandbox",
    "dungviec.office.decisions",
    "dungviec.office.ballots",
    "dungviec.office.conduct",
    "dungviec.office.voice",
    "dungviec.office.streamlining",
    "dungviec.office.forecast",
    "dungviec.office.reports",
    "dungviec.office.interchange",
    "dungviec.office.explore",
    "dungviec.office.upkeep",
    "dungviec.office.privacy",
    "dungviec.office.api",
    "dungviec.office.agenda",
    "dungviec.office.operations",
    "allauth",  # after the rooms, whose templates come first
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "dungviec.office.operations.middleware.HealthMiddleware",  # asked by machines, under any name and without TLS
    "dungviec.office.shell.no_trace.NoTraceMiddleware",  # before anything that reads cookies or addresses
    "dungviec.office.operations.middleware.ObservedMiddleware",
    "dungviec.office.access.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dungviec.office.shell.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "dungviec.office.access.middleware.StandingMiddleware",
    "dungviec.office.shell.null_signs.NullSignMiddleware",
    "dungviec.office.shell.repeated.RepeatedFormMiddleware",  # reads the form as it came, without the NUL signs
    "dungviec.office.shell.replica.ReplicaMiddleware",
    "dungviec.office.registry.middleware.OneCityMiddleware",
    "dungviec.office.access.middleware.ViewerMiddleware",
    "dungviec.office.shell.middleware.OfficeDayMiddleware",
    "dungviec.office.sealing.middleware.SealFaultMiddleware",  # last: it hears what views raise first
]

ROOT_URLCONF = "dungviec.office.urls"
WSGI_APPLICATION = "dungviec.office.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "dungviec.office.shell.context.office",
                "dungviec.office.access.context.viewer",
                "dungviec.office.agenda.context.sample",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "dungviec.office.shell.templatetags.office",
                "dungviec.office.shell.templatetags.clauses",
                "dungviec.office.access.templatetags.masks",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# ── Storage ────────────────────────────────────────────────────────────────────────────────────────────────────────
DATABASES: dict[str, Any] = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'office.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits at BEGIN instead of failing halfway
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
if os.environ.get("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = dj_database_url.config(env="DATABASE_REPLICA_URL", conn_max_age=60)
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
    DATABASE_ROUTERS = ["dungviec.office.shell.replica.Router"]
REPLICA_PAGES = ("/bao-cao/", "/du-bao/", "/khao-sat-so-lieu/", "/danh-gia/", "/thi-dua/")
"""Heavy pages: a GET below these may read the copy of the database (``shell.replica``)."""
REPLICA_MOST_SECONDS = float(os.environ.get("DUNGVIEC_REPLICA_SECONDS", "5"))
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # Shared by every process: a limit counted in one holds in all.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "operations_cacheentry"},
    # Counters of how often somebody asked for a public page; in memory alone, and gone with the process.
    "limits": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits", "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}  # fmt: skip
QUEUE = os.environ.get("DUNGVIEC_QUEUE", "database")
_QUEUES = {
    "database": "django_tasks_db.DatabaseBackend", "procrastinate": "dungviec.office.operations.procrastinate_queue.ProcrastinateBackend",
}  # fmt: skip
if QUEUE not in _QUEUES:
    raise ValueError(f"DUNGVIEC_QUEUE={QUEUE!r}: chỉ nhận «database» hoặc «procrastinate».")
if QUEUE == "procrastinate":
    if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        raise ValueError("DUNGVIEC_QUEUE=procrastinate cần PostgreSQL: đặt DATABASE_URL. (It needs PostgreSQL.)")
    INSTALLED_APPS += ["procrastinate.contrib.django"]
SOLVER = os.environ.get("DUNGVIEC_SOLVER", "threads:2")
if not re.fullmatch(r"serial|(threads|processes):[1-9][0-9]?", SOLVER):
    raise ValueError(f"DUNGVIEC_SOLVER={SOLVER!r}: chỉ nhận «threads:N», «processes:N» hoặc «serial». (Only these.)")
TASKS = {"default": {"BACKEND": _QUEUES[QUEUE]}}

# ── Mail ───────────────────────────────────────────────────────────────────────────────────────────────────────────
OFFICE_ADDRESS = os.environ.get("DUNGVIEC_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
"""How the office is reached from outside: links in letters begin with it."""
DEFAULT_FROM_EMAIL = os.environ.get("DUNGVIEC_EMAIL_FROM", "dung-viec@localhost")
globals().update(mail_settings(os.environ.get("DUNGVIEC_EMAIL_URL", ""), HOME))

# ── Language: Vietnamese is the source language of every text, English is the catalogue ────────────────────────────
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["dungviec.office.formats"]
USE_I18N = True  # grouping is asked for by the filter `number`, so years and codes stay whole
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
LANGUAGE_COOKIE_NAME = "ngon_ngu"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"

# ── Static files ───────────────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # served from the package itself: no collectstatic step between install and run
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600  # addresses carry the build's stamp

# ── Accounts ───────────────────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "access.User"
LOGIN_URL = "access:log_in"
LOGIN_REDIRECT_URL = "agenda:morning"
LOGOUT_REDIRECT_URL = "access:log_in"
AUTHENTICATION_BACKENDS = [
    "dungviec.office.access.directory.LocalPasswords",
    "dungviec.office.access.directory.DirectoryPasswords",
]
PASSWORD_HASHERS = [
    *(["django.contrib.auth.hashers.Argon2PasswordHasher"] if find_spec("argon2") else []),
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "dungviec.office.access.passwords.StandardLength"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("username", "shown_name", "email")}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "dungviec.office.access.passwords.NotOfTheOffice"},
    {"NAME": "dungviec.office.access.passwords.NotUsedBefore"},
    {"NAME": "dungviec.office.access.passwords.NotBreached"},
]  # fmt: skip
BREACHED_PASSWORDS = os.environ.get("DUNGVIEC_BREACHED", "")
ADMIN_PASSWORD_DAYS = 60
LOGIN_TRIES, LOGIN_PAUSE_MINUTES = 5, 15
"""Wrong log-ins of one account from one address before it rests, and for how long (TCVN 14423:2026, five: REPORTED)."""
LOGIN_SPREAD = 20
"""Accounts tried wrongly from one address, by browsers in which they were never opened, before that address rests."""
SECOND_FACTOR_ROLES = frozenset(
    r.strip()
    for r in os.environ.get("DUNGVIEC_MFA", "administrator,personnel,leader,auditor" if PRODUCTION else "administrator").split(",")
    if r.strip()
)  # fmt: skip
IDLE_MINUTES, IDLE_MINUTES_SHORT = idle_minutes(os.environ.get("DUNGVIEC_IDLE_MINUTES", "15,5"))
SESSION_HOURS = whole_hours(os.environ.get("DUNGVIEC_SESSION_HOURS", "8"))
SIGN_ON: dict[str, Any] | None = sign_on(os.environ)
DIRECTORY = directory(os.environ)
ACCOUNT_ADAPTER = "dungviec.office.access.account_adapter.Accounts"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # counted in the database instead, by account and address (access.tries)
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
MFA_ADAPTER = "dungviec.office.access.second_factor.Factors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = os.environ.get("DUNGVIEC_PASSKEY_LOGIN") == "1"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "dungviec.office.access.second_factor.CodeForm",
    "reauthenticate": "dungviec.office.access.second_factor.CodeAgainForm",
    "activate_totp": "dungviec.office.access.second_factor.FirstCodeForm",
    "authenticate_webauthn": "dungviec.office.access.second_factor.PasskeyForm",
    "reauthenticate_webauthn": "dungviec.office.access.second_factor.PasskeyAgainForm",
    "login_webauthn": "dungviec.office.access.second_factor.PasskeyLogInForm",
    "add_webauthn": "dungviec.office.access.second_factor.NewPasskeyForm",
}
SOCIALACCOUNT_ADAPTER = "dungviec.office.access.sign_on.SignOnAccounts"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form could not be redirected to another host under our content security policy
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app_of(SIGN_ON)] if SIGN_ON else []}}
USERSESSIONS_TRACK_ACTIVITY = False
SESSION_COOKIE_NAME = "phien"
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "dungviec.office.shell.errors.csrf_failure"
NO_TRACE_PATHS = {"/hop-phieu/": False, "/cong-dan/": True, "/viec-can-lam/lich/": False}
"""Addresses asked without a log-in that leave no trace, and whether limits need a mark of the day (``shell.no_trace``)."""
TRUSTED_PROXIES = int(os.environ.get("DUNGVIEC_PROXIES", "0"))
"""How many proxies of the house stand before the office and add ``X-Forwarded-For``."""
OFFICE_DAY_PROVIDER = "dungviec.office.registry.selectors.office_day"
"""Dotted name of the function that gives the day the data stands on; the shell knows no registry."""
TOP_UNIT_PROVIDER = "dungviec.office.registry.rights.is_top_unit"
"""Dotted name of the function that says whether a unit is the topmost one; the accounts know no units."""
FILES_HOME = HOME / "files"
"""The vault of files people hand in; nothing serves this folder."""
LEDGER_ANCHORS = os.environ.get("DUNGVIEC_ANCHORS") or str(HOME / "anchors")
"""Folder of the copies of the ledger's head; best on another disk than the database."""
UNITS_BELOW_PROVIDER = "dungviec.office.registry.rights.units_below"
"""Dotted name of the function that tells the unit and those below it, for heads who review accounts."""
LEAVERS_PROVIDER = "dungviec.office.registry.rights.people_who_left"
"""Dotted name of the function that tells who of some people is no longer on the rolls."""
LIMITED_PROVIDER = "dungviec.office.privacy.services.restricted"
"""Dotted name of the function that tells whose records stay out of exports; the registry knows no requests."""
SCOPE_CHECKER = "dungviec.office.registry.rights.unknown_scope"
"""Dotted name of the function that says what is wrong with a unit and a person of an account; empty when nothing."""
WEBHOOK_NETWORKS = [n.strip() for n in os.environ.get("DUNGVIEC_WEBHOOK_NETWORKS", "").split(",") if n.strip()]
"""Networks of the house that webhooks may be sent into, over plain http too; everywhere else it is https to public addresses."""
PASSWORD_RESET_TIMEOUT = 24 * 3600
LAW_PROVIDER = "dungviec.office.law.standing.standing"
"""Dotted name of the function that gives the law in use; the registry knows no law book."""
LAW_FOLDER = os.environ.get("DUNGVIEC_LAW") or str(HOME / "law")
"""Where the office's own rules lie, as YAML files."""

# ── Operations ─────────────────────────────────────────────────────────────────────────────────────────────────────
BEHIND_PROXY = (PRODUCTION and os.environ.get("DUNGVIEC_BEHIND_TLS", "1") == "1") or TRUSTED_PROXIES > 0
"""Whether requests come through a proxy of the house: then nobody counts as «this machine»."""
OPERATIONS_TOKEN = os.environ.get("DUNGVIEC_OPERATIONS_TOKEN", "")
DISK_FREE_MB = int(os.environ.get("DUNGVIEC_DISK_FREE_MB", "500"))
BACKUPS = os.environ.get("DUNGVIEC_BACKUPS", "")
"""Folder of backups, best on another disk; none: the page makes none."""
BACKUP_PASSPHRASE_FILE = os.environ.get("DUNGVIEC_BACKUP_PASSPHRASE_FILE", "")
BACKUP_AT = os.environ.get("DUNGVIEC_BACKUP_AT", "")
"""Hour of the daily backup (``01:30``), made by the worker; none: the site's own timer makes it."""
if BACKUP_AT and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", BACKUP_AT):
    raise ValueError(f"DUNGVIEC_BACKUP_AT={BACKUP_AT!r}: ghi giờ và phút như 01:30. (Hour and minute, such as 01:30.)")
BACKUP_KEEP = int(os.environ.get("DUNGVIEC_BACKUP_KEEP", "30"))
TRACES_TO = os.environ.get("DUNGVIEC_TRACES_TO", "")
LOGS = os.environ.get("DUNGVIEC_LOGS") or ("json" if PRODUCTION else "plain")
if LOGS not in ("plain", "console", "json"):
    raise ValueError(f"DUNGVIEC_LOGS={LOGS!r}: chỉ nhận «plain», «console» hoặc «json».")

# ── Security headers ───────────────────────────────────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "report-uri": "/bao-vi-pham/",
        "report-to": "csp",
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PRODUCTION:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-phien", "__Host-csrftoken"  # bound to this host, TLS and no path
    SECURE_SSL_REDIRECT = os.environ.get("DUNGVIEC_BEHIND_TLS", "1") == "1"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

# ── Logs: no names, no numbers of people; paths hold identifiers, so the request log is off ──────────────────────────
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"unnamed": {"()": "dungviec.office.operations.logs.Unnamed"}},
    "formatters": {"lines": {"()": "dungviec.office.operations.logs.formatter", "style": LOGS}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["unnamed"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "CRITICAL", "propagate": False},
        "dungviec": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # A line for each request, by the name of its page; on a terminal only where asked for.
        "dungviec.requests": {"level": "WARNING" if LOGS == "plain" else "INFO"},
    },
}

OFFICE_NAME = _("Đúng Việc")
