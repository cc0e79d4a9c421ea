"""A Wagtail app: `"embedkit.contrib.django"` and `"embedkit.contrib.wagtail"` in INSTALLED_APPS, and

WAGTAILEMBEDS_FINDERS = [{"class": "embedkit.contrib.wagtail.finders"}]
"""
