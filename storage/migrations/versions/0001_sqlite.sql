CREATE TABLE events (
  municipality_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  element INTEGER,
  person_id INTEGER,
  task_id INTEGER,
  at INTEGER NOT NULL,
  data TEXT NOT NULL,
  detail_digest BLOB,
  hash BLOB NOT NULL,
  CONSTRAINT pk_events PRIMARY KEY (municipality_id, case_id, seq)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_events_at ON events (at)

CREATE TABLE municipalities (
  id INTEGER NOT NULL,
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
 STRICT

CREATE TABLE counters (
  municipality_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  CONSTRAINT pk_counters PRIMARY KEY (municipality_id, kind, year),
  CONSTRAINT fk_counters_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE knocks (
  municipality_id INTEGER NOT NULL,
  who TEXT NOT NULL,
  since INTEGER NOT NULL,
  times INTEGER NOT NULL,
  CONSTRAINT pk_knocks PRIMARY KEY (municipality_id, who),
  CONSTRAINT fk_knocks_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_knocks_since ON knocks (since)

CREATE TABLE messages (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  correlation_key TEXT NOT NULL,
  payload TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  sender_key TEXT,
  copy INTEGER NOT NULL,
  CONSTRAINT pk_messages PRIMARY KEY (municipality_id, id),
  CONSTRAINT uq_messages_municipality_id_sender_key_copy UNIQUE (municipality_id, sender_key, copy),
  CONSTRAINT fk_messages_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_messages_expires_at ON messages (expires_at)

CREATE INDEX ix_messages_municipality_id_name_correlation_key ON messages (municipality_id, name, correlation_key)

CREATE TABLE parameters (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  value TEXT NOT NULL,
  unit TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  source TEXT NOT NULL,
  status TEXT NOT NULL,
  CONSTRAINT pk_parameters PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_parameters_status CHECK (status IN ('V', 'S', 'K')),
  CONSTRAINT uq_parameters_municipality_id_key_valid_from UNIQUE (municipality_id, "key", valid_from),
  CONSTRAINT fk_parameters_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE persons (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  email TEXT,
  national_id TEXT,
  name TEXT NOT NULL,
  position TEXT,
  password_hash TEXT,
  locale TEXT,
  active_from INTEGER NOT NULL,
  active_until INTEGER,
  outside INTEGER DEFAULT '0' NOT NULL,
  CONSTRAINT pk_persons PRIMARY KEY (municipality_id, id),
  CONSTRAINT uq_persons_municipality_id_email UNIQUE (municipality_id, email),
  CONSTRAINT uq_persons_municipality_id_national_id UNIQUE (municipality_id, national_id),
  CONSTRAINT fk_persons_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE TABLE receipts (
  municipality_id INTEGER NOT NULL,
  sender_key TEXT NOT NULL,
  target TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  CONSTRAINT pk_receipts PRIMARY KEY (municipality_id, sender_key, target),
  CONSTRAINT fk_receipts_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_receipts_received_at ON receipts (received_at)

CREATE TABLE sign_in_attempts (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  login_hash TEXT NOT NULL,
  at INTEGER NOT NULL,
  succeeded INTEGER NOT NULL,
  CONSTRAINT pk_sign_in_attempts PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_sign_in_attempts_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_sign_in_attempts_municipality_id_login_hash_at ON sign_in_attempts (municipality_id, login_hash, at)

CREATE TABLE trial_payments (
  municipality_id INTEGER NOT NULL,
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
 STRICT

CREATE TABLE closures (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  day TEXT NOT NULL,
  attendance INTEGER NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  decreed_at INTEGER NOT NULL,
  decreed_by INTEGER,
  lifted_at INTEGER,
  lifted_by INTEGER,
  applied_at INTEGER,
  settled INTEGER NOT NULL,
  CONSTRAINT pk_closures PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_closures_municipality_id_decreed_by FOREIGN KEY(municipality_id, decreed_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_closures_municipality_id_lifted_by FOREIGN KEY(municipality_id, lifted_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_closures_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE INDEX ix_closures_unsettled ON closures (decreed_at) WHERE settled = 0

CREATE UNIQUE INDEX ux_closures_day ON closures (municipality_id, day) WHERE lifted_at IS NULL

CREATE TABLE definitions (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  title TEXT NOT NULL,
  family TEXT NOT NULL,
  manifest TEXT NOT NULL,
  deployed_at INTEGER NOT NULL,
  deployed_by INTEGER,
  state TEXT NOT NULL,
  CONSTRAINT pk_definitions PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_definitions_state CHECK (state IN ('deployed', 'active', 'superseded', 'retired', 'founded')),
  CONSTRAINT fk_definitions_municipality_id_deployed_by FOREIGN KEY(municipality_id, deployed_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_definitions_municipality_id_key_version UNIQUE (municipality_id, "key", version),
  CONSTRAINT fk_definitions_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 STRICT

CREATE UNIQUE INDEX uq_definitions_active ON definitions (municipality_id, "key") WHERE state = 'active'

CREATE TABLE memberships (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_until INTEGER,
  granted_by INTEGER,
  CONSTRAINT pk_memberships PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_memberships_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_memberships_municipality_id_granted_by FOREIGN KEY(municipality_id, granted_by) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_memberships_municipality_id_person_id ON memberships (municipality_id, person_id)

CREATE INDEX ix_memberships_municipality_id_role ON memberships (municipality_id, role)

CREATE TABLE sessions (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  token_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  waiting INTEGER DEFAULT '0' NOT NULL,
  seen_at INTEGER NOT NULL,
  device TEXT DEFAULT '' NOT NULL,
  address TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_sessions PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_sessions_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_sessions_municipality_id_token_hash UNIQUE (municipality_id, token_hash)
)
 STRICT

CREATE INDEX ix_sessions_municipality_id_person_id ON sessions (municipality_id, person_id)

CREATE TABLE cases (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  number TEXT NOT NULL,
  number_reversed TEXT NOT NULL,
  process_key TEXT NOT NULL,
  definition_id INTEGER NOT NULL,
  year INTEGER NOT NULL,
  title TEXT NOT NULL,
  amount TEXT,
  amount_sorts INTEGER,
  currency TEXT,
  state TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_by INTEGER,
  on_behalf_of TEXT,
  closed_at INTEGER,
  outcome TEXT,
  CONSTRAINT pk_cases PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_cases_state CHECK (state IN ('open', 'suspended', 'completed', 'cancelled', 'failed')),
  CONSTRAINT fk_cases_municipality_id_definition_id FOREIGN KEY(municipality_id, definition_id) REFERENCES definitions (municipality_id, id),
  CONSTRAINT fk_cases_municipality_id_opened_by FOREIGN KEY(municipality_id, opened_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT uq_cases_municipality_id_number UNIQUE (municipality_id, number),
  CONSTRAINT fk_cases_municipality_id FOREIGN KEY(municipality_id) REFERENCES municipalities (id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_cases_municipality_id_number_reversed ON cases (municipality_id, number_reversed)

CREATE INDEX ix_cases_municipality_id_opened_by_id ON cases (municipality_id, opened_by, id)

CREATE INDEX ix_cases_municipality_id_process_key_state_id ON cases (municipality_id, process_key, state, id)

CREATE INDEX ix_cases_open_amount ON cases (municipality_id, process_key, amount_sorts) WHERE state IN ('open', 'suspended') AND amount_sorts IS NOT NULL

CREATE INDEX ix_cases_open_number ON cases (municipality_id, process_key, number) WHERE state IN ('open', 'suspended')

CREATE TABLE definition_files (
  municipality_id INTEGER NOT NULL,
  definition_id INTEGER NOT NULL,
  path TEXT NOT NULL,
  content BLOB NOT NULL,
  CONSTRAINT pk_definition_files PRIMARY KEY (municipality_id, definition_id, path),
  CONSTRAINT fk_definition_files_municipality_id_definition_id FOREIGN KEY(municipality_id, definition_id) REFERENCES definitions (municipality_id, id)
)
 STRICT

CREATE TABLE starts (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  definition_id INTEGER NOT NULL,
  process_key TEXT NOT NULL,
  element_key TEXT NOT NULL,
  which INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  expression TEXT NOT NULL,
  due_at INTEGER,
  remaining INTEGER NOT NULL,
  fault TEXT,
  said TEXT,
  CONSTRAINT pk_starts PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_starts_kind CHECK (kind IN ('message', 'signal', 'timer', 'conditional')),
  CONSTRAINT fk_starts_municipality_id_definition_id FOREIGN KEY(municipality_id, definition_id) REFERENCES definitions (municipality_id, id)
)
 STRICT

CREATE INDEX ix_starts_due_at ON starts (due_at)

CREATE INDEX ix_starts_municipality_id_kind_name ON starts (municipality_id, kind, name)

CREATE INDEX ix_starts_municipality_id_process_key ON starts (municipality_id, process_key)

CREATE TABLE case_words (
  municipality_id INTEGER NOT NULL,
  word TEXT NOT NULL,
  case_id INTEGER NOT NULL,
  CONSTRAINT pk_case_words PRIMARY KEY (municipality_id, word, case_id),
  CONSTRAINT fk_case_words_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_case_words_municipality_id_case_id_word ON case_words (municipality_id, case_id, word)

CREATE TABLE deadlines (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  task_id INTEGER,
  timer_id INTEGER,
  token INTEGER NOT NULL,
  element INTEGER NOT NULL,
  title TEXT NOT NULL,
  start_on TEXT NOT NULL,
  unit TEXT NOT NULL,
  length INTEGER NOT NULL,
  due_on TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  effect TEXT NOT NULL,
  owner TEXT NOT NULL,
  fires TEXT NOT NULL,
  month_end TEXT NOT NULL,
  extension INTEGER NOT NULL,
  anew_on TEXT,
  paused_on TEXT,
  stops INTEGER NOT NULL,
  warned INTEGER NOT NULL,
  look_at INTEGER,
  state TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  closed_at INTEGER,
  CONSTRAINT pk_deadlines PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_deadlines_state CHECK (state IN ('open', 'met', 'expired', 'cancelled')),
  CONSTRAINT fk_deadlines_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)
 STRICT

CREATE INDEX ix_deadlines_due ON deadlines (municipality_id, due_on) WHERE state = 'open'

CREATE INDEX ix_deadlines_look ON deadlines (look_at) WHERE state = 'open' AND look_at IS NOT NULL

CREATE INDEX ix_deadlines_municipality_id_case_id ON deadlines (municipality_id, case_id)

CREATE TABLE documents (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by INTEGER,
  sealed INTEGER NOT NULL,
  level TEXT NOT NULL,
  origin TEXT NOT NULL,
  locked_by INTEGER,
  locked_at INTEGER,
  CONSTRAINT pk_documents PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_documents_state CHECK (state IN ('present', 'withdrawn', 'disposed')),
  CONSTRAINT ck_documents_level CHECK (level IN ('public', 'internal', 'reserved')),
  CONSTRAINT ck_documents_origin CHECK (origin IN ('digital', 'digitised')),
  CONSTRAINT fk_documents_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_documents_municipality_id_created_by FOREIGN KEY(municipality_id, created_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_documents_municipality_id_locked_by FOREIGN KEY(municipality_id, locked_by) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_documents_municipality_id_case_id ON documents (municipality_id, case_id)

CREATE TABLE event_details (
  municipality_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  salt BLOB NOT NULL,
  data TEXT NOT NULL,
  CONSTRAINT pk_event_details PRIMARY KEY (municipality_id, case_id, seq),
  CONSTRAINT fk_event_details_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id)
)
 STRICT

CREATE TABLE incidents (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  element INTEGER,
  element_key TEXT,
  message TEXT NOT NULL,
  said TEXT,
  detail TEXT NOT NULL,
  raised_at INTEGER NOT NULL,
  resolved_at INTEGER,
  resolved_by INTEGER,
  job_id INTEGER,
  timer_id INTEGER,
  task_id INTEGER,
  assignee_id INTEGER,
  CONSTRAINT pk_incidents PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_incidents_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_incidents_municipality_id_resolved_by FOREIGN KEY(municipality_id, resolved_by) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_incidents_municipality_id_assignee_id FOREIGN KEY(municipality_id, assignee_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_incidents_municipality_id_case_id ON incidents (municipality_id, case_id)

CREATE INDEX ix_incidents_open ON incidents (municipality_id, id) WHERE resolved_at IS NULL

CREATE TABLE instances (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  definition_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  status TEXT NOT NULL,
  tokens BLOB NOT NULL,
  scopes TEXT NOT NULL,
  chain_seq INTEGER NOT NULL,
  chain_hash BLOB NOT NULL,
  updated_at INTEGER NOT NULL,
  CONSTRAINT pk_instances PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_instances_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_instances_municipality_id_definition_id FOREIGN KEY(municipality_id, definition_id) REFERENCES definitions (municipality_id, id),
  CONSTRAINT uq_instances_municipality_id_case_id UNIQUE (municipality_id, case_id)
)
 STRICT

CREATE INDEX ix_instances_municipality_id_definition_id ON instances (municipality_id, definition_id)

CREATE TABLE submissions (
  municipality_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  task_id INTEGER,
  element INTEGER NOT NULL,
  person_id INTEGER,
  at INTEGER NOT NULL,
  data TEXT NOT NULL,
  salt BLOB NOT NULL,
  sealed INTEGER NOT NULL,
  CONSTRAINT pk_submissions PRIMARY KEY (municipality_id, case_id, id),
  CONSTRAINT fk_submissions_municipality_id_case_id FOREIGN KEY(municipality_id, case_id) REFERENCES cases (municipality_id, id),
  CONSTRAINT fk_submissions_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE TABLE deadline_changes (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  deadline_id INTEGER NOT NULL,
  at INTEGER NOT NULL,
  person_id INTEGER,
  from_on TEXT NOT NULL,
  to_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  document_id INTEGER,
  closure_id INTEGER,
  CONSTRAINT pk_deadline_changes PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_deadline_changes_kind CHECK (kind IN ('extended', 'paused', 'resumed', 'restarted', 'decreed')),
  CONSTRAINT fk_deadline_changes_municipality_id_deadline_id FOREIGN KEY(municipality_id, deadline_id) REFERENCES deadlines (municipality_id, id),
  CONSTRAINT fk_deadline_changes_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_deadline_changes_municipality_id_document_id FOREIGN KEY(municipality_id, document_id) REFERENCES documents (municipality_id, id),
  CONSTRAINT fk_deadline_changes_municipality_id_closure_id FOREIGN KEY(municipality_id, closure_id) REFERENCES closures (municipality_id, id)
)
 STRICT

CREATE INDEX ix_deadline_changes_municipality_id_closure_id_id ON deadline_changes (municipality_id, closure_id, id)

CREATE INDEX ix_deadline_changes_municipality_id_deadline_id ON deadline_changes (municipality_id, deadline_id)

CREATE TABLE deadline_pauses (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  deadline_id INTEGER NOT NULL,
  start_on TEXT NOT NULL,
  end_on TEXT,
  CONSTRAINT pk_deadline_pauses PRIMARY KEY (municipality_id, id),
  CONSTRAINT fk_deadline_pauses_municipality_id_deadline_id FOREIGN KEY(municipality_id, deadline_id) REFERENCES deadlines (municipality_id, id)
)
 STRICT

CREATE INDEX ix_deadline_pauses_municipality_id_deadline_id ON deadline_pauses (municipality_id, deadline_id)

CREATE TABLE document_versions (
  municipality_id INTEGER NOT NULL,
  document_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  filename TEXT NOT NULL,
  uploaded_at INTEGER NOT NULL,
  uploaded_by INTEGER,
  task_id INTEGER,
  folio INTEGER NOT NULL,
  pages INTEGER NOT NULL,
  CONSTRAINT pk_document_versions PRIMARY KEY (municipality_id, document_id, version),
  CONSTRAINT ck_document_versions_foliated CHECK (folio > 0 AND pages > 0),
  CONSTRAINT fk_document_versions_municipality_id_document_id FOREIGN KEY(municipality_id, document_id) REFERENCES documents (municipality_id, id),
  CONSTRAINT fk_document_versions_municipality_id_uploaded_by FOREIGN KEY(municipality_id, uploaded_by) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE INDEX ix_document_versions_municipality_id_sha256 ON document_versions (municipality_id, sha256)

CREATE INDEX ix_document_versions_municipality_id_task_id ON document_versions (municipality_id, task_id)

CREATE INDEX ix_document_versions_sha256 ON document_versions (sha256)

CREATE TABLE jobs (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER,
  instance_id INTEGER,
  token INTEGER,
  element INTEGER,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  run_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  max_attempts INTEGER NOT NULL,
  state TEXT NOT NULL,
  locked_until INTEGER,
  worker TEXT,
  taken_at INTEGER,
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
 STRICT

CREATE INDEX ix_jobs_due ON jobs (municipality_id, kind, run_at) WHERE state = 'waiting'

CREATE INDEX ix_jobs_failed ON jobs (municipality_id, kind, id) WHERE state = 'failed'

CREATE INDEX ix_jobs_kept ON jobs (id) WHERE state = 'kept'

CREATE INDEX ix_jobs_municipality_id_instance_id_token ON jobs (municipality_id, instance_id, token)

CREATE INDEX ix_jobs_over ON jobs (run_at) WHERE state IN ('done', 'withdrawn')

CREATE TABLE subscriptions (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  instance_id INTEGER NOT NULL,
  token INTEGER NOT NULL,
  element INTEGER NOT NULL,
  which INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  correlation_key TEXT NOT NULL,
  CONSTRAINT pk_subscriptions PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_subscriptions_kind CHECK (kind IN ('message', 'signal')),
  CONSTRAINT fk_subscriptions_municipality_id_instance_id FOREIGN KEY(municipality_id, instance_id) REFERENCES instances (municipality_id, id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_subscriptions_municipality_id_instance_id_token ON subscriptions (municipality_id, instance_id, token)

CREATE INDEX ix_subscriptions_municipality_id_name_correlation_key ON subscriptions (municipality_id, name, correlation_key)

CREATE TABLE tasks (
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  instance_id INTEGER NOT NULL,
  token INTEGER NOT NULL,
  element INTEGER NOT NULL,
  element_key TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  assignee_id INTEGER,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  claimed_at INTEGER,
  due_at INTEGER NOT NULL,
  follow_up_at INTEGER,
  priority INTEGER NOT NULL,
  form_key TEXT,
  item TEXT,
  closed_at INTEGER,
  closed_by INTEGER,
  definition_id INTEGER,
  form_definition_id INTEGER,
  process_key TEXT NOT NULL,
  opener_id INTEGER,
  delegator_id INTEGER,
  CONSTRAINT pk_tasks PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_tasks_state CHECK (state IN ('open', 'completed', 'cancelled')),
  CONSTRAINT fk_tasks_municipality_id_instance_id FOREIGN KEY(municipality_id, instance_id) REFERENCES instances (municipality_id, id),
  CONSTRAINT fk_tasks_municipality_id_assignee_id FOREIGN KEY(municipality_id, assignee_id) REFERENCES persons (municipality_id, id),
  CONSTRAINT fk_tasks_municipality_id_closed_by FOREIGN KEY(municipality_id, closed_by) REFERENCES persons (municipality_id, id)
)
 WITHOUT ROWID,
 STRICT

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
  municipality_id INTEGER NOT NULL,
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  instance_id INTEGER NOT NULL,
  token INTEGER NOT NULL,
  element INTEGER NOT NULL,
  which INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  CONSTRAINT pk_timers PRIMARY KEY (municipality_id, id),
  CONSTRAINT ck_timers_state CHECK (state IN ('armed', 'held', 'failed')),
  CONSTRAINT fk_timers_municipality_id_instance_id FOREIGN KEY(municipality_id, instance_id) REFERENCES instances (municipality_id, id)
)
 WITHOUT ROWID,
 STRICT

CREATE INDEX ix_timers_due ON timers (due_at) WHERE state = 'armed'

CREATE INDEX ix_timers_municipality_id_instance_id_token ON timers (municipality_id, instance_id, token)

CREATE TABLE drafts (
  municipality_id INTEGER NOT NULL,
  task_id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  data TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  CONSTRAINT pk_drafts PRIMARY KEY (municipality_id, task_id, person_id),
  CONSTRAINT fk_drafts_municipality_id_task_id FOREIGN KEY(municipality_id, task_id) REFERENCES tasks (municipality_id, id),
  CONSTRAINT fk_drafts_municipality_id_person_id FOREIGN KEY(municipality_id, person_id) REFERENCES persons (municipality_id, id)
)
 STRICT

CREATE TRIGGER events_refuse_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events is only appended to'); END

CREATE TRIGGER events_refuse_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events is only appended to'); END

CREATE TRIGGER submissions_refuse_update BEFORE UPDATE ON submissions
WHEN NOT (NEW.municipality_id IS OLD.municipality_id AND NEW.case_id IS OLD.case_id AND NEW.id IS OLD.id AND NEW.task_id IS OLD.task_id AND NEW.element IS OLD.element AND NEW.person_id IS OLD.person_id AND NEW.at IS OLD.at AND NEW.data = '{}' AND length(NEW.salt) = 0 AND NEW.sealed IS OLD.sealed)
BEGIN SELECT RAISE(ABORT, 'submissions is only appended to'); END

CREATE TRIGGER submissions_refuse_delete BEFORE DELETE ON submissions
BEGIN SELECT RAISE(ABORT, 'submissions is only appended to'); END
