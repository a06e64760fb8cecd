-- Production on 2026-02-02: what only it has, and its rows. Load common.sql first.
-- Every row is made up by a formula; nobody's data is in here.

INSERT INTO alembic_version VALUES ('20260115_0200');

-- Made by the web server's session store itself, before sessions were the application's own.
CREATE TABLE session (
    sid varchar(128) NOT NULL,
    user_id integer NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    ip_address varchar(45),
    expires_at timestamptz NOT NULL,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT session_pkey PRIMARY KEY (sid)
);
CREATE INDEX "IDX_session_expire" ON session (expires_at);

-- Dropped by 20260108_0400, which production claims to have applied.
CREATE TABLE team_channels (
    id serial NOT NULL,
    organization_id integer NOT NULL,
    name varchar(120) NOT NULL,
    description text,
    is_archived boolean DEFAULT false NOT NULL,
    created_by_id integer,
    created_at timestamptz DEFAULT now() NOT NULL,
    CONSTRAINT team_channels_pkey PRIMARY KEY (id),
    CONSTRAINT uq_team_channels_organization_name UNIQUE (organization_id, name),
    CONSTRAINT team_channels_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE,
    CONSTRAINT team_channels_created_by_id_fkey FOREIGN KEY (created_by_id) REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX ix_team_channels_organization_id ON team_channels (organization_id);

-- People and organizations

INSERT INTO organizations (name, slug, organization_type, npi, billing_email, settings, created_at)
SELECT 'Health Group ' || i,
       'health-group-' || i,
       (ARRAY['health_system', 'hospital', 'group_practice'])[1 + i % 3],
       '19' || lpad((i * 7919)::text, 8, '0'),
       'billing-' || i || '@example.com',
       jsonb_build_object('plan', (ARRAY['standard', 'enterprise'])[1 + i % 2]),
       timestamptz '2024-03-01 09:00+00' + i * interval '17 days'
FROM generate_series(1, 12) AS i;

INSERT INTO users (email, password_hash, first_name, last_name, role, mfa_enabled, email_verified_at, last_login_at, created_at)
SELECT 'user-' || i || '@example.com',
       'synthetic',
       'Given ' || i,
       'Family ' || i,
       (CASE WHEN i <= 3 THEN 'admin' WHEN i % 5 = 0 THEN 'coordinator' WHEN i % 7 = 0 THEN 'viewer' ELSE 'provider' END)::user_role,
       i % 4 = 0,
       timestamptz '2024-04-02 10:00+00' + i * interval '2 days',
       CASE WHEN i % 9 <> 0 THEN timestamptz '2026-02-02 07:00+00' - i * interval '5 hours' END,
       timestamptz '2024-04-01 09:00+00' + i * interval '2 days'
FROM generate_series(1, 163) AS i;

INSERT INTO organization_memberships (organization_id, user_id, role, invited_by_id, accepted_at, created_at)
SELECT 1 + i % 12,
       i * 5,
       CASE WHEN i % 6 = 0 THEN 'owner' ELSE 'member' END,
       1,
       timestamptz '2024-10-03 12:00+00' + i * interval '6 days',
       timestamptz '2024-10-01 12:00+00' + i * interval '6 days'
FROM generate_series(1, 18) AS i;

INSERT INTO practices (organization_id, name, npi, address_line1, city, state, zip, is_primary, created_at)
SELECT i,
       'Practice ' || i,
       '18' || lpad((i * 6151)::text, 8, '0'),
       i * 100 || ' Example Street',
       'Sampleton',
       (ARRAY['CA', 'TX', 'NY', 'FL'])[1 + i % 4],
       lpad((i * 11003)::text, 5, '0'),
       i % 2 = 1,
       timestamptz '2024-05-01 09:00+00' + i * interval '9 days'
FROM generate_series(1, 8) AS i;

INSERT INTO sessions (id, user_id, data, ip_address, expires_at, created_at)
SELECT md5('sessions ' || i),
       1 + (i * 2) % 163,
       jsonb_build_object('theme', (ARRAY['light', 'dark'])[1 + i % 2]),
       '192.0.2.' || i,
       timestamptz '2026-02-03 00:00+00' + i * interval '1 hour',
       timestamptz '2026-01-27 00:00+00' + i * interval '1 hour'
FROM generate_series(1, 76) AS i;

INSERT INTO session (sid, user_id, data, ip_address, expires_at, created_at)
SELECT md5('session ' || i),
       i,
       '{}',
       '198.51.100.' || i,
       timestamptz '2026-01-10 00:00+00' + i * interval '1 day',
       timestamptz '2026-01-03 00:00+00' + i * interval '1 day'
FROM generate_series(1, 4) AS i;

INSERT INTO token_blacklist (jti, user_id, reason, expires_at, created_at)
SELECT md5('token ' || i)::uuid::text,
       1 + i * 7,
       (ARRAY['logout', 'password_changed', 'rotated'])[1 + i % 3],
       timestamptz '2026-02-04 00:00+00' + i * interval '3 hours',
       timestamptz '2026-01-21 00:00+00' + i * interval '3 hours'
FROM generate_series(1, 23) AS i;

-- Providers and what they may do

INSERT INTO providers (organization_id, user_id, npi, first_name, last_name, degree, provider_type, specialty, email, date_of_birth,
                       graduation_year, board_certified, practice_city, practice_state, prescribes_controlled_substances, created_at)
SELECT 1 + (i * i) % 12,
       CASE WHEN i <= 120 THEN i + 10 END,
       CASE WHEN i % 50 <> 0 THEN '1' || lpad((i * 99991 % 1000000000)::text, 9, '0') END,
       'Given ' || i,
       'Family ' || i,
       (ARRAY['MD', 'DO', 'MD', 'PA-C', 'NP', 'MD'])[1 + i % 6],
       (ARRAY['physician', 'physician', 'physician', 'physician_assistant', 'nurse_practitioner', 'physician'])[1 + i % 6]::provider_type,
       (ARRAY['Emergency Medicine', 'Internal Medicine', 'Family Medicine', 'Radiology', 'Psychiatry'])[1 + i % 5],
       'provider-' || i || '@example.com',
       date '1955-01-01' + i * 17,
       1980 + i % 42,
       i % 3 <> 0,
       'Sampleton',
       (ARRAY['CA', 'TX', 'NY', 'FL', 'IL', 'OH', 'WA'])[1 + i % 7],
       i % 4 <> 0,
       timestamptz '2024-06-01 08:00+00' + i * interval '16 hours'
FROM generate_series(1, 852) AS i;

INSERT INTO licenses (provider_id, license_number, state, status, issue_date, expiration_date, renewal_fee, verified_at,
                      verification_source, created_at, portal_url, is_imlc)
SELECT 1 + (i - 1) % 852,
       'SYN-' || lpad(i::text, 6, '0'),
       state,
       (CASE WHEN i % 11 = 0 THEN 'expired' WHEN i % 17 = 0 THEN 'pending' WHEN i % 97 = 0 THEN 'suspended' ELSE 'active' END)::license_status,
       date '2016-01-01' + i % 3000,
       CASE WHEN i % 40 <> 0 THEN date '2025-09-01' + i * 13 % 730 END,
       100 + i % 9 * 75,
       CASE WHEN i % 6 <> 0 THEN timestamptz '2025-11-01 00:00+00' + i * interval '25 minutes' END,
       CASE WHEN i % 6 <> 0 THEN 'state board' END,
       timestamptz '2024-06-15 08:00+00' + i * interval '3 hours',
       'https://boards.example.com/' || lower(state),
       i % 5 = 0
FROM generate_series(1, 4509) AS i,
     LATERAL (SELECT (ARRAY['CA', 'TX', 'NY', 'FL', 'CA', 'IL', 'OH', 'WA', 'TX', 'AZ', 'CO', 'GA', 'NV'])[1 + i * i % 13] AS state) AS picked;

INSERT INTO credential_history (license_id, changed_by_id, event_type, old_value, new_value, source, occurred_at, created_at)
SELECT 1 + (i * 31) % 4509,
       CASE WHEN i % 3 = 0 THEN 1 + i % 163 END,
       (ARRAY['created', 'verified', 'renewed', 'document_added', 'status_changed'])[1 + i % 5],
       CASE WHEN i % 5 = 4 THEN '{"status": "pending"}'::jsonb END,
       '{"status": "active"}',
       (ARRAY['system', 'coordinator', 'import'])[1 + i % 3],
       timestamptz '2024-06-15 09:00+00' + i * interval '89 minutes',
       timestamptz '2024-06-15 09:00+00' + i * interval '89 minutes'
FROM generate_series(1, 9614) AS i;

INSERT INTO credential_versions (license_id, version, snapshot, created_by_id, created_at)
SELECT 1 + (i - 1) % 586,
       1 + (i - 1) / 586,
       jsonb_build_object('status', 'active', 'version', 1 + (i - 1) / 586),
       1 + i % 163,
       timestamptz '2025-01-10 09:00+00' + i * interval '7 hours'
FROM generate_series(1, 1172) AS i;

INSERT INTO dea_registrations (provider_id, dea_number, state, schedules, issue_date, expiration_date, created_at)
SELECT i * 5,
       'SY' || lpad((i * 7)::text, 7, '0'),
       (ARRAY['CA', 'TX', 'NY', 'FL'])[1 + i % 4],
       '{2,2N,3,3N,4,5}',
       date '2023-02-01' + i * 5,
       date '2026-02-01' + i * 5,
       timestamptz '2024-08-01 09:00+00' + i * interval '2 days'
FROM generate_series(1, 154) AS i;

INSERT INTO documents (id, organization_id, provider_id, uploaded_by_id, file_name, content_type, storage_key, size_bytes, status, uploaded_at)
SELECT md5('document ' || i)::uuid,
       1 + i % 12,
       i * 4,
       1 + i % 163,
       'document-' || i || '.pdf',
       'application/pdf',
       'documents/' || md5('document ' || i),
       20000 + i * 1237,
       (ARRAY['classified', 'classified', 'uploaded', 'rejected'])[1 + i % 4]::document_status,
       timestamptz '2025-03-01 09:00+00' + i * interval '43 hours'
FROM generate_series(1, 180) AS i;

-- Continuing medical education

INSERT INTO cme_rule_packs (code, name, state, board, profession, effective_from, created_at)
SELECT 'PACK-' || i,
       'Rules of board ' || i,
       (ARRAY['CA', 'TX', 'NY', 'FL', 'IL', 'OH', 'WA', 'AZ', 'CO', 'GA', 'NV'])[1 + i % 11],
       'Board ' || i,
       (ARRAY['MD', 'DO', 'PA', 'NP'])[1 + i % 4],
       date '2025-01-01',
       timestamptz '2025-12-01 12:00+00'
FROM generate_series(1, 67) AS i;

INSERT INTO cme_topics (slug, name, category, is_mandated, created_at)
SELECT 'topic-' || i,
       'Topic ' || i,
       (ARRAY['clinical', 'ethics', 'prescribing'])[1 + i % 3],
       i % 4 = 0,
       timestamptz '2025-12-01 12:00+00'
FROM generate_series(1, 49) AS i;

INSERT INTO cme_topic_aliases (topic_id, alias, confidence, created_at, normalized_topic)
SELECT 1 + i % 49,
       'Also Topic ' || i,
       0.5 + i % 50 / 100.0,
       timestamptz '2025-12-02 12:00+00' + i * interval '1 minute',
       'also topic ' || i
FROM generate_series(1, 130) AS i;

INSERT INTO cme_rules (rule_pack_id, topic_id, code, hours_required, cycle_months, is_one_time, created_at, is_state_specific)
SELECT 1 + i % 67,
       CASE WHEN i % 3 <> 0 THEN 1 + i % 49 END,
       'RULE-' || i,
       1 + i % 50,
       CASE WHEN i % 10 <> 0 THEN 24 END,
       i % 10 = 0,
       timestamptz '2025-12-01 13:00+00' + i * interval '1 minute',
       i % 2 = 0
FROM generate_series(1, 304) AS i;

INSERT INTO cme_activities (provider_id, certificate_document_id, title, accreditor, credits, completed_on, created_at, is_live)
SELECT 1 + i * 20,
       CASE WHEN i % 2 = 0 THEN md5('document ' || i)::uuid END,
       'Course ' || i,
       'Accreditor ' || i % 5,
       1 + i % 12,
       date '2025-02-01' + i * 9,
       timestamptz '2025-02-02 09:00+00' + i * interval '9 days',
       i % 3 = 0
FROM generate_series(1, 35) AS i;

INSERT INTO cme_cycles (license_id, rule_pack_id, starts_on, ends_on, credits_required, credits_earned, created_at)
SELECT i * 100,
       1 + i % 67,
       date '2024-07-01' + i * 10,
       date '2026-06-30' + i * 10,
       50,
       i % 40,
       timestamptz '2024-07-01 09:00+00' + i * interval '10 days'
FROM generate_series(1, 26) AS i;

INSERT INTO cme_activity_cycles (activity_id, cycle_id, credits_applied, applied_at)
SELECT 1 + i % 35,
       1 + (i / 35 + i % 35) % 26,
       1 + i % 4,
       timestamptz '2025-03-01 09:00+00' + i * interval '11 hours'
FROM generate_series(0, 598) AS i;

-- Campaigns and logs

INSERT INTO campaigns (organization_id, name, subject, status, scheduled_at, created_by_id, created_at, started_at)
SELECT i,
       'Campaign ' || i,
       'Your licenses expire soon',
       CASE WHEN i <= 6 THEN 'completed' ELSE 'draft' END,
       timestamptz '2025-10-01 09:00+00' + i * interval '12 days',
       1 + i,
       timestamptz '2025-09-20 09:00+00' + i * interval '12 days',
       CASE WHEN i <= 6 THEN timestamptz '2025-10-01 09:00+00' + i * interval '12 days' END
FROM generate_series(1, 9) AS i;

INSERT INTO campaign_recipients (campaign_id, provider_id, email, status, sent_at, created_at)
SELECT 1 + i % 6,
       i * 9,
       'provider-' || i * 9 || '@example.com',
       CASE WHEN i % 7 = 0 THEN 'bounced' ELSE 'sent' END,
       timestamptz '2025-10-13 09:05+00' + i * interval '3 days',
       timestamptz '2025-10-13 09:00+00' + i * interval '3 days'
FROM generate_series(1, 21) AS i;

INSERT INTO audit_logs (organization_id, user_id, action, resource_type, resource_id, ip_address, created_at)
SELECT 1 + i % 12,
       i,
       (ARRAY['login', 'license.update', 'document.download'])[1 + i % 3],
       (ARRAY['user', 'license', 'document'])[1 + i % 3],
       (i * 3)::text,
       ('203.0.113.' || i)::inet,
       timestamptz '2026-01-30 09:00+00' + i * interval '2 hours'
FROM generate_series(1, 19) AS i;

INSERT INTO event_log (event_name, aggregate_type, aggregate_id, payload, occurred_at)
SELECT 'license.renewed',
       'license',
       (i * 1000)::text,
       jsonb_build_object('months', 24),
       timestamptz '2026-01-31 10:00+00' + i * interval '6 hours'
FROM generate_series(1, 4) AS i;
