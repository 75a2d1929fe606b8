CREATE TABLE substitutions (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  absent_id INTEGER NOT NULL,
  substitute_id INTEGER NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT NOT NULL,
  reason TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by INTEGER,
  ended_at INTEGER,
  CONSTRAINT pk_substitutions PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_substitutions_somebody_else CHECK (absent_id <> substitute_id),
  CONSTRAINT ck_substitutions_in_order CHECK (from_on <= until_on),
  CONSTRAINT fk_substitutions_municipality_id_absent_id FOREIGN KEY(municipality_id, absent_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_substitutions_municipality_id_substitute_id FOREIGN KEY(municipality_id, substitute_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_substitutions_municipality_id_created_by FOREIGN KEY(municipality_id, created_by) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_substitutions_municipality_id_absent_id ON substitutions (municipality_id, absent_id)

CREATE INDEX ix_substitutions_substitute ON substitutions (municipality_id, substitute_id) WHERE ended_at IS NULL
