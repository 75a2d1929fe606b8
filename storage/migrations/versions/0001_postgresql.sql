CREATE TABLE events (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  kind SMALLINT NOT NULL,
  element SMALLINT,
  person_id BIGINT,
  task_id BIGINT,
  at BIGINT NOT NULL,
  data TEXT NOT NULL,
  detail_digest BYTEA,
  hash BYTEA NOT NULL,
  CONSTRAINT pk_events PRIMARY KEY (municipality_id, case_id, seq)
)

CREATE INDEX ix_events_at ON events USING brin (at)

CREATE TABLE municipalities (
  id BIGINT NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  region TEXT,
  ubigeo TEXT,
  timezone TEXT NOT NULL,
  locale TEXT NOT NULL,
  currency TEXT NOT NULL,
  accent TEXT NOT NULL,
  settings TEXT NOT NULL,
  short_name TEXT,
  CONSTRAINT pk_municipalities PRIMARY KEY (id),
  CONSTRAINT uq_municipalities_slug UNIQUE (slug)
)

CREATE TABLE counters (
  municipality_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  CONSTRAINT pk_counters PRIMARY KEY (municipality_id, kind, year),
  CONSTRAINT fk_counters_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE knocks (
  municipality_id BIGINT NOT NULL,
  who TEXT NOT NULL,
  since BIGINT NOT NULL,
  times INTEGER NOT NULL,
  CONSTRAINT pk_knocks PRIMARY KEY (municipality_id, who),
  CONSTRAINT fk_knocks_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_knocks_since ON knocks (since)

CREATE TABLE messages (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  name TEXT NOT NULL,
  correlation_key TEXT NOT NULL,
  payload TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  sender_key TEXT,
  copy SMALLINT NOT NULL,
  CONSTRAINT pk_messages PRIMARY KEY (municipality_id, id),
  CONSTRAINT uq_messages_municipality_id_sender_key_copy UNIQUE (municipality_id, sender_key, copy),
  CONSTRAINT fk_messages_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_messages_expires_at ON messages (expires_at)

CREATE INDEX ix_messages_municipality_id_name_correlation_key ON messages (municipality_id, name, correlation_key)

CREATE TABLE parameters (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  unit TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  source TEXT NOT NULL,
  status TEXT NOT NULL,
  CONSTRAINT pk_parameters PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_parameters_status CHECK (status IN ('V', 'S', 'K')),
  CONSTRAINT uq_parameters_municipality_id_key_valid_from UNIQUE (municipality_id, key, valid_from),
  CONSTRAINT fk_parameters_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE persons (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  email TEXT,
  national_id TEXT,
  name TEXT NOT NULL,
  position TEXT,
  password_hash TEXT,
  locale TEXT,
  active_from BIGINT NOT NULL,
  active_until BIGINT,
  outside SMALLINT DEFAULT '0' NOT NULL,
  CONSTRAINT pk_persons PRIMARY KEY (municipality_id, id),
  CONSTRAINT uq_persons_municipality_id_email UNIQUE (municipality_id, email),
  CONSTRAINT uq_persons_municipality_id_national_id UNIQUE (municipality_id, national_id),
  CONSTRAINT fk_persons_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE receipts (
  municipality_id BIGINT NOT NULL,
  sender_key TEXT NOT NULL,
  target TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  CONSTRAINT pk_receipts PRIMARY KEY (municipality_id, sender_key, target),
  CONSTRAINT fk_receipts_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_receipts_received_at ON receipts (received_at)

CREATE TABLE sign_in_attempts (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  login_hash TEXT NOT NULL,
  at BIGINT NOT NULL,
  succeeded SMALLINT NOT NULL,
  CONSTRAINT pk_sign_in_attempts PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_sign_in_attempts_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_sign_in_attempts_municipality_id_login_hash_at ON sign_in_attempts (municipality_id, login_hash, at)

CREATE TABLE trial_payments (
  municipality_id BIGINT NOT NULL,
  token TEXT NOT NULL,
  amount TEXT NOT NULL,
  currency TEXT NOT NULL,
  concept TEXT NOT NULL,
  back TEXT NOT NULL,
  chosen TEXT,
  CONSTRAINT pk_trial_payments PRIMARY KEY (municipality_id, token),
  CONSTRAINT ck_trial_payments_chosen CHECK (chosen IN ('paid', 'refused')),
  CONSTRAINT fk_trial_payments_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE TABLE closures (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  day TEXT NOT NULL,
  attendance SMALLINT NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  decreed_at BIGINT NOT NULL,
  decreed_by BIGINT,
  lifted_at BIGINT,
  lifted_by BIGINT,
  applied_at BIGINT,
  settled SMALLINT NOT NULL,
  CONSTRAINT pk_closures PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_closures_municipality_id_decreed_by FOREIGN KEY(municipality_id, decreed_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_closures_municipality_id_lifted_by FOREIGN KEY(municipality_id, lifted_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_closures_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_closures_unsettled ON closures (decreed_at) WHERE settled = 0

CREATE UNIQUE INDEX ux_closures_day ON closures (municipality_id, day) WHERE lifted_at IS NULL

CREATE TABLE definitions (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  title TEXT NOT NULL,
  family TEXT NOT NULL,
  manifest TEXT NOT NULL,
  deployed_at BIGINT NOT NULL,
  deployed_by BIGINT,
  state TEXT NOT NULL,
  CONSTRAINT pk_definitions PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_definitions_state CHECK (state IN ('deployed', 'active', 'superseded', 'retired', 'founded')),
  CONSTRAINT fk_definitions_municipality_id_deployed_by FOREIGN KEY(municipality_id, deployed_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_definitions_municipality_id_key_version UNIQUE (municipality_id, key, version),
  CONSTRAINT fk_definitions_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE UNIQUE INDEX uq_definitions_active ON definitions (municipality_id, key) WHERE state = 'active'

CREATE TABLE memberships (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  role TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_until BIGINT,
  granted_by BIGINT,
  CONSTRAINT pk_memberships PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_memberships_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_memberships_municipality_id_granted_by FOREIGN KEY(municipality_id, granted_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_memberships_municipality_id_person_id ON memberships (municipality_id, person_id)

CREATE INDEX ix_memberships_municipality_id_role ON memberships (municipality_id, role)

CREATE TABLE sessions (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  token_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  waiting SMALLINT DEFAULT '0' NOT NULL,
  seen_at BIGINT NOT NULL,
  device TEXT DEFAULT '' NOT NULL,
  address TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_sessions PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_sessions_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_sessions_municipality_id_token_hash UNIQUE (municipality_id, token_hash)
)

CREATE INDEX ix_sessions_municipality_id_person_id ON sessions (municipality_id, person_id)

CREATE TABLE cases (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  number TEXT COLLATE "C" NOT NULL,
  number_reversed TEXT COLLATE "C" NOT NULL,
  process_key TEXT NOT NULL,
  definition_id BIGINT NOT NULL,
  year INTEGER NOT NULL,
  title TEXT NOT NULL,
  amount TEXT,
  amount_sorts BIGINT,
  currency TEXT,
  state TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  opened_by BIGINT,
  on_behalf_of TEXT,
  closed_at BIGINT,
  outcome TEXT,
  CONSTRAINT pk_cases PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_cases_state CHECK (state IN ('open', 'suspended', 'completed', 'cancelled', 'failed')),
  CONSTRAINT fk_cases_municipality_id_definition_id FOREIGN KEY(municipality_id, definition_id) REFERENCES definitions (municipality_id, id),
  CONSTRAINT fk_cases_municipality_id_opened_by FOREIGN KEY(municipality_id, opened_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_cases_municipality_id_number UNIQUE (municipality_id, number),
  CONSTRAINT fk_cases_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_cases_municipality_id_number_reversed ON cases (municipality_id, number_reversed)

CREATE INDEX ix_cases_municipality_id_opened_by_id ON cases (municipality_id, opened_by, id)

CREATE INDEX ix_cases_municipality_id_process_key_state_id ON cases (municipality_id, process_key, state, id)

CREATE INDEX ix_cases_open_amount ON cases (municipality_id, process_key, amount_sorts) WHERE state IN ('open', 'suspended') AND amount_sorts IS NOT NULL

CREATE INDEX ix_cases_open_number ON cases (municipality_id, process_key, number) WHERE state IN ('open', 'suspended')

CREATE TABLE definition_files (
  municipality_id BIGINT NOT NULL,
  definition_id BIGINT NOT NULL,
  path TEXT NOT NULL,
  content BYTEA NOT NULL,
  CONSTRAINT pk_definition_files PRIMARY KEY (municipality_id, definition_id, path),
  CONSTRAINT fk_definition_files_municipality_id_definition_id FOREIGN KEY(municipality_id, definition_id) REFERENCES definitions (municipality_id, id)
)

CREATE TABLE starts (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  definition_id BIGINT NOT NULL,
  process_key TEXT NOT NULL,
  element_key TEXT NOT NULL,
  which SMALLINT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  expression TEXT NOT NULL,
  due_at BIGINT,
  remaining INTEGER NOT NULL,
  fault TEXT,
  said TEXT,
  CONSTRAINT pk_starts PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_starts_kind CHECK (kind IN ('message', 'signal', 'timer', 'conditional')),
  CONSTRAINT fk_starts_municipality_id_definition_id FOREIGN KEY(municipality_id, definition_id) REFERENCES definitions (municipality_id, id)
)

CREATE INDEX ix_starts_due_at ON starts (due_at)

CREATE INDEX ix_starts_municipality_id_kind_name ON starts (municipality_id, kind, name)

CREATE INDEX ix_starts_municipality_id_process_key ON starts (municipality_id, process_key)

CREATE TABLE case_words (
  municipality_id BIGINT NOT NULL,
  word TEXT COLLATE "C" NOT NULL,
  case_id BIGINT NOT NULL,
  CONSTRAINT pk_case_words PRIMARY KEY (municipality_id, word, case_id),
  CONSTRAINT fk_case_words_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_case_words_municipality_id_case_id_word ON case_words (municipality_id, case_id, word)

CREATE TABLE deadlines (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  task_id BIGINT,
  timer_id BIGINT,
  token BIGINT NOT NULL,
  element SMALLINT NOT NULL,
  title TEXT NOT NULL,
  start_on TEXT NOT NULL,
  unit TEXT NOT NULL,
  length INTEGER NOT NULL,
  due_on TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  source TEXT NOT NULL,
  effect TEXT NOT NULL,
  owner TEXT NOT NULL,
  fires TEXT NOT NULL,
  month_end TEXT NOT NULL,
  extension INTEGER NOT NULL,
  anew_on TEXT,
  paused_on TEXT,
  stops SMALLINT NOT NULL,
  warned SMALLINT NOT NULL,
  look_at BIGINT,
  state TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  closed_at BIGINT,
  CONSTRAINT pk_deadlines PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_deadlines_state CHECK (state IN ('open', 'met', 'expired', 'cancelled')),
  CONSTRAINT fk_deadlines_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE INDEX ix_deadlines_due ON deadlines (municipality_id, due_on) WHERE state = 'open'

CREATE INDEX ix_deadlines_look ON deadlines (look_at) WHERE state = 'open' AND look_at IS NOT NULL

CREATE INDEX ix_deadlines_municipality_id_case_id ON deadlines (municipality_id, case_id)

CREATE TABLE documents (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  created_by BIGINT,
  sealed SMALLINT NOT NULL,
  level TEXT NOT NULL,
  origin TEXT NOT NULL,
  locked_by BIGINT,
  locked_at BIGINT,
  CONSTRAINT pk_documents PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_documents_state CHECK (state IN ('present', 'withdrawn', 'disposed')),
  CONSTRAINT ck_documents_level CHECK (level IN ('public', 'internal', 'reserved')),
  CONSTRAINT ck_documents_origin CHECK (origin IN ('digital', 'digitised')),
  CONSTRAINT fk_documents_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_documents_municipality_id_created_by FOREIGN KEY(municipality_id, created_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_documents_municipality_id_locked_by FOREIGN KEY(municipality_id, locked_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_documents_municipality_id_case_id ON documents (municipality_id, case_id)

CREATE TABLE event_details (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  salt BYTEA NOT NULL,
  data TEXT NOT NULL,
  CONSTRAINT pk_event_details PRIMARY KEY (municipality_id, case_id, seq),
  CONSTRAINT fk_event_details_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)

CREATE TABLE incidents (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  element SMALLINT,
  element_key TEXT,
  message TEXT NOT NULL,
  said TEXT,
  detail TEXT NOT NULL,
  raised_at BIGINT NOT NULL,
  resolved_at BIGINT,
  resolved_by BIGINT,
  job_id BIGINT,
  timer_id BIGINT,
  task_id BIGINT,
  assignee_id BIGINT,
  CONSTRAINT pk_incidents PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_incidents_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_incidents_municipality_id_resolved_by FOREIGN KEY(municipality_id, resolved_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_incidents_municipality_id_assignee_id FOREIGN KEY(municipality_id, assignee_id) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_incidents_municipality_id_case_id ON incidents (municipality_id, case_id)

CREATE INDEX ix_incidents_open ON incidents (municipality_id, id) WHERE resolved_at IS NULL

CREATE TABLE instances (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  definition_id BIGINT NOT NULL,
  version INTEGER NOT NULL,
  status TEXT NOT NULL,
  tokens BYTEA NOT NULL,
  scopes TEXT NOT NULL,
  chain_seq INTEGER NOT NULL,
  chain_hash BYTEA NOT NULL,
  updated_at BIGINT NOT NULL,
  CONSTRAINT pk_instances PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_instances_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_instances_municipality_id_definition_id FOREIGN KEY(municipality_id, definition_id) REFERENCES definitions (municipality_id, id),
  CONSTRAINT uq_instances_municipality_id_case_id UNIQUE (municipality_id, case_id)
)
 WITH (fillfactor = 70)

CREATE INDEX ix_instances_municipality_id_definition_id ON instances (municipality_id, definition_id)

CREATE TABLE submissions (
  municipality_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  task_id BIGINT,
  element SMALLINT NOT NULL,
  person_id BIGINT,
  at BIGINT NOT NULL,
  data TEXT NOT NULL,
  salt BYTEA NOT NULL,
  sealed SMALLINT NOT NULL,
  CONSTRAINT pk_submissions PRIMARY KEY (municipality_id, case_id, id),
  CONSTRAINT fk_submissions_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_submissions_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)

CREATE TABLE deadline_changes (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  deadline_id BIGINT NOT NULL,
  at BIGINT NOT NULL,
  person_id BIGINT,
  from_on TEXT NOT NULL,
  to_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  document_id BIGINT,
  closure_id BIGINT,
  CONSTRAINT pk_deadline_changes PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_deadline_changes_kind CHECK (kind IN ('extended', 'paused', 'resumed', 'restarted', 'decreed')),
  CONSTRAINT fk_deadline_changes_municipality_id_deadline_id FOREIGN KEY(municipality_id, deadline_id) REFERENCES deadlines (municipality_id, id),
  CONSTRAINT fk_deadline_changes_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_deadline_changes_municipality_id_document_id FOREIGN KEY(municipality_id, document_id) REFERENCES documents (municipality_id, id),
  CONSTRAINT fk_deadline_changes_municipality_id_closure_id FOREIGN KEY(municipality_id, closure_id) REFERENCES closures (municipality_id, id)
)

CREATE INDEX ix_deadline_changes_municipality_id_closure_id_id ON deadline_changes (municipality_id, closure_id, id)

CREATE INDEX ix_deadline_changes_municipality_id_deadline_id ON deadline_changes (municipality_id, deadline_id)

CREATE TABLE deadline_pauses (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  deadline_id BIGINT NOT NULL,
  start_on TEXT NOT NULL,
  end_on TEXT,
  CONSTRAINT pk_deadline_pauses PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_deadline_pauses_municipality_id_deadline_id FOREIGN KEY(municipality_id, deadline_id) REFERENCES deadlines (municipality_id, id)
)

CREATE INDEX ix_deadline_pauses_municipality_id_deadline_id ON deadline_pauses (municipality_id, deadline_id)

CREATE TABLE document_versions (
  municipality_id BIGINT NOT NULL,
  document_id BIGINT NOT NULL,
  version INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  media_type TEXT NOT NULL,
  filename TEXT NOT NULL,
  uploaded_at BIGINT NOT NULL,
  uploaded_by BIGINT,
  task_id BIGINT,
  folio INTEGER NOT NULL,
  pages INTEGER NOT NULL,
  CONSTRAINT pk_document_versions PRIMARY KEY (municipality_id, document_id, version),
  CONSTRAINT ck_document_versions_foliated CHECK (folio > 0 AND pages > 0),
  CONSTRAINT fk_document_versions_municipality_id_document_id FOREIGN KEY(municipality_id, document_id) REFERENCES documents (municipality_id, id),
  CONSTRAINT fk_document_versions_municipality_id_uploaded_by FOREIGN KEY(municipality_id, uploaded_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_document_versions_municipality_id_sha256 ON document_versions (municipality_id, sha256)

CREATE INDEX ix_document_versions_municipality_id_task_id ON document_versions (municipality_id, task_id)

CREATE INDEX ix_document_versions_sha256 ON document_versions (sha256)

CREATE TABLE jobs (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT,
  instance_id BIGINT,
  token BIGINT,
  element SMALLINT,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  run_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  max_attempts INTEGER NOT NULL,
  state TEXT NOT NULL,
  locked_until BIGINT,
  worker TEXT,
  taken_at BIGINT,
  idempotency_key TEXT,
  last_error TEXT,
  result TEXT,
  CONSTRAINT pk_jobs PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_jobs_state CHECK (state IN ('waiting', 'held', 'kept', 'done', 'failed', 'withdrawn')),
  CONSTRAINT fk_jobs_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_jobs_municipality_id_instance_id FOREIGN KEY(municipality_id, instance_id) REFERENCES instances (municipality_id, id),
  CONSTRAINT uq_jobs_municipality_id_idempotency_key UNIQUE (municipality_id, idempotency_key),
  CONSTRAINT fk_jobs_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)

CREATE INDEX ix_jobs_due ON jobs (municipality_id, kind, run_at) WHERE state = 'waiting'

CREATE INDEX ix_jobs_failed ON jobs (municipality_id, kind, id) WHERE state = 'failed'

CREATE INDEX ix_jobs_kept ON jobs (id) WHERE state = 'kept'

CREATE INDEX ix_jobs_municipality_id_instance_id_token ON jobs (municipality_id, instance_id, token)

CREATE INDEX ix_jobs_over ON jobs (run_at) WHERE state IN ('done', 'withdrawn')

CREATE TABLE subscriptions (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  instance_id BIGINT NOT NULL,
  token BIGINT NOT NULL,
  element SMALLINT NOT NULL,
  which SMALLINT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  correlation_key TEXT NOT NULL,
  CONSTRAINT pk_subscriptions PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_subscriptions_kind CHECK (kind IN ('message', 'signal')),
  CONSTRAINT fk_subscriptions_municipality_id_instance_id FOREIGN KEY(municipality_id, instance_id) REFERENCES instances (municipality_id, id)
)

CREATE INDEX ix_subscriptions_municipality_id_instance_id_token ON subscriptions (municipality_id, instance_id, token)

CREATE INDEX ix_subscriptions_municipality_id_name_correlation_key ON subscriptions (municipality_id, name, correlation_key)

CREATE TABLE tasks (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  instance_id BIGINT NOT NULL,
  token BIGINT NOT NULL,
  element SMALLINT NOT NULL,
  element_key TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  assignee_id BIGINT,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  claimed_at BIGINT,
  due_at BIGINT NOT NULL,
  follow_up_at BIGINT,
  priority SMALLINT NOT NULL,
  form_key TEXT,
  item TEXT,
  closed_at BIGINT,
  closed_by BIGINT,
  definition_id BIGINT,
  form_definition_id BIGINT,
  process_key TEXT NOT NULL,
  opener_id BIGINT,
  delegator_id BIGINT,
  CONSTRAINT pk_tasks PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_tasks_state CHECK (state IN ('open', 'completed', 'cancelled')),
  CONSTRAINT fk_tasks_municipality_id_instance_id FOREIGN KEY(municipality_id, instance_id) REFERENCES instances (municipality_id, id),
  CONSTRAINT fk_tasks_municipality_id_assignee_id FOREIGN KEY(municipality_id, assignee_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_tasks_municipality_id_closed_by FOREIGN KEY(municipality_id, closed_by) REFERENCES persons (municipality_id, id)
)

CREATE INDEX ix_tasks_delegator ON tasks (municipality_id, delegator_id) WHERE state = 'open' AND delegator_id IS NOT NULL

CREATE INDEX ix_tasks_free ON tasks (municipality_id, role, due_at, id) WHERE state = 'open' AND assignee_id IS NULL

CREATE INDEX ix_tasks_free_created ON tasks (municipality_id, role, created_at, id) WHERE state = 'open' AND assignee_id IS NULL

CREATE INDEX ix_tasks_free_priority ON tasks (municipality_id, role, priority, due_at, id) WHERE state = 'open' AND assignee_id IS NULL

CREATE INDEX ix_tasks_free_process ON tasks (municipality_id, role, process_key, due_at, id) WHERE state = 'open' AND assignee_id IS NULL

CREATE INDEX ix_tasks_held ON tasks (municipality_id, assignee_id, due_at, id, follow_up_at) WHERE state = 'open' AND assignee_id IS NOT NULL

CREATE INDEX ix_tasks_municipality_id_case_id ON tasks (municipality_id, case_id)

CREATE INDEX ix_tasks_opener ON tasks (municipality_id, opener_id, due_at, id) WHERE state = 'open'

CREATE UNIQUE INDEX uq_tasks_open_token ON tasks (municipality_id, instance_id, token) WHERE state = 'open'

CREATE TABLE timers (
  municipality_id BIGINT NOT NULL,
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  instance_id BIGINT NOT NULL,
  token BIGINT NOT NULL,
  element SMALLINT NOT NULL,
  which SMALLINT NOT NULL,
  due_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  CONSTRAINT pk_timers PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_timers_state CHECK (state IN ('armed', 'held', 'failed')),
  CONSTRAINT fk_timers_municipality_id_instance_id FOREIGN KEY(municipality_id, instance_id) REFERENCES instances (municipality_id, id)
)

CREATE INDEX ix_timers_due ON timers (due_at) WHERE state = 'armed'

CREATE INDEX ix_timers_municipality_id_instance_id_token ON timers (municipality_id, instance_id, token)

CREATE TABLE drafts (
  municipality_id BIGINT NOT NULL,
  task_id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  data TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  CONSTRAINT pk_drafts PRIMARY KEY (municipality_id, task_id, person_id),
  CONSTRAINT fk_drafts_municipality_id_task_id FOREIGN KEY(municipality_id, task_id) REFERENCES tasks (municipality_id, id),
  CONSTRAINT fk_drafts_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only appended to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$

CREATE FUNCTION refuse_change_but_erasing() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.municipality_id IS NOT DISTINCT FROM OLD.municipality_id AND NEW.case_id IS NOT DISTINCT FROM OLD.case_id AND NEW.id IS NOT DISTINCT FROM OLD.id AND NEW.task_id IS NOT DISTINCT FROM OLD.task_id AND NEW.element IS NOT DISTINCT FROM OLD.element AND NEW.person_id IS NOT DISTINCT FROM OLD.person_id AND NEW.at IS NOT DISTINCT FROM OLD.at AND NEW.data = '{}' AND length(NEW.salt) = 0 AND NEW.sealed IS NOT DISTINCT FROM OLD.sealed) THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% is only appended to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$

CREATE TRIGGER events_refuse_change BEFORE UPDATE OR DELETE ON events
FOR EACH ROW EXECUTE FUNCTION refuse_change()

CREATE TRIGGER events_refuse_truncate BEFORE TRUNCATE ON events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

CREATE TRIGGER submissions_refuse_change BEFORE UPDATE OR DELETE ON submissions
FOR EACH ROW EXECUTE FUNCTION refuse_change_but_erasing()

CREATE TRIGGER submissions_refuse_truncate BEFORE TRUNCATE ON submissions
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

ALTER TABLE events ENABLE ROW LEVEL SECURITY

ALTER TABLE events FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON events USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE counters ENABLE ROW LEVEL SECURITY

ALTER TABLE counters FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON counters USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE knocks ENABLE ROW LEVEL SECURITY

ALTER TABLE knocks FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON knocks USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE messages ENABLE ROW LEVEL SECURITY

ALTER TABLE messages FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON messages USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE parameters ENABLE ROW LEVEL SECURITY

ALTER TABLE parameters FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON parameters USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE persons ENABLE ROW LEVEL SECURITY

ALTER TABLE persons FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON persons USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE receipts ENABLE ROW LEVEL SECURITY

ALTER TABLE receipts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON receipts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE sign_in_attempts ENABLE ROW LEVEL SECURITY

ALTER TABLE sign_in_attempts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON sign_in_attempts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE trial_payments ENABLE ROW LEVEL SECURITY

ALTER TABLE trial_payments FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON trial_payments USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE closures ENABLE ROW LEVEL SECURITY

ALTER TABLE closures FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON closures USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE definitions ENABLE ROW LEVEL SECURITY

ALTER TABLE definitions FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON definitions USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE memberships ENABLE ROW LEVEL SECURITY

ALTER TABLE memberships FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON memberships USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE sessions ENABLE ROW LEVEL SECURITY

ALTER TABLE sessions FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON sessions USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE cases ENABLE ROW LEVEL SECURITY

ALTER TABLE cases FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON cases USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE definition_files ENABLE ROW LEVEL SECURITY

ALTER TABLE definition_files FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON definition_files USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE starts ENABLE ROW LEVEL SECURITY

ALTER TABLE starts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON starts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE case_words ENABLE ROW LEVEL SECURITY

ALTER TABLE case_words FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON case_words USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE deadlines ENABLE ROW LEVEL SECURITY

ALTER TABLE deadlines FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON deadlines USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE documents ENABLE ROW LEVEL SECURITY

ALTER TABLE documents FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON documents USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE event_details ENABLE ROW LEVEL SECURITY

ALTER TABLE event_details FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON event_details USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE incidents ENABLE ROW LEVEL SECURITY

ALTER TABLE incidents FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON incidents USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE instances ENABLE ROW LEVEL SECURITY

ALTER TABLE instances FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON instances USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE submissions ENABLE ROW LEVEL SECURITY

ALTER TABLE submissions FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON submissions USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE deadline_changes ENABLE ROW LEVEL SECURITY

ALTER TABLE deadline_changes FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON deadline_changes USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE deadline_pauses ENABLE ROW LEVEL SECURITY

ALTER TABLE deadline_pauses FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON deadline_pauses USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE document_versions ENABLE ROW LEVEL SECURITY

ALTER TABLE document_versions FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON document_versions USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE jobs ENABLE ROW LEVEL SECURITY

ALTER TABLE jobs FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON jobs USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE subscriptions ENABLE ROW LEVEL SECURITY

ALTER TABLE subscriptions FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON subscriptions USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE tasks ENABLE ROW LEVEL SECURITY

ALTER TABLE tasks FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON tasks USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE timers ENABLE ROW LEVEL SECURITY

ALTER TABLE timers FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON timers USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')

ALTER TABLE drafts ENABLE ROW LEVEL SECURITY

ALTER TABLE drafts FORCE ROW LEVEL SECURITY

CREATE POLICY own_municipality ON drafts USING
(municipality_id = NULLIF(NULLIF(current_setting('cauce.municipality', true), '*'), '')::bigint
OR current_setting('cauce.municipality', true) = '*')
