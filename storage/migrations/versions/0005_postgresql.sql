CREATE TABLE case_migrations (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  batch_id BIGINT,
  from_definition_id BIGINT NOT NULL,
  to_definition_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  person_id BIGINT,
  after BYTEA NOT NULL,
  before TEXT NOT NULL,
  undone_seq INTEGER,
  CONSTRAINT pk_case_migrations PRIMARY KEY (municipality_id, case_id, id),
  CONSTRAINT fk_case_migrations_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_case_migrations_municipality_id_from_definition_id FOREIGN KEY(municipality_id, from_definition_id) REFERENCES definitions (municipality_id, id),
  CONSTRAINT fk_case_migrations_municipality_id_to_definition_id FOREIGN KEY(municipality_id, to_definition_id) REFERENCES definitions (municipality_id, id),
  CONSTRAINT fk_case_migrations_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_case_migrations_municipality_id_batch_id ON case_migrations (municipality_id, batch_id)

ALTER TABLE case_migrations ENABLE ROW LEVEL SECURITY

ALTER TABLE case_migrations FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON case_migrations USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
