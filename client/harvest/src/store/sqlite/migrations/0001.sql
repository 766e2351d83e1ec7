-- Jobs: what is to be requested, how far it has come, and how it ended.
CREATE TABLE job (
    id INTEGER PRIMARY KEY,
    -- The hash of endpoint, arguments and limits.
    identity BLOB NOT NULL UNIQUE,
    endpoint TEXT NOT NULL,
    -- JSON.
    arguments TEXT NOT NULL,
    limits TEXT NOT NULL,
    priority INTEGER NOT NULL,
    state TEXT NOT NULL,
    fence INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0,
    items INTEGER NOT NULL DEFAULT 0,
    units INTEGER NOT NULL DEFAULT 0,
    checkpoint TEXT,
    why TEXT,
    -- When it can be claimed (by others), where it is delayed or claimed. Times are in microseconds since 1970.
    due INTEGER,
    -- The process that has claimed it.
    process INTEGER
) STRICT;

CREATE INDEX job_ready ON job (priority DESC, id) WHERE state = 'ready';
CREATE INDEX job_due ON job (due) WHERE due IS NOT NULL;
CREATE INDEX job_failed ON job (endpoint, state, why) WHERE state IN ('delayed', 'failed');

-- The sums of jobs by endpoint and state: they are needed at each claim, when there are millions of jobs.
CREATE TABLE job_count (
    endpoint TEXT NOT NULL,
    state TEXT NOT NULL,
    jobs INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    items INTEGER NOT NULL,
    units INTEGER NOT NULL,
    PRIMARY KEY (endpoint, state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER job_is_added AFTER INSERT ON job BEGIN
    INSERT INTO job_count VALUES (new.endpoint, new.state, 1, new.pages, new.items, new.units)
    ON CONFLICT (endpoint, state) DO UPDATE SET
        jobs = jobs + 1, pages = pages + excluded.pages, items = items + excluded.items, units = units + excluded.units;
END;

CREATE TRIGGER job_is_changed AFTER UPDATE OF state, pages, items, units ON job BEGIN
    UPDATE job_count SET
        jobs = jobs - 1, pages = pages - old.pages, items = items - old.items, units = units - old.units
    WHERE endpoint = old.endpoint AND state = old.state;
    INSERT INTO job_count VALUES (new.endpoint, new.state, 1, new.pages, new.items, new.units)
    ON CONFLICT (endpoint, state) DO UPDATE SET
        jobs = jobs + 1, pages = pages + excluded.pages, items = items + excluded.items, units = units + excluded.units;
END;

-- What responses have brought, and is in no part that is finished.
CREATE TABLE item (
    job INTEGER NOT NULL,
    number INTEGER NOT NULL,
    -- The part that is being written with it.
    part INTEGER,
    json TEXT NOT NULL,
    PRIMARY KEY (job, number)
) STRICT;

CREATE INDEX item_part ON item (part, job, number) WHERE part IS NOT NULL;

-- What was spent for each job on each day (UTC).
CREATE TABLE ledger (
    job INTEGER NOT NULL,
    day INTEGER NOT NULL,
    units INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    PRIMARY KEY (job, day)
) STRICT, WITHOUT ROWID;

-- The rate limit and the budget of all processes: one row.
CREATE TABLE pacing (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    interval_micros INTEGER,
    budget INTEGER,
    set_aside INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    doublings INTEGER NOT NULL DEFAULT 0,
    changed_at INTEGER NOT NULL DEFAULT 0,
    doubled_at INTEGER NOT NULL DEFAULT 0,
    stopped TEXT,
    closed TEXT
) STRICT;

INSERT INTO pacing (id) VALUES (1);

-- The requests of each second of the last minutes.
CREATE TABLE pulse (
    second INTEGER PRIMARY KEY,
    requests INTEGER NOT NULL
) STRICT;

-- Processes, and the answers to the last batch of each, as JSON: it can be sent again.
CREATE TABLE process (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    batch INTEGER NOT NULL DEFAULT 0,
    answers TEXT NOT NULL DEFAULT '[]',
    seen INTEGER NOT NULL
) STRICT;

-- What the service said that the account had left.
CREATE TABLE reading (
    at INTEGER PRIMARY KEY,
    units_left INTEGER NOT NULL,
    set_aside INTEGER NOT NULL
) STRICT;

-- Files with items. Without bytes they are being written, by a process, until others may do it.
CREATE TABLE part (
    id INTEGER PRIMARY KEY,
    -- The name of its files, without their endings.
    name TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    items INTEGER NOT NULL,
    bytes INTEGER,
    process INTEGER,
    due INTEGER
) STRICT;

-- The service that the jobs are for, and its server: one row at most.
CREATE TABLE bound (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    service TEXT NOT NULL,
    server TEXT NOT NULL
) STRICT;
