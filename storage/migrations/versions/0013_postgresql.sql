CREATE TABLE notifications (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  act TEXT NOT NULL,
  addressee TEXT NOT NULL,
  form TEXT NOT NULL,
  done_on TEXT NOT NULL,
  effective_on TEXT,
  evidence_id BIGINT,
  recorded_at BIGINT NOT NULL,
  recorded_by BIGINT,
  CONSTRAINT pk_notifications PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_notifications_form CHECK (form IN ('electronic', 'acknowledged', 'personal', 'second_visit', 'publication')),
  CONSTRAINT fk_notifications_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_notifications_municipality_id_evidence_id FOREIGN KEY(municipality_id, evidence_id) REFERENCES documents (municipality_id, id),
  CONSTRAINT fk_notifications_municipality_id_recorded_by FOREIGN KEY(municipality_id, recorded_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_notifications_municipality_id_case_id ON notifications (municipality_id, case_id)

ALTER TABLE notifications ENABLE ROW LEVEL SECURITY

ALTER TABLE notifications FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON notifications USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
