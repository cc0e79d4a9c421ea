"""Settings of the example: SQLite, one app, embeds from the lock file."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).parent.parent
SECRET_KEY = "an example is no secret"
DEBUG = True
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "newsroom.urls"
WAGTAIL_SITE_NAME = "Harbour Times"
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
USE_TZ = True
LANGUAGE_CODE = "en"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
STATIC_URL = "/static/"
INSTALLED_APPS = [
    "newsroom",
    "embedkit.contrib.django",
    "embedkit.contrib.wagtail",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.admin",
    "wagtail.search",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "newsroom" / "jinja"],
        "OPTIONS": {"extensions": ["embedkit.contrib.jinja.EmbedkitExtension"]},
    },
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ.get("EXAMPLE_DB", BASE_DIR / "db.sqlite3")}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WAGTAILEMBEDS_FINDERS = [{"class": "embedkit.contrib.wagtail.finders", "network": False}]
EMBEDKIT = {"lock": BASE_DIR / "embedkit.lock", "cache": "django:default"}
