CREATE TABLE account_letters (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  person_id BIGINT,
  address TEXT NOT NULL,
  locale TEXT NOT NULL,
  salt TEXT NOT NULL,
  tries_left SMALLINT NOT NULL,
  beside_id BIGINT,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  CONSTRAINT pk_account_letters PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_account_letters_kind CHECK (kind IN ('sign_up', 'known', 'reset', 'change_from', 'change_to', 'password', 'address')),
  CONSTRAINT fk_account_letters_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_account_letters_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_account_letters_expires_at ON account_letters (expires_at)

CREATE INDEX ix_account_letters_municipality_id_address_made_at ON account_letters (municipality_id, address, made_at)

CREATE TABLE citizens (
  municipality_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  national_id TEXT NOT NULL,
  email TEXT NOT NULL,
  phone TEXT NOT NULL,
  login TEXT,
  password_hash TEXT,
  made_at BIGINT NOT NULL,
  CONSTRAINT pk_citizens PRIMARY KEY (municipality_id, person_id),
  CONSTRAINT ck_citizens_login_with_password CHECK ((login IS NULL) = (password_hash IS NULL)),
  CONSTRAINT fk_citizens_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_citizens_municipality_id_login UNIQUE (municipality_id, login)
)

CREATE INDEX ix_citizens_made_at ON citizens (made_at)

CREATE TABLE mandates (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  agent_id BIGINT NOT NULL,
  principal_id BIGINT NOT NULL,
  services TEXT NOT NULL,
  from_on TEXT NOT NULL,
  until_on TEXT,
  document TEXT NOT NULL,
  checked_by BIGINT,
  checked_at BIGINT NOT NULL,
  revoked_at BIGINT,
  revoked_by BIGINT,
  CONSTRAINT pk_mandates PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_mandates_two_people CHECK (agent_id <> principal_id),
  CONSTRAINT fk_mandates_municipality_id_agent_id FOREIGN KEY(municipality_id, agent_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_mandates_municipality_id_principal_id FOREIGN KEY(municipality_id, principal_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_mandates_municipality_id_checked_by FOREIGN KEY(municipality_id, checked_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_mandates_municipality_id_revoked_by FOREIGN KEY(municipality_id, revoked_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_mandates_municipality_id_agent_id ON mandates (municipality_id, agent_id)

CREATE TABLE outer_identities (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  door TEXT NOT NULL,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  linked_at BIGINT NOT NULL,
  linked_by TEXT NOT NULL,
  CONSTRAINT pk_outer_identities PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_outer_identities_door CHECK (door IN ('citizen', 'staff')),
  CONSTRAINT fk_outer_identities_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_outer_identities_municipality_id_door_issuer_subject UNIQUE (municipality_id, door, issuer, subject)
)

CREATE INDEX ix_outer_identities_municipality_id_person_id ON outer_identities (municipality_id, person_id)

CREATE TABLE outer_sign_ins (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  door TEXT NOT NULL,
  provider TEXT NOT NULL,
  state_hash TEXT NOT NULL,
  person_id BIGINT,
  back TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  answered_at BIGINT,
  issuer TEXT,
  subject TEXT,
  told TEXT,
  finished_at BIGINT,
  CONSTRAINT pk_outer_sign_ins PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_outer_sign_ins_door CHECK (door IN ('citizen', 'staff')),
  CONSTRAINT ck_outer_sign_ins_whole_identity CHECK ((issuer IS NULL) = (subject IS NULL)),
  CONSTRAINT fk_outer_sign_ins_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_outer_sign_ins_municipality_id_state_hash UNIQUE (municipality_id, state_hash),
  CONSTRAINT fk_outer_sign_ins_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_outer_sign_ins_expires_at ON outer_sign_ins (expires_at)

CREATE TABLE applications (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  pin_hash TEXT NOT NULL,
  tries_left INTEGER NOT NULL,
  closed_until BIGINT,
  channel TEXT NOT NULL,
  filed_by BIGINT,
  mandate_id BIGINT,
  filed_at BIGINT NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_as TEXT,
  lead_id BIGINT,
  CONSTRAINT pk_applications PRIMARY KEY (municipality_id, case_id),
  CONSTRAINT ck_applications_channel CHECK (channel IN ('portal', 'account', 'counter')),
  CONSTRAINT ck_applications_withdrawn_as CHECK (withdrawn_as IN ('procedure', 'claim')),
  CONSTRAINT ck_applications_how_far_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_as IS NULL)),
  CONSTRAINT fk_applications_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_applications_municipality_id_lead_id FOREIGN KEY(municipality_id, lead_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_applications_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_applications_municipality_id_filed_by FOREIGN KEY(municipality_id, filed_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_applications_municipality_id_mandate_id FOREIGN KEY(municipality_id, mandate_id) REFERENCES mandates (municipality_id, id),
  CONSTRAINT uq_applications_municipality_id_code UNIQUE (municipality_id, code)
)

CREATE INDEX ix_applications_municipality_id_lead_id ON applications (municipality_id, lead_id)

CREATE INDEX ix_applications_municipality_id_person_id_case_id ON applications (municipality_id, person_id, case_id)

CREATE TABLE citizen_sessions (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  case_id BIGINT,
  token_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  CONSTRAINT pk_citizen_sessions PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_citizen_sessions_kind CHECK (kind IN ('guest', 'account', 'case')),
  CONSTRAINT ck_citizen_sessions_case_of_a_case CHECK ((kind = 'case') = (case_id IS NOT NULL)),
  CONSTRAINT fk_citizen_sessions_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_citizen_sessions_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT uq_citizen_sessions_municipality_id_token_hash UNIQUE (municipality_id, token_hash)
)

CREATE INDEX ix_citizen_sessions_expires_at ON citizen_sessions (expires_at)

CREATE INDEX ix_citizen_sessions_municipality_id_person_id ON citizen_sessions (municipality_id, person_id)

CREATE TABLE surveys (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  process_key TEXT NOT NULL,
  rating SMALLINT NOT NULL,
  words TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  CONSTRAINT pk_surveys PRIMARY KEY (municipality_id, case_id),
  CONSTRAINT ck_surveys_one_to_five CHECK (rating BETWEEN 1 AND 5),
  CONSTRAINT fk_surveys_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_surveys_municipality_id_process_key_answered_at ON surveys (municipality_id, process_key, answered_at)

ALTER TABLE account_letters ENABLE ROW LEVEL SECURITY

ALTER TABLE account_letters FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON account_letters USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE citizens ENABLE ROW LEVEL SECURITY

ALTER TABLE citizens FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON citizens USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE mandates ENABLE ROW LEVEL SECURITY

ALTER TABLE mandates FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON mandates USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE outer_identities ENABLE ROW LEVEL SECURITY

ALTER TABLE outer_identities FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON outer_identities USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE outer_sign_ins ENABLE ROW LEVEL SECURITY

ALTER TABLE outer_sign_ins FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON outer_sign_ins USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE applications ENABLE ROW LEVEL SECURITY

ALTER TABLE applications FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON applications USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE citizen_sessions ENABLE ROW LEVEL SECURITY

ALTER TABLE citizen_sessions FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON citizen_sessions USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE surveys ENABLE ROW LEVEL SECURITY

ALTER TABLE surveys FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON surveys USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
