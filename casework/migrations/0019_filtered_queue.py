"""Indexes that hold what the queue is filtered by: no other case is read to find the few."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0018_rows_of_others'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(F('authority'), F('kind'), F('queue_on'), models.OrderBy(F('is_urgent'), descending=True), F('id'), F('state'), F('waiting_on'), F('request_type'), F('ceiling_on'), condition=Q(('ended_at', None)), name='case_in_filtered_queue'),
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_in_queue',
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=Q(('acknowledged_at', None), ('ended_at', None), ('urgent_at__isnull', False)), fields=['authority', 'urgent_at'], name='case_unacknowledged'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['authority', 'kind', 'state', '-id'], name='case_latest_in_state'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['authority', 'kind', 'waiting_on', '-id'], name='case_latest_waiting'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['officer', 'authority'], name='case_of_officer'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['requesting_state', 'authority'], name='case_of_state'),
        ),
    ]
