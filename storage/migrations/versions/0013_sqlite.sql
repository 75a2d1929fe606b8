CREATE TABLE notifications (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  act TEXT NOT NULL,
  addressee TEXT NOT NULL,
  form TEXT NOT NULL,
  done_on TEXT NOT NULL,
  effective_on TEXT,
  evidence_id INTEGER,
  recorded_at INTEGER NOT NULL,
  recorded_by INTEGER,
  CONSTRAINT pk_notifications PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_notifications_form CHECK (form IN ('electronic', 'acknowledged', 'personal', 'second_visit', 'publication')),
  CONSTRAINT fk_notifications_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_notifications_municipality_id_evidence_id FOREIGN KEY(municipality_id, evidence_id) REFERENCES documents (municipality_id, id),
  CONSTRAINT fk_notifications_municipality_id_recorded_by FOREIGN KEY(municipality_id, recorded_by) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_notifications_municipality_id_case_id ON notifications (municipality_id, case_id)
