CREATE TABLE inbox_columns (
  municipality_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  process_key TEXT NOT NULL,
  columns TEXT NOT NULL,
  CONSTRAINT pk_inbox_columns PRIMARY KEY (municipality_id, person_id, process_key),
  CONSTRAINT fk_inbox_columns_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)

CREATE TABLE inbox_views (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  role TEXT,
  created_at BIGINT NOT NULL,
  CONSTRAINT pk_inbox_views PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_inbox_views_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_inbox_views_municipality_id_person_id ON inbox_views (municipality_id, person_id)

CREATE INDEX ix_inbox_views_role ON inbox_views (municipality_id, role) WHERE role IS NOT NULL

CREATE TABLE case_facts (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  label TEXT NOT NULL,
  text TEXT NOT NULL,
  sorts TEXT COLLATE "C" NOT NULL,
  CONSTRAINT pk_case_facts PRIMARY KEY (municipality_id, case_id, label),
  CONSTRAINT fk_case_facts_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_case_facts_municipality_id_label_sorts_case_id ON case_facts (municipality_id, label, sorts, case_id)

CREATE TABLE step_undos (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  task_id BIGINT NOT NULL,
  person_id BIGINT,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  before TEXT NOT NULL,
  CONSTRAINT pk_step_undos PRIMARY KEY (municipality_id, case_id),
  CONSTRAINT fk_step_undos_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE TABLE mentions (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  task_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  by_id BIGINT,
  at BIGINT NOT NULL,
  CONSTRAINT pk_mentions PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_mentions_municipality_id_task_id FOREIGN KEY(municipality_id, task_id) REFERENCES tasks (municipality_id, id),
  CONSTRAINT fk_mentions_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_mentions_municipality_id_case_id_seq ON mentions (municipality_id, case_id, seq)

CREATE INDEX ix_mentions_municipality_id_person_id_id ON mentions (municipality_id, person_id, id)

ALTER TABLE inbox_columns ENABLE ROW LEVEL SECURITY

ALTER TABLE inbox_columns FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON inbox_columns USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE inbox_views ENABLE ROW LEVEL SECURITY

ALTER TABLE inbox_views FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON inbox_views USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE case_facts ENABLE ROW LEVEL SECURITY

ALTER TABLE case_facts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON case_facts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE step_undos ENABLE ROW LEVEL SECURITY

ALTER TABLE step_undos FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON step_undos USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE mentions ENABLE ROW LEVEL SECURITY

ALTER TABLE mentions FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON mentions USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
