"""The story page's table."""

import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models

import embedkit.contrib.wagtail.blocks


class Migration(migrations.Migration):
    initial = True
    dependencies = [("wagtailcore", "0001_squashed_0016_change_page_url_path_to_text_field")]
    operations = [
        migrations.CreateModel(
            name="StoryPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("body", wagtail.fields.RichTextField()),
                ("cards", wagtail.fields.StreamField([("card", embedkit.contrib.wagtail.blocks.CardBlock())], blank=True)),
            ],
            bases=("wagtailcore.page",),
        )
    ]
