CREATE TABLE batches (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  processes TEXT NOT NULL,
  parameters TEXT NOT NULL,
  reason TEXT NOT NULL,
  state TEXT NOT NULL,
  items INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by INTEGER NOT NULL,
  ended_at INTEGER,
  locked_until INTEGER,
  CONSTRAINT pk_batches PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_batches_state CHECK (state IN ('running', 'paused', 'cancelled', 'completed')),
  CONSTRAINT fk_batches_municipality_id_created_by FOREIGN KEY(municipality_id, created_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_batches_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_batches_running ON batches (created_at) WHERE state = 'running'

CREATE TABLE batch_items (
  municipality_id INTEGER NOT NULL,
  batch_id INTEGER NOT NULL,
  place INTEGER NOT NULL,
  subject_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  outcome TEXT NOT NULL,
  details TEXT NOT NULL,
  ended_at INTEGER,
  CONSTRAINT pk_batch_items PRIMARY KEY (municipality_id, batch_id, place),
  CONSTRAINT ck_batch_items_state CHECK (state IN ('waiting', 'done', 'refused', 'failed')),
  CONSTRAINT fk_batch_items_municipality_id_batch_id FOREIGN KEY(municipality_id, batch_id) REFERENCES batches (municipality_id, id),
  CONSTRAINT fk_batch_items_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)
 STRICT

CREATE INDEX ix_batch_items_municipality_id_batch_id_state_place ON batch_items (municipality_id, batch_id, state, place)
