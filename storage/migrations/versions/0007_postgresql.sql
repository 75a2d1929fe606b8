CREATE TABLE case_counts (
  municipality_id BIGINT NOT NULL,
  process_key TEXT NOT NULL,
  part BIGINT NOT NULL,
  number INTEGER NOT NULL,
  CONSTRAINT pk_case_counts PRIMARY KEY (municipality_id, process_key, part)
)

CREATE TABLE crowds (
  municipality_id BIGINT NOT NULL,
  since BIGINT NOT NULL,
  CONSTRAINT pk_crowds PRIMARY KEY (municipality_id)
)

CREATE TABLE free_counts (
  municipality_id BIGINT NOT NULL,
  role TEXT NOT NULL,
  process_key TEXT NOT NULL,
  slot BIGINT NOT NULL,
  name TEXT NOT NULL,
  part BIGINT NOT NULL,
  number INTEGER NOT NULL,
  CONSTRAINT pk_free_counts PRIMARY KEY (municipality_id, role, process_key, slot, name, part)
)

CREATE TABLE opened_counts (
  municipality_id BIGINT NOT NULL,
  opener_id BIGINT NOT NULL,
  holder_id BIGINT NOT NULL,
  role TEXT NOT NULL,
  part BIGINT NOT NULL,
  number INTEGER NOT NULL,
  CONSTRAINT pk_opened_counts PRIMARY KEY (municipality_id, opener_id, holder_id, role, part)
)

ALTER TABLE case_counts ENABLE ROW LEVEL SECURITY

ALTER TABLE case_counts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON case_counts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE crowds ENABLE ROW LEVEL SECURITY

ALTER TABLE crowds FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON crowds USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE free_counts ENABLE ROW LEVEL SECURITY

ALTER TABLE free_counts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON free_counts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE opened_counts ENABLE ROW LEVEL SECURITY

ALTER TABLE opened_counts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON opened_counts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

CREATE FUNCTION count_tasks_on_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM crowds) THEN RETURN NULL; END IF;
  INSERT INTO free_counts (municipality_id, role, process_key, slot, name, part, number)
  SELECT municipality_id, role, process_key, due_at / 900000000, name,
    pg_current_xact_id()::text::bigint, sum(n)
  FROM (SELECT *, 1 AS n FROM added WHERE state = 'open') changed JOIN crowds USING (municipality_id) WHERE assignee_id IS NULL
  GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
  ON CONFLICT (municipality_id, role, process_key, slot, name, part) DO UPDATE SET number = free_counts.number + excluded.number;
  INSERT INTO opened_counts (municipality_id, opener_id, holder_id, role, part, number)
  SELECT municipality_id, opener_id, coalesce(assignee_id, 0), role,
    pg_current_xact_id()::text::bigint, sum(n)
  FROM (SELECT *, 1 AS n FROM added WHERE state = 'open') changed JOIN crowds USING (municipality_id) WHERE opener_id IS NOT NULL
  GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
  ON CONFLICT (municipality_id, opener_id, holder_id, role, part) DO UPDATE SET number = opened_counts.number + excluded.number;
  RETURN NULL;
END $$

CREATE TRIGGER tasks_counted_on_insert AFTER INSERT ON tasks
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_tasks_on_insert()

CREATE FUNCTION count_tasks_on_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM crowds) THEN RETURN NULL; END IF;
  INSERT INTO free_counts (municipality_id, role, process_key, slot, name, part, number)
  SELECT municipality_id, role, process_key, due_at / 900000000, name,
    pg_current_xact_id()::text::bigint, sum(n)
  FROM (SELECT *, 1 AS n FROM added WHERE state = 'open' UNION ALL SELECT *, -1 AS n FROM removed WHERE state = 'open') changed JOIN crowds USING (municipality_id) WHERE assignee_id IS NULL
  GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
  ON CONFLICT (municipality_id, role, process_key, slot, name, part) DO UPDATE SET number = free_counts.number + excluded.number;
  INSERT INTO opened_counts (municipality_id, opener_id, holder_id, role, part, number)
  SELECT municipality_id, opener_id, coalesce(assignee_id, 0), role,
    pg_current_xact_id()::text::bigint, sum(n)
  FROM (SELECT *, 1 AS n FROM added WHERE state = 'open' UNION ALL SELECT *, -1 AS n FROM removed WHERE state = 'open') changed JOIN crowds USING (municipality_id) WHERE opener_id IS NOT NULL
  GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
  ON CONFLICT (municipality_id, opener_id, holder_id, role, part) DO UPDATE SET number = opened_counts.number + excluded.number;
  RETURN NULL;
