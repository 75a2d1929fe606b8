CREATE TABLE case_migrations (
  municipality_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  batch_id INTEGER,
  from_definition_id INTEGER NOT NULL,
  to_definition_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  person_id INTEGER,
  "after" BLOB NOT NULL,
  "before" TEXT NOT NULL,
  undone_seq INTEGER,
  CONSTRAINT pk_case_migrations PRIMARY KEY (municipality_id, case_id, id),
  CONSTRAINT fk_case_migrations_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_case_migrations_municipality_id_from_definition_id FOREIGN KEY(municipality_id, from_definition_id) REFERENCES definitions (municipality_id, id),
  CONSTRAINT fk_case_migrations_municipality_id_to_definition_id FOREIGN KEY(municipality_id, to_definition_id) REFERENCES definitions (municipality_id, id),
  CONSTRAINT fk_case_migrations_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_case_migrations_municipality_id_batch_id ON case_migrations (municipality_id, batch_id)
