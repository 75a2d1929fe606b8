CREATE TABLE substitutions (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  absent_id BIGINT NOT NULL,
  substitute_id BIGINT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by BIGINT,
  ended_at BIGINT,
  CONSTRAINT pk_substitutions PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_substitutions_somebody_else CHECK (absent_id <> substitute_id),
  CONSTRAINT ck_substitutions_in_order CHECK (from_on <= until_on),
  CONSTRAINT fk_substitutions_municipality_id_absent_id FOREIGN KEY(municipality_id, absent_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_substitutions_municipality_id_substitute_id FOREIGN KEY(municipality_id, substitute_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_substitutions_municipality_id_created_by FOREIGN KEY(municipality_id, created_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_substitutions_municipality_id_absent_id ON substitutions (municipality_id, absent_id)

CREATE INDEX ix_substitutions_substitute ON substitutions (municipality_id, substitute_id) WHERE ended_at IS NULL

ALTER TABLE substitutions ENABLE ROW LEVEL SECURITY

ALTER TABLE substitutions FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON substitutions USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
