"""A Django app. Put `"embedkit.contrib.django"` into INSTALLED_APPS; settings are the keys of `EMBEDKIT` (see `embedkit.contrib.embedder`)."""
