-- The credentialing database: what production and local have in common. production.sql and local.sql come after it.
--
-- It has what the migrations up to 20260115_0200 do, except for the tables of 20260108_0400 to 20260109_0300: the
-- version table of production claims those migrations, their tables are not there.

CREATE TYPE user_role AS ENUM ('admin', 'coordinator', 'provider', 'viewer');
CREATE TYPE provider_type AS ENUM ('physician', 'physician_assistant', 'nurse_practitioner', 'other');
CREATE TYPE coordinator_action_type AS ENUM ('note_added', 'document_requested', 'document_reviewed', 'license_updated', 'reminder_sent', 'task_completed');
CREATE TYPE document_status AS ENUM ('uploaded', 'processing', 'classified', 'rejected');
CREATE TYPE license_status AS ENUM ('active', 'pending', 'expired', 'suspended', 'revoked');

CREATE TABLE alembic_version (
    version_num varchar(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

CREATE TABLE organizations (
    id serial NOT NULL,
    name varchar(255) NOT NULL,
    slug varchar(100) NOT NULL,
    organization_type varchar(50) DEFAULT 'health_system' NOT NULL,
    npi varchar(10),
    billing_email varchar(255),
    timezone varchar(50) DEFAULT 'America/New_York' NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz,
    CONSTRAINT organizations_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_organizations_slug ON organizations (slug);

CREATE TABLE users (
    id serial NOT NULL,
    email varchar(255) NOT NULL,
    password_hash varchar(255),
    first_name varchar(100),
    last_name varchar(100),
    role user_role DEFAULT 'viewer'::user_role NOT NULL,
    phone varchar(32),
    is_active boolean DEFAULT true NOT NULL,
    mfa_enabled boolean DEFAULT false NOT NULL,
    email_verified_at timestamptz,
    last_login_at timestamptz,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz,
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_users_email ON users (email);

CREATE TABLE agent_registry (
    id serial NOT NULL,
    agent_name varchar(100) NOT NULL,
    version varchar(20) NOT NULL,
    description text,
    configuration jsonb DEFAULT '{}'::jsonb NOT NULL,
    is_enabled boolean DEFAULT true NOT NULL,
    last_heartbeat_at timestamptz,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT agent_registry_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX ix_agent_registry_agent_name ON agent_registry (agent_name);

CREATE TABLE agent_activity_log (
    id bigserial NOT NULL,
    agent_id integer NOT NULL,
    activity_type varchar(50) NOT NULL,
    correlation_id uuid,
    input_summary text,
    output_summary text,
    duration_ms integer,
    succeeded boolean,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT agent_activity_log_pkey PRIMARY KEY (id),
    CONSTRAINT agent_activity_log_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES agent_registry(id) ON DELETE CASCADE
);
CREATE INDEX ix_agent_activity_log_agent_id ON agent_activity_log (agent_id);
CREATE INDEX ix_agent_activity_log_correlation_id ON agent_activity_log (correlation_id);

CREATE TABLE ai_model_executions (
    id bigserial NOT NULL,
    agent_id integer,
    model_name varchar(100) NOT NULL,
    purpose varchar(100) NOT NULL,
    prompt_tokens integer DEFAULT 0 NOT NULL,
    completion_tokens integer DEFAULT 0 NOT NULL,
    cost_usd numeric(10,6),
    latency_ms integer,
    error_message text,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT ai_model_executions_pkey PRIMARY KEY (id),
    CONSTRAINT ai_model_executions_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES agent_registry(id) ON DELETE SET NULL
);
CREATE INDEX ix_ai_model_executions_created_at ON ai_model_executions (created_at);

CREATE TABLE audience_segments (
    id serial NOT NULL,
    organization_id integer NOT NULL,
    name varchar(150) NOT NULL,
    criteria jsonb DEFAULT '{}'::jsonb NOT NULL,
    member_count integer DEFAULT 0 NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT audience_segments_pkey PRIMARY KEY (id),
    CONSTRAINT uq_audience_segments_organization_name UNIQUE (organization_id, name),
    CONSTRAINT audience_segments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
);
CREATE INDEX ix_audience_segments_organization_id ON audience_segments (organization_id);

CREATE TABLE audit_logs (
    id bigserial NOT NULL,
    organization_id integer,
    user_id integer,
    action varchar(100) NOT NULL,
    resource_type varchar(100) NOT NULL,
    resource_id varchar(64),
    changes jsonb,
    ip_address inet,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT audit_logs_pkey PRIMARY KEY (id),
    CONSTRAINT audit_logs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL,
    CONSTRAINT audit_logs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_audit_logs_resource ON audit_logs (resource_type, resource_id);
CREATE INDEX ix_audit_logs_user_id ON audit_logs (user_id);

CREATE TABLE campaigns (
    id serial NOT NULL,
    organization_id integer NOT NULL,
    segment_id integer,
    name varchar(200) NOT NULL,
    subject varchar(255) NOT NULL,
    body_template text,
    status varchar(20) DEFAULT 'draft' NOT NULL,
    scheduled_at timestamptz,
    completed_at timestamptz,
    created_by_id integer,
    created_at timestamptz DEFAULT now() NOT NULL,
    started_at timestamptz,
    CONSTRAINT campaigns_pkey PRIMARY KEY (id),
    CONSTRAINT ck_campaigns_status CHECK (status IN ('draft', 'scheduled', 'running', 'completed', 'cancelled')),
    CONSTRAINT campaigns_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
    CONSTRAINT campaigns_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES audience_segments(id) ON DELETE SET NULL,
    CONSTRAINT campaigns_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_campaigns_organization_id ON campaigns (organization_id);

CREATE TABLE cme_rule_packs (
    id serial NOT NULL,
    code varchar(64) NOT NULL,
    name varchar(200) NOT NULL,
    state varchar(2) NOT NULL,
    board varchar(120) NOT NULL,
    profession varchar(20) DEFAULT 'MD' NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    source_url varchar(500),
    effective_from date NOT NULL,
    effective_to date,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT cme_rule_packs_pkey PRIMARY KEY (id),
    CONSTRAINT cme_rule_packs_code_key UNIQUE (code),
    CONSTRAINT ck_cme_rule_packs_effective CHECK (effective_to IS NULL OR effective_to > effective_from)
);
CREATE INDEX ix_cme_rule_packs_state ON cme_rule_packs (state);

CREATE TABLE cme_topics (
    id serial NOT NULL,
    slug varchar(100) NOT NULL,
    name varchar(200) NOT NULL,
    category varchar(50),
    description text,
    is_mandated boolean DEFAULT false NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT cme_topics_pkey PRIMARY KEY (id),
    CONSTRAINT cme_topics_slug_key UNIQUE (slug)
);
COMMENT ON COLUMN cme_topics.is_mandated IS 'Required by at least one state board';

CREATE TABLE cme_rules (
    id serial NOT NULL,
    rule_pack_id integer NOT NULL,
    topic_id integer,
    code varchar(64) NOT NULL,
    description text,
    hours_required numeric(6,2) DEFAULT 0 NOT NULL,
    cycle_months integer,
    is_one_time boolean DEFAULT false NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz,
    applies_to_specialties varchar(120)[],
    condition jsonb,
    is_state_specific boolean DEFAULT false NOT NULL,
    is_source_restricted boolean DEFAULT false NOT NULL,
    CONSTRAINT cme_rules_pkey PRIMARY KEY (id),
    CONSTRAINT uq_cme_rules_pack_code UNIQUE (rule_pack_id, code),
    CONSTRAINT ck_cme_rules_hours_required CHECK (hours_required >= 0),
    CONSTRAINT ck_cme_rules_cycle CHECK (is_one_time OR cycle_months > 0),
    CONSTRAINT cme_rules_rule_pack_id_fkey FOREIGN KEY (rule_pack_id) REFERENCES cme_rule_packs(id) ON DELETE CASCADE,
    CONSTRAINT cme_rules_topic_id_fkey FOREIGN KEY (topic_id) REFERENCES cme_topics(id) ON DELETE SET NULL
);
CREATE INDEX ix_cme_rules_rule_pack_id ON cme_rules (rule_pack_id);
COMMENT ON COLUMN cme_rules.condition IS 'Facts about a provider that make the rule apply, null for always';

CREATE TABLE cme_topic_aliases (
    id serial NOT NULL,
    topic_id integer NOT NULL,
    alias varchar(200) NOT NULL,
    source varchar(50) DEFAULT 'manual' NOT NULL,
    confidence numeric(4,3),
    created_at timestamptz DEFAULT now() NOT NULL,
    normalized_topic varchar(200) NOT NULL,
    CONSTRAINT cme_topic_aliases_pkey PRIMARY KEY (id),
    CONSTRAINT cme_topic_aliases_topic_id_alias_key UNIQUE (topic_id, alias),
    CONSTRAINT cme_topic_aliases_topic_id_fkey FOREIGN KEY (topic_id) REFERENCES cme_topics(id) ON DELETE CASCADE
);
CREATE INDEX ix_cme_topic_aliases_topic_id ON cme_topic_aliases (topic_id);
CREATE INDEX ix_cme_topic_aliases_normalized_topic ON cme_topic_aliases (normalized_topic);

CREATE TABLE conversations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organization_id integer NOT NULL,
    started_by_id integer,
    subject varchar(255),
    status varchar(20) DEFAULT 'open' NOT NULL,
    last_message_at timestamptz,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT conversations_pkey PRIMARY KEY (id),
    CONSTRAINT conversations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
    CONSTRAINT conversations_started_by_id_fkey FOREIGN KEY (started_by_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_conversations_organization_id ON conversations (organization_id);

CREATE TABLE document_patterns (
    id serial NOT NULL,
    document_type varchar(60) NOT NULL,
    pattern text NOT NULL,
    weight double precision DEFAULT 1.0 NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT document_patterns_pkey PRIMARY KEY (id)
);
CREATE INDEX ix_document_patterns_document_type ON document_patterns (document_type);

CREATE TABLE email_tracking_events (
    id bigserial NOT NULL,
    campaign_id integer,
    recipient_email varchar(255) NOT NULL,
    event_type varchar(30) NOT NULL,
    provider_message_id varchar(128),
    payload jsonb,
    occurred_at timestamptz NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT email_tracking_events_pkey PRIMARY KEY (id),
    CONSTRAINT email_tracking_events_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id) ON DELETE CASCADE
);
CREATE INDEX ix_email_tracking_events_campaign_id ON email_tracking_events (campaign_id);

CREATE TABLE event_log (
    id bigserial NOT NULL,
    event_name varchar(120) NOT NULL,
    aggregate_type varchar(60),
    aggregate_id varchar(64),
    payload jsonb DEFAULT '{}'::jsonb NOT NULL,
    occurred_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT event_log_pkey PRIMARY KEY (id)
);
CREATE INDEX ix_event_log_aggregate ON event_log (aggregate_type, aggregate_id);

CREATE TABLE events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organization_id integer,
    title varchar(200) NOT NULL,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz,
    location varchar(200),
    created_by_id integer,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT events_pkey PRIMARY KEY (id),
    CONSTRAINT ck_events_period CHECK (ends_at IS NULL OR ends_at >= starts_at),
    CONSTRAINT events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
    CONSTRAINT events_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users(id) ON DELETE SET NULL
);

CREATE TABLE extraction_strategy_stats (
    id serial NOT NULL,
    strategy varchar(60) NOT NULL,
    document_type varchar(60) NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    successes integer DEFAULT 0 NOT NULL,
    average_confidence numeric(5,4),
    updated_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT extraction_strategy_stats_pkey PRIMARY KEY (id),
    CONSTRAINT uq_extraction_strategy_stats UNIQUE (strategy, document_type)
);

CREATE TABLE messages (
    id bigserial NOT NULL,
    conversation_id uuid NOT NULL,
    sender_id integer,
    body text NOT NULL,
    is_read boolean DEFAULT false NOT NULL,
    sent_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT messages_pkey PRIMARY KEY (id),
    CONSTRAINT messages_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE,
    CONSTRAINT messages_sender_id_fkey FOREIGN KEY (sender_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_messages_conversation_id ON messages (conversation_id);

CREATE TABLE mfa_devices (
    id serial NOT NULL,
    user_id integer NOT NULL,
    device_type varchar(20) NOT NULL,
    label varchar(100),
    secret_reference varchar(255) NOT NULL,
    confirmed_at timestamptz,
    last_used_at timestamptz,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT mfa_devices_pkey PRIMARY KEY (id),
    CONSTRAINT mfa_devices_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX ix_mfa_devices_user_id ON mfa_devices (user_id);

CREATE TABLE notifications (
    id bigserial NOT NULL,
    user_id integer NOT NULL,
    notification_type varchar(60) NOT NULL,
    title varchar(200) NOT NULL,
    body text,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    read_at timestamptz,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT notifications_pkey PRIMARY KEY (id),
    CONSTRAINT notifications_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX ix_notifications_user_created ON notifications (user_id, created_at);

CREATE TABLE organization_memberships (
    id serial NOT NULL,
    organization_id integer NOT NULL,
    user_id integer NOT NULL,
    role varchar(32) DEFAULT 'member' NOT NULL,
    invited_by_id integer,
    accepted_at timestamptz,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT organization_memberships_pkey PRIMARY KEY (id),
    CONSTRAINT uq_organization_memberships_org_user UNIQUE (organization_id, user_id),
    CONSTRAINT organization_memberships_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
    CONSTRAINT organization_memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
    CONSTRAINT organization_memberships_invited_by_id_fkey FOREIGN KEY (invited_by_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_organization_memberships_user_id ON organization_memberships (user_id);

CREATE TABLE partner_files (
    id serial NOT NULL,
    organization_id integer NOT NULL,
    partner_name varchar(120) NOT NULL,
    file_name varchar(255) NOT NULL,
    checksum char(64),
    row_count integer,
    received_at timestamptz NOT NULL,
    processed_at timestamptz,
    error_report jsonb,
    CONSTRAINT partner_files_pkey PRIMARY KEY (id),
    CONSTRAINT partner_files_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
);
CREATE INDEX ix_partner_files_organization_id ON partner_files (organization_id);

CREATE TABLE practices (
    id serial NOT NULL,
    organization_id integer NOT NULL,
    name varchar(200) NOT NULL,
    npi varchar(10),
    address_line1 varchar(255),
    address_line2 varchar(255),
    city varchar(100),
    state varchar(2),
    zip varchar(10),
    phone varchar(32),
    is_primary boolean DEFAULT false NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz,
    CONSTRAINT practices_pkey PRIMARY KEY (id),
    CONSTRAINT practices_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE
);
CREATE INDEX ix_practices_organization_id ON practices (organization_id);

CREATE TABLE providers (
    id serial NOT NULL,
    organization_id integer NOT NULL,
    user_id integer,
    npi varchar(10),
    first_name varchar(100) NOT NULL,
    middle_name varchar(100),
    last_name varchar(100) NOT NULL,
    suffix varchar(20),
    degree varchar(20),
    provider_type provider_type DEFAULT 'physician'::provider_type NOT NULL,
    specialty varchar(120),
    sub_specialty varchar(120),
    email varchar(255),
    phone varchar(32),
    date_of_birth date,
    caqh_id varchar(20),
    medical_school varchar(200),
    graduation_year integer,
    board_certified boolean DEFAULT false NOT NULL,
    practice_name varchar(200),
    practice_address varchar(255),
    practice_city varchar(100),
    practice_state varchar(2),
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz,
    prescribes_controlled_substances boolean,
    treats_pediatric_patients boolean,
    CONSTRAINT providers_pkey PRIMARY KEY (id),
    CONSTRAINT ck_providers_graduation_year CHECK (graduation_year IS NULL OR graduation_year BETWEEN 1900 AND 2100),
    CONSTRAINT providers_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
    CONSTRAINT providers_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_providers_last_name_first_name ON providers (last_name, first_name);
CREATE UNIQUE INDEX ix_providers_npi ON providers (npi);
CREATE INDEX ix_providers_organization_id ON providers (organization_id);
COMMENT ON COLUMN providers.npi IS 'National Provider Identifier';

CREATE TABLE report_jobs (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organization_id integer NOT NULL,
    requested_by_id integer,
    report_type varchar(60) NOT NULL,
    parameters jsonb DEFAULT '{}'::jsonb NOT NULL,
    status varchar(20) DEFAULT 'queued' NOT NULL,
    storage_key varchar(500),
    error_message text,
    requested_at timestamptz DEFAULT now() NOT NULL,
    finished_at timestamptz,
    CONSTRAINT report_jobs_pkey PRIMARY KEY (id),
    CONSTRAINT report_jobs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
    CONSTRAINT report_jobs_requested_by_id_fkey FOREIGN KEY (requested_by_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_report_jobs_organization_id ON report_jobs (organization_id);

CREATE TABLE ris_events (
    id bigserial NOT NULL,
    organization_id integer,
    source varchar(60) NOT NULL,
    event_type varchar(60) NOT NULL,
    external_id varchar(128),
    payload jsonb NOT NULL,
    received_at timestamptz DEFAULT now() NOT NULL,
    processed_at timestamptz,
    CONSTRAINT ris_events_pkey PRIMARY KEY (id),
    CONSTRAINT ris_events_external_id_key UNIQUE (external_id),
    CONSTRAINT ris_events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE SET NULL
);

CREATE TABLE sessions (
    id varchar(128) NOT NULL,
    user_id integer NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    ip_address varchar(45),
    expires_at timestamptz NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT sessions_pkey PRIMARY KEY (id),
    CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX ix_sessions_expires_at ON sessions (expires_at);
CREATE INDEX ix_sessions_user_id ON sessions (user_id);

CREATE TABLE token_blacklist (
    id serial NOT NULL,
    jti varchar(36) NOT NULL,
    user_id integer,
    token_type varchar(20) DEFAULT 'refresh' NOT NULL,
    reason varchar(100),
    expires_at timestamptz NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT token_blacklist_pkey PRIMARY KEY (id),
    CONSTRAINT token_blacklist_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX ix_token_blacklist_expires_at ON token_blacklist (expires_at);
CREATE UNIQUE INDEX ix_token_blacklist_jti ON token_blacklist (jti);

CREATE TABLE user_interactions (
    id bigserial NOT NULL,
    user_id integer NOT NULL,
    interaction_type varchar(60) NOT NULL,
    target varchar(200),
    metadata jsonb,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT user_interactions_pkey PRIMARY KEY (id),
    CONSTRAINT user_interactions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX ix_user_interactions_user_id ON user_interactions (user_id);

CREATE TABLE user_notification_preferences (
    id serial NOT NULL,
    user_id integer NOT NULL,
    email_enabled boolean DEFAULT true NOT NULL,
    sms_enabled boolean DEFAULT false NOT NULL,
    push_enabled boolean DEFAULT true NOT NULL,
    digest_frequency varchar(20) DEFAULT 'daily' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz,
    CONSTRAINT user_notification_preferences_pkey PRIMARY KEY (id),
    CONSTRAINT user_notification_preferences_user_id_key UNIQUE (user_id),
    CONSTRAINT user_notification_preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

CREATE TABLE campaign_recipients (
    id serial NOT NULL,
    campaign_id integer NOT NULL,
    provider_id integer NOT NULL,
    email varchar(255) NOT NULL,
    status varchar(20) DEFAULT 'queued' NOT NULL,
    sent_at timestamptz,
    opened_at timestamptz,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT campaign_recipients_pkey PRIMARY KEY (id),
    CONSTRAINT uq_campaign_recipients_campaign_provider UNIQUE (campaign_id, provider_id),
    CONSTRAINT campaign_recipients_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id) ON DELETE CASCADE,
    CONSTRAINT campaign_recipients_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE
);
CREATE INDEX ix_campaign_recipients_provider_id ON campaign_recipients (provider_id);

CREATE TABLE cme_requirements (
    id serial NOT NULL,
    provider_id integer NOT NULL,
    rule_id integer NOT NULL,
    hours_required numeric(6,2) NOT NULL,
    hours_completed numeric(6,2) DEFAULT 0 NOT NULL,
    due_on date,
    is_satisfied boolean DEFAULT false NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT cme_requirements_pkey PRIMARY KEY (id),
    CONSTRAINT uq_cme_requirements_provider_rule UNIQUE (provider_id, rule_id),
    CONSTRAINT cme_requirements_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
    CONSTRAINT cme_requirements_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES cme_rules(id) ON DELETE CASCADE
);
CREATE INDEX ix_cme_requirements_provider_id ON cme_requirements (provider_id);

CREATE TABLE controlled_substance_registrations (
    id serial NOT NULL,
    provider_id integer NOT NULL,
    state varchar(2) NOT NULL,
    registration_number varchar(64) NOT NULL,
    status varchar(20) DEFAULT 'active' NOT NULL,
    issue_date date,
    expiration_date date,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz,
    CONSTRAINT controlled_substance_registrations_pkey PRIMARY KEY (id),
    CONSTRAINT uq_controlled_substance_registrations_state_number UNIQUE (state, registration_number),
    CONSTRAINT controlled_substance_registrations_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE
);
CREATE INDEX ix_controlled_substance_registrations_provider_id ON controlled_substance_registrations (provider_id);
CREATE INDEX ix_controlled_substance_registrations_provider_state ON controlled_substance_registrations (provider_id, state);

CREATE TABLE coordinator_actions (
    id bigserial NOT NULL,
    coordinator_user_id integer NOT NULL,
    provider_id integer NOT NULL,
    action_type coordinator_action_type NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    performed_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT coordinator_actions_pkey PRIMARY KEY (id),
    CONSTRAINT coordinator_actions_coordinator_user_id_fkey FOREIGN KEY (coordinator_user_id) REFERENCES users(id) ON DELETE CASCADE,
    CONSTRAINT coordinator_actions_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE
);
CREATE INDEX ix_coordinator_actions_coordinator_user_id ON coordinator_actions (coordinator_user_id);
CREATE INDEX ix_coordinator_actions_provider_id ON coordinator_actions (provider_id);

CREATE TABLE dea_registrations (
    id serial NOT NULL,
    provider_id integer NOT NULL,
    dea_number varchar(16) NOT NULL,
    state varchar(2) NOT NULL,
    schedules varchar(4)[] DEFAULT '{}' NOT NULL,
    status varchar(20) DEFAULT 'active' NOT NULL,
    business_activity varchar(60),
    issue_date date,
    expiration_date date,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz,
    CONSTRAINT dea_registrations_pkey PRIMARY KEY (id),
    CONSTRAINT dea_registrations_dea_number_key UNIQUE (dea_number),
    CONSTRAINT dea_registrations_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE
);
CREATE INDEX ix_dea_registrations_expiration_date ON dea_registrations (expiration_date);
CREATE INDEX ix_dea_registrations_provider_id ON dea_registrations (provider_id);
CREATE INDEX ix_dea_registrations_provider_state ON dea_registrations (provider_id, state);

CREATE TABLE documents (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    organization_id integer NOT NULL,
    provider_id integer,
    uploaded_by_id integer,
    file_name varchar(255) NOT NULL,
    content_type varchar(100) NOT NULL,
    storage_key varchar(500) NOT NULL,
    size_bytes bigint NOT NULL,
    sha256 char(64),
    status document_status DEFAULT 'uploaded'::document_status NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    uploaded_at timestamptz DEFAULT now() NOT NULL,
    deleted_at timestamptz,
    CONSTRAINT documents_pkey PRIMARY KEY (id),
    CONSTRAINT documents_storage_key_key UNIQUE (storage_key),
    CONSTRAINT ck_documents_size_bytes CHECK (size_bytes >= 0),
    CONSTRAINT documents_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
    CONSTRAINT documents_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
    CONSTRAINT documents_uploaded_by_id_fkey FOREIGN KEY (uploaded_by_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_documents_organization_id ON documents (organization_id);
CREATE INDEX ix_documents_provider_id ON documents (provider_id);

CREATE TABLE licenses (
    id serial NOT NULL,
    provider_id integer NOT NULL,
    license_number varchar(64) NOT NULL,
    license_type varchar(50) DEFAULT 'medical' NOT NULL,
    state varchar(2) NOT NULL,
    status license_status DEFAULT 'active'::license_status NOT NULL,
    issue_date date,
    expiration_date date,
    renewal_cycle_months integer DEFAULT 24 NOT NULL,
    renewal_fee numeric(10,2),
    verified_at timestamptz,
    verification_source varchar(100),
    notes text,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz,
    portal_url varchar(500),
    portal_username varchar(255),
    portal_secret_reference varchar(255),
    portal_last_login_at timestamptz,
    is_imlc boolean DEFAULT false NOT NULL,
    CONSTRAINT licenses_pkey PRIMARY KEY (id),
    CONSTRAINT uq_licenses_provider_state_number UNIQUE (provider_id, state, license_number),
    CONSTRAINT ck_licenses_dates CHECK (expiration_date IS NULL OR issue_date IS NULL OR expiration_date >= issue_date),
    CONSTRAINT licenses_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE
);
CREATE INDEX ix_licenses_expiration_date ON licenses (expiration_date);
CREATE INDEX ix_licenses_provider_id ON licenses (provider_id);
CREATE INDEX ix_licenses_state_status ON licenses (state, status);
CREATE INDEX ix_licenses_active_expiration ON licenses (state, expiration_date) WHERE (status = 'active'::license_status);
CREATE INDEX ix_licenses_license_number_upper ON licenses (upper((license_number)::text));
COMMENT ON COLUMN licenses.is_imlc IS 'Issued through the Interstate Medical Licensure Compact';

CREATE TABLE provider_coordinator_access (
    id serial NOT NULL,
    provider_id integer NOT NULL,
    coordinator_user_id integer NOT NULL,
    access_level varchar(20) DEFAULT 'read' NOT NULL,
    granted_by_id integer,
    granted_at timestamptz DEFAULT now() NOT NULL,
    revoked_at timestamptz,
    CONSTRAINT provider_coordinator_access_pkey PRIMARY KEY (id),
    CONSTRAINT uq_provider_coordinator_access UNIQUE (provider_id, coordinator_user_id),
    CONSTRAINT provider_coordinator_access_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
    CONSTRAINT provider_coordinator_access_coordinator_user_id_fkey FOREIGN KEY (coordinator_user_id) REFERENCES users(id) ON DELETE CASCADE,
    CONSTRAINT provider_coordinator_access_granted_by_id_fkey FOREIGN KEY (granted_by_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_provider_coordinator_access_coordinator_user_id ON provider_coordinator_access (coordinator_user_id);

CREATE TABLE provider_one_time_requirements (
    id serial NOT NULL,
    provider_id integer NOT NULL,
    rule_id integer NOT NULL,
    completed_on date,
    waived boolean DEFAULT false NOT NULL,
    waiver_reason text,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT provider_one_time_requirements_pkey PRIMARY KEY (id),
    CONSTRAINT uq_provider_one_time_requirements UNIQUE (provider_id, rule_id),
    CONSTRAINT ck_provider_one_time_requirements_waiver CHECK (NOT waived OR waiver_reason IS NOT NULL),
    CONSTRAINT provider_one_time_requirements_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
    CONSTRAINT provider_one_time_requirements_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES cme_rules(id) ON DELETE CASCADE
);
CREATE INDEX ix_provider_one_time_requirements_provider_id ON provider_one_time_requirements (provider_id);

CREATE TABLE provider_practice_profiles (
    provider_id integer NOT NULL,
    practice_id integer NOT NULL,
    starts_on date,
    ends_on date,
    hours_per_week numeric(4,1),
    is_primary boolean DEFAULT false NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT provider_practice_profiles_pkey PRIMARY KEY (provider_id, practice_id),
    CONSTRAINT provider_practice_profiles_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
    CONSTRAINT provider_practice_profiles_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE CASCADE
);
CREATE INDEX ix_provider_practice_profiles_practice_id ON provider_practice_profiles (practice_id);

CREATE TABLE provider_topic_cme_history (
    id serial NOT NULL,
    provider_id integer NOT NULL,
    topic_id integer NOT NULL,
    last_completed_on date,
    total_credits numeric(7,2) DEFAULT 0 NOT NULL,
    updated_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT provider_topic_cme_history_pkey PRIMARY KEY (id),
    CONSTRAINT uq_provider_topic_cme_history UNIQUE (provider_id, topic_id),
    CONSTRAINT provider_topic_cme_history_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
    CONSTRAINT provider_topic_cme_history_topic_id_fkey FOREIGN KEY (topic_id) REFERENCES cme_topics(id) ON DELETE CASCADE
);
CREATE INDEX ix_provider_topic_cme_history_provider_id ON provider_topic_cme_history (provider_id);

CREATE TABLE cme_activities (
    id serial NOT NULL,
    provider_id integer NOT NULL,
    certificate_document_id uuid,
    title varchar(300) NOT NULL,
    accreditor varchar(120),
    credit_type varchar(60) DEFAULT 'AMA PRA Category 1' NOT NULL,
    credits numeric(5,2) NOT NULL,
    completed_on date NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    updated_at timestamptz,
    board_approval_number varchar(64),
    approved_by_boards varchar(120)[],
    is_live boolean DEFAULT false NOT NULL,
    CONSTRAINT cme_activities_pkey PRIMARY KEY (id),
    CONSTRAINT ck_cme_activities_credits CHECK (credits > 0),
    CONSTRAINT cme_activities_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES providers(id) ON DELETE CASCADE,
    CONSTRAINT cme_activities_certificate_document_id_fkey FOREIGN KEY (certificate_document_id) REFERENCES documents(id) ON DELETE SET NULL
);
CREATE INDEX ix_cme_activities_provider_id ON cme_activities (provider_id);
CREATE INDEX ix_cme_activities_board_approval_number ON cme_activities (board_approval_number);

CREATE TABLE cme_cycles (
    id serial NOT NULL,
    license_id integer NOT NULL,
    rule_pack_id integer,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    credits_required numeric(6,2) DEFAULT 0 NOT NULL,
    credits_earned numeric(6,2) DEFAULT 0 NOT NULL,
    status varchar(20) DEFAULT 'open' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT cme_cycles_pkey PRIMARY KEY (id),
    CONSTRAINT ck_cme_cycles_period CHECK (ends_on > starts_on),
    CONSTRAINT cme_cycles_license_id_fkey FOREIGN KEY (license_id) REFERENCES licenses(id) ON DELETE CASCADE,
    CONSTRAINT cme_cycles_rule_pack_id_fkey FOREIGN KEY (rule_pack_id) REFERENCES cme_rule_packs(id) ON DELETE SET NULL
);
CREATE INDEX ix_cme_cycles_license_id ON cme_cycles (license_id);

CREATE TABLE cme_requirement_attributes (
    id serial NOT NULL,
    requirement_id integer NOT NULL,
    attribute varchar(60) NOT NULL,
    value text,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT cme_requirement_attributes_pkey PRIMARY KEY (id),
    CONSTRAINT cme_requirement_attributes_requirement_id_fkey FOREIGN KEY (requirement_id) REFERENCES cme_requirements(id) ON DELETE CASCADE
);
CREATE INDEX ix_cme_requirement_attributes_requirement_id ON cme_requirement_attributes (requirement_id);

CREATE TABLE credential_history (
    id bigserial NOT NULL,
    license_id integer NOT NULL,
    changed_by_id integer,
    event_type varchar(50) NOT NULL,
    old_value jsonb,
    new_value jsonb,
    source varchar(50) DEFAULT 'system' NOT NULL,
    occurred_at timestamptz NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT credential_history_pkey PRIMARY KEY (id),
    CONSTRAINT credential_history_license_id_fkey FOREIGN KEY (license_id) REFERENCES licenses(id) ON DELETE CASCADE,
    CONSTRAINT credential_history_changed_by_id_fkey FOREIGN KEY (changed_by_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_credential_history_license_id ON credential_history (license_id);
CREATE INDEX ix_credential_history_occurred_at ON credential_history (occurred_at);

CREATE TABLE credential_versions (
    id bigserial NOT NULL,
    license_id integer NOT NULL,
    version integer NOT NULL,
    snapshot jsonb NOT NULL,
    created_by_id integer,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT credential_versions_pkey PRIMARY KEY (id),
    CONSTRAINT uq_credential_versions_license_version UNIQUE (license_id, version),
    CONSTRAINT credential_versions_license_id_fkey FOREIGN KEY (license_id) REFERENCES licenses(id) ON DELETE CASCADE,
    CONSTRAINT credential_versions_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users(id) ON DELETE SET NULL
);

CREATE TABLE document_classifications (
    id serial NOT NULL,
    document_id uuid NOT NULL,
    document_type varchar(60) NOT NULL,
    confidence numeric(5,4) NOT NULL,
    classified_by varchar(60) DEFAULT 'rules' NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT document_classifications_pkey PRIMARY KEY (id),
    CONSTRAINT document_classifications_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents(id) ON DELETE CASCADE
);
CREATE INDEX ix_document_classifications_document_id ON document_classifications (document_id);

CREATE TABLE extraction_results (
    id serial NOT NULL,
    document_id uuid NOT NULL,
    strategy varchar(60) NOT NULL,
    fields jsonb DEFAULT '{}'::jsonb NOT NULL,
    confidence numeric(5,4),
    reviewed_by_id integer,
    reviewed_at timestamptz,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT extraction_results_pkey PRIMARY KEY (id),
    CONSTRAINT extraction_results_document_id_fkey FOREIGN KEY (document_id) REFERENCES documents(id) ON DELETE CASCADE,
    CONSTRAINT extraction_results_reviewed_by_id_fkey FOREIGN KEY (reviewed_by_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_extraction_results_document_id ON extraction_results (document_id);

CREATE TABLE license_attestations (
    id serial NOT NULL,
    license_id integer NOT NULL,
    attested_by_id integer NOT NULL,
    statement text NOT NULL,
    attested_at timestamptz DEFAULT now() NOT NULL,
    ip_address inet,
    CONSTRAINT license_attestations_pkey PRIMARY KEY (id),
    CONSTRAINT license_attestations_license_id_fkey FOREIGN KEY (license_id) REFERENCES licenses(id) ON DELETE CASCADE,
    CONSTRAINT license_attestations_attested_by_id_fkey FOREIGN KEY (attested_by_id) REFERENCES users(id) ON DELETE RESTRICT
);
CREATE INDEX ix_license_attestations_license_id ON license_attestations (license_id);

CREATE TABLE cme_activity_cycles (
    id serial NOT NULL,
    activity_id integer NOT NULL,
    cycle_id integer NOT NULL,
    credits_applied numeric(5,2) DEFAULT 0 NOT NULL,
    applied_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT cme_activity_cycles_pkey PRIMARY KEY (id),
    CONSTRAINT uq_cme_activity_cycles_activity_cycle UNIQUE (activity_id, cycle_id),
    CONSTRAINT cme_activity_cycles_activity_id_fkey FOREIGN KEY (activity_id) REFERENCES cme_activities(id) ON DELETE CASCADE,
    CONSTRAINT cme_activity_cycles_cycle_id_fkey FOREIGN KEY (cycle_id) REFERENCES cme_cycles(id) ON DELETE CASCADE
);
CREATE INDEX ix_cme_activity_cycles_cycle_id ON cme_activity_cycles (cycle_id);

CREATE TABLE cme_activity_topics (
    activity_id integer NOT NULL,
    topic_id integer NOT NULL,
    credits numeric(5,2),
    CONSTRAINT cme_activity_topics_pkey PRIMARY KEY (activity_id, topic_id),
    CONSTRAINT cme_activity_topics_activity_id_fkey FOREIGN KEY (activity_id) REFERENCES cme_activities(id) ON DELETE CASCADE,
    CONSTRAINT cme_activity_topics_topic_id_fkey FOREIGN KEY (topic_id) REFERENCES cme_topics(id) ON DELETE CASCADE
);
CREATE INDEX ix_cme_activity_topics_topic_id ON cme_activity_topics (topic_id);
