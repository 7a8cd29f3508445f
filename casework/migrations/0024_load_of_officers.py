"""An index that holds what the load of the officers counts: no case itself is read for it."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0023_own_days'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=Q(('ended_at', None)), fields=['authority', 'kind', 'officer', 'queue_on'], include=['is_urgent', 'suspended_since', 'id'], name='case_load'),
        ),
    ]
