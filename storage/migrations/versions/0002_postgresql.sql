CREATE TABLE tokens (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  scopes TEXT NOT NULL,
  roles TEXT NOT NULL,
  job_kinds TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by BIGINT,
  expires_at BIGINT,
  revoked_at BIGINT,
  last_used_on TEXT,
  CONSTRAINT pk_tokens PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_tokens_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_tokens_municipality_id_created_by FOREIGN KEY(municipality_id, created_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_tokens_municipality_id_token_hash UNIQUE (municipality_id, token_hash)
)

CREATE TABLE kept_answers (
  municipality_id BIGINT NOT NULL,
  token_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status SMALLINT,
  headers TEXT,
  body BYTEA,
  kept_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  CONSTRAINT pk_kept_answers PRIMARY KEY (municipality_id, token_id, key),
  CONSTRAINT fk_kept_answers_municipality_id_token_id FOREIGN KEY(municipality_id, token_id) REFERENCES tokens (municipality_id, id)
)

CREATE INDEX ix_kept_answers_municipality_id_expires_at ON kept_answers (municipality_id, expires_at)

ALTER TABLE tokens ENABLE ROW LEVEL SECURITY

ALTER TABLE tokens FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON tokens USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE kept_answers ENABLE ROW LEVEL SECURITY

ALTER TABLE kept_answers FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON kept_answers USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
