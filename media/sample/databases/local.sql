-- The development database: what the code's migrations made beyond common.sql, and its rows. Load common.sql first.
-- Every row is made up by a formula; nobody's data is in here.

INSERT INTO alembic_version VALUES ('20260131_0000');

-- 20260108_0400: Team messaging

CREATE TABLE threads (
    id serial NOT NULL,
    organization_id integer NOT NULL,
    subject varchar(255) NOT NULL,
    is_closed boolean DEFAULT false NOT NULL,
    created_by_id integer,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT threads_pkey PRIMARY KEY (id),
    CONSTRAINT threads_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
    CONSTRAINT threads_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_threads_organization_id ON threads (organization_id);

CREATE TABLE thread_messages (
    id bigserial NOT NULL,
    thread_id integer NOT NULL,
    sender_id integer,
    body text NOT NULL,
    edited_at timestamptz,
    sent_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT thread_messages_pkey PRIMARY KEY (id),
    CONSTRAINT thread_messages_thread_id_fkey FOREIGN KEY (thread_id) REFERENCES threads(id) ON DELETE CASCADE,
    CONSTRAINT thread_messages_sender_id_fkey FOREIGN KEY (sender_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_thread_messages_thread_sent ON thread_messages (thread_id, sent_at);

CREATE TABLE channels (
    id serial NOT NULL,
    organization_id integer NOT NULL,
    name varchar(120) NOT NULL,
    description text,
    visibility varchar(20) DEFAULT 'team' NOT NULL,
    is_archived boolean DEFAULT false NOT NULL,
    created_by_id integer,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT channels_pkey PRIMARY KEY (id),
    CONSTRAINT uq_channels_organization_name UNIQUE (organization_id, name),
    CONSTRAINT ck_channels_visibility CHECK (visibility IN ('private', 'team', 'organization')),
    CONSTRAINT channels_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
    CONSTRAINT channels_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_channels_organization_id ON channels (organization_id);

-- 20260109_0100: Duplicate handling

CREATE TABLE duplicate_events (
    id bigserial NOT NULL,
    organization_id integer NOT NULL,
    entity_type varchar(60) NOT NULL,
    existing_id varchar(64) NOT NULL,
    incoming jsonb NOT NULL,
    match_score numeric(5,4),
    resolution varchar(20) DEFAULT 'pending' NOT NULL,
    detected_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT duplicate_events_pkey PRIMARY KEY (id),
    CONSTRAINT ck_duplicate_events_resolution CHECK (resolution IN ('pending', 'merged', 'kept', 'discarded')),
    CONSTRAINT duplicate_events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
);
CREATE INDEX ix_duplicate_events_organization_id ON duplicate_events (organization_id);
CREATE INDEX ix_duplicate_events_entity ON duplicate_events (entity_type, existing_id);

CREATE TABLE duplicate_review_queue (
    id serial NOT NULL,
    event_id bigint NOT NULL,
    assigned_to_id integer,
    priority smallint DEFAULT '3'::smallint NOT NULL,
    decision varchar(20),
    decided_at timestamptz,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT duplicate_review_queue_pkey PRIMARY KEY (id),
    CONSTRAINT duplicate_review_queue_event_id_key UNIQUE (event_id),
    CONSTRAINT duplicate_review_queue_event_id_fkey FOREIGN KEY (event_id) REFERENCES duplicate_events(id) ON DELETE CASCADE,
    CONSTRAINT duplicate_review_queue_assigned_to_id_fkey FOREIGN KEY (assigned_to_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_duplicate_review_queue_open ON duplicate_review_queue (priority, created_at) WHERE (decided_at IS NULL);

-- 20260109_0200: Accuracy tests

CREATE TABLE ground_truth_documents (
    id serial NOT NULL,
    document_id uuid NOT NULL,
    document_type varchar(60) NOT NULL,
    expected_fields jsonb DEFAULT '{}'::jsonb NOT NULL,
    labelled_by_id integer,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT ground_truth_documents_pkey PRIMARY KEY (id),
    CONSTRAINT ground_truth_documents_document_id_key UNIQUE (document_id),
    CONSTRAINT ground_truth_documents_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents(id) ON DELETE CASCADE,
    CONSTRAINT ground_truth_documents_labelled_by_id_fkey FOREIGN KEY (labelled_by_id) REFERENCES users(id) ON DELETE SET NULL
);

CREATE TABLE accuracy_test_runs (
    id serial NOT NULL,
    model_name varchar(100) NOT NULL,
    strategy varchar(60) NOT NULL,
    started_at timestamptz DEFAULT now() NOT NULL,
    finished_at timestamptz,
    documents_tested integer DEFAULT 0 NOT NULL,
    overall_accuracy numeric(5,4),
    CONSTRAINT accuracy_test_runs_pkey PRIMARY KEY (id)
);
CREATE INDEX ix_accuracy_test_runs_started_at ON accuracy_test_runs (started_at);

CREATE TABLE accuracy_test_results (
    id bigserial NOT NULL,
    run_id integer NOT NULL,
    ground_truth_document_id integer NOT NULL,
    field_name varchar(100) NOT NULL,
    expected_value text,
    extracted_value text,
    is_correct boolean NOT NULL,
    confidence numeric(5,4),
    CONSTRAINT accuracy_test_results_pkey PRIMARY KEY (id),
    CONSTRAINT uq_accuracy_test_results_run_document_field UNIQUE (run_id, ground_truth_document_id, field_name),
    CONSTRAINT accuracy_test_results_ground_truth_document_id_fkey FOREIGN KEY (ground_truth_document_id) REFERENCES ground_truth_documents(id) ON DELETE CASCADE,
    CONSTRAINT accuracy_test_results_run_id_fkey FOREIGN KEY (run_id) REFERENCES accuracy_test_runs(id) ON DELETE CASCADE
);

-- 20260109_0300: Report generation

CREATE TABLE report_access_logs (
    id bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL,
    report_job_id uuid NOT NULL,
    organization_id integer NOT NULL,
    user_id integer,
    action varchar(20) NOT NULL,
    ip_address inet,
    user_agent text,
    succeeded boolean DEFAULT true NOT NULL,
    accessed_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT report_access_logs_pkey PRIMARY KEY (id),
    CONSTRAINT ck_report_access_logs_action CHECK (action IN ('view', 'download', 'share')),
    CONSTRAINT report_access_logs_report_job_id_fkey FOREIGN KEY (report_job_id) REFERENCES report_jobs(id) ON DELETE CASCADE,
    CONSTRAINT report_access_logs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
    CONSTRAINT report_access_logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_report_access_logs_job_accessed ON report_access_logs (report_job_id, accessed_at DESC);

-- 20260115_0300: Provider credentials

CREATE TABLE provider_credentials (
    id serial NOT NULL,
    provider_id integer NOT NULL,
    organization_id integer NOT NULL,
    credential_type varchar(60) NOT NULL,
    issuer varchar(200) NOT NULL,
    credential_number varchar(64),
    status license_status DEFAULT 'pending'::license_status NOT NULL,
    issued_on date,
    expires_on date,
    verified_by_id integer,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT provider_credentials_pkey PRIMARY KEY (id),
    CONSTRAINT provider_credentials_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
    CONSTRAINT provider_credentials_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
    CONSTRAINT fk_provider_credentials_verified_by FOREIGN KEY (verified_by_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_provider_credentials_provider_id ON provider_credentials (provider_id);
CREATE INDEX ix_provider_credentials_organization_id ON provider_credentials (organization_id);
CREATE INDEX ix_provider_credentials_expires_on ON provider_credentials (expires_on);
CREATE UNIQUE INDEX uq_provider_credentials_number ON provider_credentials (provider_id, credential_type, credential_number) WHERE (credential_number IS NOT NULL);

-- 20260127_0100: Stage changed

ALTER TYPE coordinator_action_type ADD VALUE 'stage_changed';

-- 7702d353e5b8: Coordinator notification preferences

CREATE TABLE coordinator_notification_preferences (
    id serial NOT NULL,
    coordinator_user_id integer NOT NULL,
    email_enabled boolean DEFAULT true NOT NULL,
    sms_enabled boolean DEFAULT false NOT NULL,
    event_types json DEFAULT '["license_expiring", "document_received"]'::json NOT NULL,
    quiet_hours json DEFAULT '{"from": "20:00", "to": "07:00"}'::json NOT NULL,
    provider_filters json DEFAULT '{}'::json NOT NULL,
    digest_frequency varchar(20) DEFAULT 'daily' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz,
    CONSTRAINT coordinator_notification_preferences_pkey PRIMARY KEY (id),
    CONSTRAINT coordinator_notification_preferences_coordinator_user_id_key UNIQUE (coordinator_user_id),
    CONSTRAINT coordinator_notification_preferences_coordinator_user_id_fkey FOREIGN KEY (coordinator_user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX ix_coordinator_notification_preferences_coordinator_user_id ON coordinator_notification_preferences (coordinator_user_id);

-- 20260131_0000: Blueshift provider fields

ALTER TABLE providers
    ADD COLUMN aoa_number varchar(50),
    ADD COLUMN citizenship_status varchar(100),
    ADD COLUMN cv_reference varchar(500),
    ADD COLUMN disclosure_notes text,
    ADD COLUMN employer_start_date date,
    ADD COLUMN fcvs_fid varchar(50),
    ADD COLUMN gender varchar(50),
    ADD COLUMN green_card_uscis_number varchar(50),
    ADD COLUMN height varchar(20),
    ADD COLUMN home_address varchar(255),
    ADD COLUMN home_city varchar(100),
    ADD COLUMN home_state varchar(2),
    ADD COLUMN home_zip varchar(10),
    ADD COLUMN name_change_documents jsonb,
    ADD COLUMN place_of_birth varchar(200),
    ADD COLUMN previous_names jsonb,
    ADD COLUMN race varchar(100),
    ADD COLUMN "references" jsonb,
    ADD COLUMN renewal_preferences jsonb,
    ADD COLUMN weight varchar(20);

ALTER TABLE licenses
    ADD COLUMN portal_pin varchar(50),
    ADD COLUMN renewal_notes text;

CREATE TABLE payment_methods (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organization_id integer,
    provider_id integer,
    method_type varchar(20) DEFAULT 'card' NOT NULL,
    token varchar(255) NOT NULL,
    brand varchar(40),
    last_four char(4),
    expires_on date,
    is_default boolean DEFAULT false NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz,
    CONSTRAINT payment_methods_pkey PRIMARY KEY (id),
    CONSTRAINT payment_methods_token_key UNIQUE (token),
    CONSTRAINT ck_payment_methods_owner CHECK (num_nonnulls(organization_id, provider_id) = 1),
    CONSTRAINT payment_methods_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
    CONSTRAINT payment_methods_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE
);
CREATE INDEX ix_payment_methods_organization_id ON payment_methods (organization_id);
CREATE INDEX ix_payment_methods_provider_id ON payment_methods (provider_id);

-- Rows of a development database: one organization with a few providers, just enough to try things.

INSERT INTO organizations (name, slug, created_at)
VALUES ('Example Clinic', 'example-clinic', '2026-01-05 09:00+00');

INSERT INTO users (email, password_hash, first_name, last_name, role, created_at)
VALUES ('developer@example.com', 'synthetic', 'Given', 'Family', 'admin', '2026-01-05 09:00+00');

INSERT INTO providers (organization_id, npi, first_name, last_name, degree, specialty, email, graduation_year, practice_state, created_at)
SELECT 1,
       '1' || lpad((i * 99991)::text, 9, '0'),
       'Given ' || i,
       'Family ' || i,
       (ARRAY['MD', 'DO', 'PA-C'])[1 + i % 3],
       (ARRAY['Emergency Medicine', 'Internal Medicine', 'Family Medicine'])[1 + i % 3],
       'provider-' || i || '@example.com',
       1990 + i,
       (ARRAY['CA', 'TX', 'NY'])[1 + i % 3],
       timestamptz '2026-01-05 10:00+00' + i * interval '1 minute'
FROM generate_series(1, 27) AS i;

INSERT INTO licenses (provider_id, license_number, state, issue_date, expiration_date, created_at, is_imlc)
SELECT 1 + (i - 1) % 27,
       'DEV-' || lpad(i::text, 6, '0'),
       (ARRAY['CA', 'TX', 'NY', 'FL', 'IL', 'OH', 'WA', 'AZ', 'CO', 'GA'])[1 + (i - 1) / 27],
       date '2022-01-01' + i,
       date '2026-03-01' + i,
       timestamptz '2026-01-05 11:00+00' + i * interval '1 minute',
       i % 5 = 0
FROM generate_series(1, 270) AS i;

INSERT INTO credential_history (license_id, event_type, new_value, occurred_at, created_at)
SELECT i,
       'created',
       '{"status": "active"}',
       timestamptz '2026-01-05 11:00+00' + i * interval '1 minute',
       timestamptz '2026-01-05 11:00+00' + i * interval '1 minute'
FROM generate_series(1, 270) AS i;
