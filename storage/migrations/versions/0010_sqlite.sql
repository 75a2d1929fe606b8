CREATE TABLE inbox_columns (
  municipality_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  process_key TEXT NOT NULL,
  columns TEXT NOT NULL,
  CONSTRAINT pk_inbox_columns PRIMARY KEY (municipality_id, person_id, process_key),
  CONSTRAINT fk_inbox_columns_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE inbox_views (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  "query" TEXT NOT NULL,
  role TEXT,
  created_at INTEGER NOT NULL,
  CONSTRAINT pk_inbox_views PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_inbox_views_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_inbox_views_municipality_id_person_id ON inbox_views (municipality_id, person_id)

CREATE INDEX ix_inbox_views_role ON inbox_views (municipality_id, role) WHERE role IS NOT NULL

CREATE TABLE case_facts (
  municipality_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  label TEXT NOT NULL,
  text TEXT NOT NULL,
  sorts TEXT NOT NULL,
  CONSTRAINT pk_case_facts PRIMARY KEY (municipality_id, case_id, label),
  CONSTRAINT fk_case_facts_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_case_facts_municipality_id_label_sorts_case_id ON case_facts (municipality_id, label, sorts, case_id)

CREATE TABLE step_undos (
  municipality_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  task_id INTEGER NOT NULL,
  person_id INTEGER,
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  "before" TEXT NOT NULL,
  CONSTRAINT pk_step_undos PRIMARY KEY (municipality_id, case_id),
  CONSTRAINT fk_step_undos_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)
 STRICT

CREATE TABLE mentions (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  task_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  by_id INTEGER,
  at INTEGER NOT NULL,
  CONSTRAINT pk_mentions PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_mentions_municipality_id_task_id FOREIGN KEY(municipality_id, task_id) REFERENCES tasks (municipality_id, id),
  CONSTRAINT fk_mentions_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_mentions_municipality_id_case_id_seq ON mentions (municipality_id, case_id, seq)

CREATE INDEX ix_mentions_municipality_id_person_id_id ON mentions (municipality_id, person_id, id)
