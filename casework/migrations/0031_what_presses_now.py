"""Of the cases that are there already: which data are preserved, and which answers are owed.

As casework/cases/pressing.py and the letters that tell an outcome said it when this was written.
"""

from django.db import migrations

KEPT = """
UPDATE casework_case SET is_kept = true
WHERE ended_at IS NULL AND loss_expected_at IS NOT NULL
  AND EXISTS (
      SELECT FROM casework_order o JOIN casework_preservation p ON p.order_id = o.id
      WHERE o.case_id = casework_case.id AND o.lifted_at IS NULL
  )
  AND NOT EXISTS (
      SELECT FROM casework_order o JOIN casework_preservation p ON p.order_id = o.id
      WHERE o.case_id = casework_case.id AND o.lifted_at IS NULL
        AND (p.effective_on IS NULL OR p.released_at IS NOT NULL)
  )
  AND NOT EXISTS (
      SELECT FROM casework_dataitem i
      WHERE i.case_id = casework_case.id AND i.outcome = 'pending' AND NOT EXISTS (
          SELECT FROM casework_orderline l JOIN casework_order o ON o.id = l.order_id
          JOIN casework_preservation p ON p.order_id = o.id
          WHERE l.item_id = i.id AND o.lifted_at IS NULL
      )
  );
"""
OWED = """
UPDATE casework_case SET owes_answer = true
WHERE ended_at IS NOT NULL AND waiting_on <> 'nobody' AND EXISTS (
    SELECT FROM casework_letter l
    WHERE l.case_id = casework_case.id AND l.sent_at IS NULL AND l.dropped_at IS NULL
      AND (l.kind, casework_case.state) IN (
          ('transmittal', 'executed'), ('transmittal', 'partly'), ('transmittal', 'not_executed'),
          ('refusal', 'refused'), ('closing_notice', 'lapsed'),
          ('forwarding_information', 'transferred'), ('continuation_information', 'transferred'),
          ('outgoing_forwarding', 'forwarded'), ('outgoing_refusal', 'refused_abroad'),
          ('outgoing_withdrawal', 'withdrawn')
      )
);
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0030_what_presses")]

    operations = [migrations.RunSQL(KEPT + OWED, migrations.RunSQL.noop)]