END $$

CREATE TRIGGER tasks_counted_on_update AFTER UPDATE ON tasks
REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_tasks_on_update()

CREATE FUNCTION count_tasks_on_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM crowds) THEN RETURN NULL; END IF;
  INSERT INTO free_counts (municipality_id, role, process_key, slot, name, part, number)
  SELECT municipality_id, role, process_key, due_at / 900000000, name,
    pg_current_xact_id()::text::bigint, sum(n)
  FROM (SELECT *, -1 AS n FROM removed WHERE state = 'open') changed JOIN crowds USING (municipality_id) WHERE assignee_id IS NULL
  GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0
  ON CONFLICT (municipality_id, role, process_key, slot, name, part) DO UPDATE SET number = free_counts.number + excluded.number;
  INSERT INTO opened_counts (municipality_id, opener_id, holder_id, role, part, number)
  SELECT municipality_id, opener_id, coalesce(assignee_id, 0), role,
    pg_current_xact_id()::text::bigint, sum(n)
  FROM (SELECT *, -1 AS n FROM removed WHERE state = 'open') changed JOIN crowds USING (municipality_id) WHERE opener_id IS NOT NULL
  GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
  ON CONFLICT (municipality_id, opener_id, holder_id, role, part) DO UPDATE SET number = opened_counts.number + excluded.number;
  RETURN NULL;
END $$

CREATE TRIGGER tasks_counted_on_delete AFTER DELETE ON tasks
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_tasks_on_delete()

CREATE FUNCTION count_cases_on_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM crowds) THEN RETURN NULL; END IF;
  INSERT INTO case_counts (municipality_id, process_key, part, number)
  SELECT municipality_id, process_key, pg_current_xact_id()::text::bigint, sum(n)
  FROM (SELECT *, 1 AS n FROM added WHERE state IN ('open', 'suspended')) changed JOIN crowds USING (municipality_id)
  GROUP BY 1, 2 HAVING sum(n) <> 0
  ON CONFLICT (municipality_id, process_key, part) DO UPDATE SET number = case_counts.number + excluded.number;
  RETURN NULL;
END $$

CREATE TRIGGER cases_counted_on_insert AFTER INSERT ON cases
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_cases_on_insert()

CREATE FUNCTION count_cases_on_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM crowds) THEN RETURN NULL; END IF;
  INSERT INTO case_counts (municipality_id, process_key, part, number)
  SELECT municipality_id, process_key, pg_current_xact_id()::text::bigint, sum(n)
  FROM (SELECT *, 1 AS n FROM added WHERE state IN ('open', 'suspended') UNION ALL SELECT *, -1 AS n FROM removed WHERE state IN ('open', 'suspended')) changed JOIN crowds USING (municipality_id)
  GROUP BY 1, 2 HAVING sum(n) <> 0
  ON CONFLICT (municipality_id, process_key, part) DO UPDATE SET number = case_counts.number + excluded.number;
  RETURN NULL;
END $$

CREATE TRIGGER cases_counted_on_update AFTER UPDATE ON cases
REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_cases_on_update()

CREATE FUNCTION count_cases_on_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM crowds) THEN RETURN NULL; END IF;
  INSERT INTO case_counts (municipality_id, process_key, part, number)
  SELECT municipality_id, process_key, pg_current_xact_id()::text::bigint, sum(n)
  FROM (SELECT *, -1 AS n FROM removed WHERE state IN ('open', 'suspended')) changed JOIN crowds USING (municipality_id)
  GROUP BY 1, 2 HAVING sum(n) <> 0
  ON CONFLICT (municipality_id, process_key, part) DO UPDATE SET number = case_counts.number + excluded.number;
  RETURN NULL;
END $$

CREATE TRIGGER cases_counted_on_delete AFTER DELETE ON cases
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_cases_on_delete()
