"""What the database itself refuses of cases, whoever asks.

    case_moves       state and version change only while the door has opened this one case: it sets
                     `mla.step` to the key for a single statement (casework/workflow/door.py)
    rows of others   row-level security: a case is seen and written by the authorities of
                     `mla.authorities`, and read by who was granted it in `mla.cases`; the owner of
                     the table has a policy of its own
    events           nobody changes, deletes or truncates them, not even the owner
    letters          what was sent stands
    facts            what was recorded stands; only the authority changes, when a case is handed over
"""

from django.db import migrations

DOOR = """
CREATE FUNCTION case_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    opened text := coalesce(current_setting('mla.step', true), '');
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF opened <> 'new' OR NEW.version <> 1 THEN
            RAISE EXCEPTION 'A case is opened by registering it.'
                USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
        END IF;
    ELSIF opened <> OLD.id::text OR NEW.version <> OLD.version + 1 THEN
        RAISE EXCEPTION 'Only a step changes the state and the version of a case.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER case_is_opened BEFORE INSERT ON casework_case
    FOR EACH ROW EXECUTE FUNCTION case_moves();
CREATE TRIGGER case_moves BEFORE UPDATE ON casework_case
    FOR EACH ROW WHEN (NEW.state IS DISTINCT FROM OLD.state
                       OR NEW.version IS DISTINCT FROM OLD.version)
    EXECUTE FUNCTION case_moves();
"""
NO_DOOR = """
DROP TRIGGER case_moves ON casework_case;
DROP TRIGGER case_is_opened ON casework_case;
DROP FUNCTION case_moves();
"""

SECURITY = """
ALTER TABLE casework_case ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_case FORCE ROW LEVEL SECURITY;
CREATE POLICY case_of_authority ON casework_case FOR ALL TO PUBLIC USING (
    authority_id = ANY (
        string_to_array(nullif(current_setting('mla.authorities', true), ''), ',')::bigint[]
    )
);
CREATE POLICY case_granted ON casework_case FOR SELECT TO PUBLIC USING (
    id = ANY (string_to_array(nullif(current_setting('mla.cases', true), ''), ',')::bigint[])
);
CREATE POLICY case_of_owner ON casework_case FOR ALL TO CURRENT_USER
    USING (true) WITH CHECK (true);
"""
NO_SECURITY = """
DROP POLICY case_of_owner ON casework_case;
DROP POLICY case_granted ON casework_case;
DROP POLICY case_of_authority ON casework_case;
ALTER TABLE casework_case NO FORCE ROW LEVEL SECURITY;
ALTER TABLE casework_case DISABLE ROW LEVEL SECURITY;
"""

# Tests empty every table between two of them; a database whose name begins with test_ allows it.
FINAL = """
CREATE FUNCTION event_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND starts_with(current_database(), 'test_') THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'What happened stands: events are only added.'
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
END
$$;
CREATE TRIGGER event_stands BEFORE UPDATE OR DELETE ON casework_event
    FOR EACH ROW EXECUTE FUNCTION event_stands();
CREATE TRIGGER event_stays BEFORE TRUNCATE ON casework_event
    FOR EACH STATEMENT EXECUTE FUNCTION event_stands();
CREATE TRIGGER reading_stands BEFORE UPDATE OR DELETE ON casework_readlog
    FOR EACH ROW EXECUTE FUNCTION event_stands();
CREATE TRIGGER reading_stays BEFORE TRUNCATE ON casework_readlog
    FOR EACH STATEMENT EXECUTE FUNCTION event_stands();

CREATE FUNCTION letter_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sent_at IS NOT NULL
       AND to_jsonb(NEW) - 'authority_id' <> to_jsonb(OLD) - 'authority_id' THEN
        RAISE EXCEPTION 'A letter that was sent stands.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER letter_stands BEFORE UPDATE ON casework_letter
    FOR EACH ROW EXECUTE FUNCTION letter_stands();

CREATE FUNCTION fact_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'authority_id' = to_jsonb(OLD) - 'authority_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A fact that was recorded stands: correct it by another one.'
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
END
$$;
"""
NOT_FINAL = """
DROP FUNCTION fact_stands();
DROP TRIGGER letter_stands ON casework_letter;
DROP FUNCTION letter_stands();
DROP TRIGGER reading_stays ON casework_readlog;
DROP TRIGGER reading_stands ON casework_readlog;
DROP TRIGGER event_stays ON casework_event;
DROP TRIGGER event_stands ON casework_event;
DROP FUNCTION event_stands();
"""
FACTS = [
    "receipt", "question", "answer", "postponement", "resumption", "prolongation", "renewal",
    "finding", "casereceipt",
]


def for_each_fact(statement):
    return "".join(statement.format(table=f"casework_{name}") for name in FACTS)


STAND = for_each_fact(
    "CREATE TRIGGER fact_stands BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION fact_stands();\n"
)
FALL = for_each_fact("DROP TRIGGER fact_stands ON {table};\n")


class Migration(migrations.Migration):
    dependencies = [("casework", "0004_cases")]

    operations = [
        migrations.RunSQL(DOOR, NO_DOOR),
        migrations.RunSQL(SECURITY, NO_SECURITY),
        migrations.RunSQL(FINAL, NOT_FINAL),
        migrations.RunSQL(STAND, FALL),
    ]
