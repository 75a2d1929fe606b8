CREATE TABLE tokens (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  scopes TEXT NOT NULL,
  roles TEXT NOT NULL,
  job_kinds TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by INTEGER,
  expires_at INTEGER,
  revoked_at INTEGER,
  last_used_on TEXT,
  CONSTRAINT pk_tokens PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_tokens_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_tokens_municipality_id_created_by FOREIGN KEY(municipality_id, created_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_tokens_municipality_id_token_hash UNIQUE (municipality_id, token_hash)
)
 STRICT

CREATE TABLE kept_answers (
  municipality_id INTEGER NOT NULL,
  token_id INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status INTEGER,
  headers TEXT,
  body BLOB,
  kept_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  CONSTRAINT pk_kept_answers PRIMARY KEY (municipality_id, token_id, "key"),
  CONSTRAINT fk_kept_answers_municipality_id_token_id FOREIGN KEY(municipality_id, token_id) REFERENCES tokens (municipality_id, id)
)
 STRICT

CREATE INDEX ix_kept_answers_municipality_id_expires_at ON kept_answers (municipality_id, expires_at)
