CREATE TABLE start_drafts (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  definition_id BIGINT NOT NULL,
  data TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  saved_at BIGINT NOT NULL,
  CONSTRAINT pk_start_drafts PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_start_drafts_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_start_drafts_municipality_id_definition_id FOREIGN KEY(municipality_id, definition_id) REFERENCES definitions (municipality_id, id)
)

CREATE INDEX ix_start_drafts_municipality_id_person_id_saved_at ON start_drafts (municipality_id, person_id, saved_at)

CREATE INDEX ix_start_drafts_saved_at ON start_drafts (saved_at)

CREATE TABLE uploads (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  task_id BIGINT,
  draft_id BIGINT,
  kind TEXT NOT NULL,
  filename TEXT NOT NULL,
  size BIGINT NOT NULL,
  received BIGINT NOT NULL,
  handle TEXT NOT NULL,
  sha256 TEXT,
  media_type TEXT,
  begun_at BIGINT NOT NULL,
  moved_at BIGINT NOT NULL,
  CONSTRAINT pk_uploads PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_uploads_one_place CHECK ((task_id IS NULL) <> (draft_id IS NULL)),
  CONSTRAINT ck_uploads_received CHECK (received BETWEEN 0 AND size),
  CONSTRAINT fk_uploads_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_uploads_municipality_id_task_id FOREIGN KEY(municipality_id, task_id) REFERENCES tasks (municipality_id, id)
)

CREATE INDEX ix_uploads_moved_at ON uploads (moved_at)

CREATE INDEX ix_uploads_municipality_id_draft_id ON uploads (municipality_id, draft_id)

CREATE INDEX ix_uploads_municipality_id_person_id ON uploads (municipality_id, person_id)

CREATE INDEX ix_uploads_municipality_id_task_id ON uploads (municipality_id, task_id)

CREATE INDEX ix_uploads_sha256 ON uploads (sha256)

ALTER TABLE start_drafts ENABLE ROW LEVEL SECURITY

ALTER TABLE start_drafts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON start_drafts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE uploads ENABLE ROW LEVEL SECURITY

ALTER TABLE uploads FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON uploads USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
