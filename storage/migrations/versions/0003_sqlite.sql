CREATE TABLE webhooks (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  url TEXT NOT NULL,
  kinds TEXT NOT NULL,
  process_key TEXT,
  created_at INTEGER NOT NULL,
  created_by INTEGER,
  followed_at INTEGER NOT NULL,
  failing_since INTEGER,
  paused_at INTEGER,
  removed_at INTEGER,
  CONSTRAINT pk_webhooks PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_webhooks_municipality_id_created_by FOREIGN KEY(municipality_id, created_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_webhooks_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE deliveries (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  webhook_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  tried_at INTEGER,
  status INTEGER,
  answer TEXT NOT NULL,
  CONSTRAINT pk_deliveries PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_deliveries_state CHECK (state IN ('waiting', 'delivered', 'failed')),
  CONSTRAINT fk_deliveries_municipality_id_webhook_id FOREIGN KEY(municipality_id, webhook_id) REFERENCES webhooks (municipality_id, id),
  CONSTRAINT fk_deliveries_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_deliveries_municipality_id_webhook_id_case_id_seq UNIQUE (municipality_id, webhook_id, case_id, seq)
)
 STRICT

CREATE INDEX ix_deliveries_municipality_id_webhook_id_id ON deliveries (municipality_id, webhook_id, id)

CREATE TABLE job_attempts (
  municipality_id INTEGER NOT NULL,
  job_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  worker TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  said TEXT,
  CONSTRAINT pk_job_attempts PRIMARY KEY (municipality_id, job_id, seq),
  CONSTRAINT ck_job_attempts_outcome CHECK (outcome IN ('retry', 'failed', 'error', 'lost', 'released')),
  CONSTRAINT fk_job_attempts_municipality_id_job_id FOREIGN KEY(municipality_id, job_id) REFERENCES jobs (municipality_id, id)
)
 WITHOUT ROWID,
 STRICT
