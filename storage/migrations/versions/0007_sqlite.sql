CREATE TABLE case_counts (
  municipality_id INTEGER NOT NULL,
  process_key TEXT NOT NULL,
  part INTEGER NOT NULL,
  number INTEGER NOT NULL,
  CONSTRAINT pk_case_counts PRIMARY KEY (municipality_id, process_key, part)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE crowds (
  municipality_id INTEGER NOT NULL,
  since INTEGER NOT NULL,
  CONSTRAINT pk_crowds PRIMARY KEY (municipality_id)
)
 STRICT

CREATE TABLE free_counts (
  municipality_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  process_key TEXT NOT NULL,
  slot INTEGER NOT NULL,
  name TEXT NOT NULL,
  part INTEGER NOT NULL,
  number INTEGER NOT NULL,
  CONSTRAINT pk_free_counts PRIMARY KEY (municipality_id, role, process_key, slot, name, part)
)
 WITHOUT ROWID,
 STRICT

CREATE TABLE opened_counts (
  municipality_id INTEGER NOT NULL,
  opener_id INTEGER NOT NULL,
  holder_id INTEGER NOT NULL,
  role TEXT NOT NULL,
  part INTEGER NOT NULL,
  number INTEGER NOT NULL,
  CONSTRAINT pk_opened_counts PRIMARY KEY (municipality_id, opener_id, holder_id, role, part)
)
 WITHOUT ROWID,
 STRICT

CREATE TRIGGER tasks_counted_new AFTER INSERT ON tasks WHEN NEW.state = 'open'
AND EXISTS (SELECT 1 FROM crowds c WHERE c.municipality_id = NEW.municipality_id)
BEGIN
  INSERT INTO free_counts (municipality_id, role, process_key, slot, name, part, number)
  SELECT NEW.municipality_id, NEW.role, NEW.process_key, NEW.due_at / 900000000, NEW.name,
    0, 1
  WHERE NEW.assignee_id IS NULL
  ON CONFLICT (municipality_id, role, process_key, slot, name, part) DO UPDATE SET number = number + excluded.number;
  INSERT INTO opened_counts (municipality_id, opener_id, holder_id, role, part, number)
  SELECT NEW.municipality_id, NEW.opener_id, coalesce(NEW.assignee_id, 0), NEW.role, 0, 1
  WHERE NEW.opener_id IS NOT NULL
  ON CONFLICT (municipality_id, opener_id, holder_id, role, part) DO UPDATE SET number = number + excluded.number;
END

CREATE TRIGGER tasks_counted_before AFTER UPDATE OF state, assignee_id, role, process_key, name, due_at, opener_id ON tasks WHEN OLD.state = 'open'
AND EXISTS (SELECT 1 FROM crowds c WHERE c.municipality_id = OLD.municipality_id)
BEGIN
  INSERT INTO free_counts (municipality_id, role, process_key, slot, name, part, number)
  SELECT OLD.municipality_id, OLD.role, OLD.process_key, OLD.due_at / 900000000, OLD.name,
    0, -1
  WHERE OLD.assignee_id IS NULL
  ON CONFLICT (municipality_id, role, process_key, slot, name, part) DO UPDATE SET number = number + excluded.number;
  INSERT INTO opened_counts (municipality_id, opener_id, holder_id, role, part, number)
  SELECT OLD.municipality_id, OLD.opener_id, coalesce(OLD.assignee_id, 0), OLD.role, 0, -1
  WHERE OLD.opener_id IS NOT NULL
  ON CONFLICT (municipality_id, opener_id, holder_id, role, part) DO UPDATE SET number = number + excluded.number;
END

CREATE TRIGGER tasks_counted_after AFTER UPDATE OF state, assignee_id, role, process_key, name, due_at, opener_id ON tasks WHEN NEW.state = 'open'
AND EXISTS (SELECT 1 FROM crowds c WHERE c.municipality_id = NEW.municipality_id)
BEGIN
  INSERT INTO free_counts (municipality_id, role, process_key, slot, name, part, number)
  SELECT NEW.municipality_id, NEW.role, NEW.process_key, NEW.due_at / 900000000, NEW.name,
    0, 1
  WHERE NEW.assignee_id IS NULL
  ON CONFLICT (municipality_id, role, process_key, slot, name, part) DO UPDATE SET number = number + excluded.number;
  INSERT INTO opened_counts (municipality_id, opener_id, holder_id, role, part, number)
  SELECT NEW.municipality_id, NEW.opener_id, coalesce(NEW.assignee_id, 0), NEW.role, 0, 1
  WHERE NEW.opener_id IS NOT NULL
  ON CONFLICT (municipality_id, opener_id, holder_id, role, part) DO UPDATE SET number = number + excluded.number;
END

CREATE TRIGGER tasks_counted_gone AFTER DELETE ON tasks WHEN OLD.state = 'open'
AND EXISTS (SELECT 1 FROM crowds c WHERE c.municipality_id = OLD.municipality_id)
BEGIN
  INSERT INTO free_counts (municipality_id, role, process_key, slot, name, part, number)
  SELECT OLD.municipality_id, OLD.role, OLD.process_key, OLD.due_at / 900000000, OLD.name,
    0, -1
  WHERE OLD.assignee_id IS NULL
  ON CONFLICT (municipality_id, role, process_key, slot, name, part) DO UPDATE SET number = number + excluded.number;
  INSERT INTO opened_counts (municipality_id, opener_id, holder_id, role, part, number)
  SELECT OLD.municipality_id, OLD.opener_id, coalesce(OLD.assignee_id, 0), OLD.role, 0, -1
  WHERE OLD.opener_id IS NOT NULL
  ON CONFLICT (municipality_id, opener_id, holder_id, role, part) DO UPDATE SET number = number + excluded.number;
END

CREATE TRIGGER cases_counted_new AFTER INSERT ON cases WHEN NEW.state IN ('open', 'suspended')
AND EXISTS (SELECT 1 FROM crowds c WHERE c.municipality_id = NEW.municipality_id)
BEGIN
  INSERT INTO case_counts (municipality_id, process_key, part, number) VALUES (NEW.municipality_id, NEW.process_key, 0, 1)
  ON CONFLICT (municipality_id, process_key, part) DO UPDATE SET number = number + excluded.number;
END

CREATE TRIGGER cases_counted_before AFTER UPDATE OF state, process_key ON cases WHEN OLD.state IN ('open', 'suspended')
AND EXISTS (SELECT 1 FROM crowds c WHERE c.municipality_id = OLD.municipality_id)
BEGIN
  INSERT INTO case_counts (municipality_id, process_key, part, number) VALUES (OLD.municipality_id, OLD.process_key, 0, -1)
  ON CONFLICT (municipality_id, process_key, part) DO UPDATE SET number = number + excluded.number;
END

CREATE TRIGGER cases_counted_after AFTER UPDATE OF state, process_key ON cases WHEN NEW.state IN ('open', 'suspended')
AND EXISTS (SELECT 1 FROM crowds c WHERE c.municipality_id = NEW.municipality_id)
BEGIN
  INSERT INTO case_counts (municipality_id, process_key, part, number) VALUES (NEW.municipality_id, NEW.process_key, 0, 1)
  ON CONFLICT (municipality_id, process_key, part) DO UPDATE SET number = number + excluded.number;
END

CREATE TRIGGER cases_counted_gone AFTER DELETE ON cases WHEN OLD.state IN ('open', 'suspended')
AND EXISTS (SELECT 1 FROM crowds c WHERE c.municipality_id = OLD.municipality_id)
BEGIN
  INSERT INTO case_counts (municipality_id, process_key, part, number) VALUES (OLD.municipality_id, OLD.process_key, 0, -1)
  ON CONFLICT (municipality_id, process_key, part) DO UPDATE SET number = number + excluded.number;
END
