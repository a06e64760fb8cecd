import type { Mutation } from './mutation.ts';
import { m, since } from './mutation.ts';

/** Types in C and ranges have no ALTER but for a few properties. */
const weight = (change: string): string => `UPDATE pg_type SET ${change} WHERE oid = 'app.weight'::regtype`;
const ofWeight = (attribute: string): string => `~ base type app.weight [${attribute}]`;
const span = (change: string): string => `UPDATE pg_range SET ${change} WHERE rngtypid = 'app.span'::regtype`;
const ofSpan = (attribute: string): string => `~ range type app.span [${attribute}]`;

export const rareTypesMutations: readonly Mutation[] = [
  m('CREATE TYPE app.empty', '+ base type app.empty'),
  m('DROP TYPE app.hollow', '- base type app.hollow'),
  m(
    `UPDATE pg_type SET typisdefined = false, typtype = 'p' WHERE oid = 'app.weight'::regtype`,
    ofWeight(
      'shell, input function, output function, receive function, send function, length, passed by value, alignment, storage, category, default, delimiter',
    ),
  ),
  m(weight(`typinput = 'int8in'::regproc`), ofWeight('input function')),
  m(weight(`typoutput = 'int8out'::regproc`), ofWeight('output function')),
  m(weight('typreceive = 0'), ofWeight('receive function')),
  m(weight('typsend = 0'), ofWeight('send function')),
  m(weight(`typmodin = 'varchartypmodin'::regproc`), ofWeight('modifier input function')),
  m(weight(`typmodout = 'varchartypmodout'::regproc`), ofWeight('modifier output function')),
  m(weight(`typanalyze = 'array_typanalyze'::regproc`), ofWeight('analyze function')),
  since(14, weight(`typsubscript = 'jsonb_subscript_handler'::regproc`), ofWeight('subscript function')),
  m(weight('typlen = 2'), ofWeight('length')),
  m(weight('typbyval = false'), ofWeight('passed by value')),
  m(weight(`typalign = 'c'`), ofWeight('alignment')),
  m(weight(`typstorage = 'm'`), ofWeight('storage')),
  m(weight(`typcategory = 'U'`), ofWeight('category')),
  m(weight('typispreferred = true'), ofWeight('preferred')),
  m(weight('typdefault = NULL'), ofWeight('default')),
  m(weight(`typelem = 'text'::regtype`), ofWeight('element')),
  m(weight(`typdelim = ','`), ofWeight('delimiter')),
  m(weight('typcollation = 100'), ofWeight('collatable')),
  m('ALTER TYPE app.weight OWNER TO pg_monitor', ofWeight('owner')),
  m('REVOKE USAGE ON TYPE app.weight FROM PUBLIC', ofWeight('privileges')),
  m('COMMENT ON TYPE app.weight IS NULL', ofWeight('comment')),

  m('CREATE TYPE app.days AS RANGE (SUBTYPE = date)', '+ range type app.days'),
  m('DROP TYPE app.text_span', '- range type app.text_span'),
  m(span(`rngsubtype = 'real'::regtype`), ofSpan('subtype')),
  m(
    `UPDATE pg_range SET rngsubopc = (SELECT oid FROM pg_opclass WHERE opcname = 'text_ops' AND opcmethod = (SELECT oid FROM pg_am WHERE amname = 'btree')) WHERE rngtypid = 'app.text_span'::regtype`,
    '~ range type app.text_span [operator class]',
  ),
  m(
    `UPDATE pg_range SET rngcollation = (SELECT oid FROM pg_collation WHERE collname = 'POSIX') WHERE rngtypid = 'app.text_span'::regtype`,
    '~ range type app.text_span [collation]',
  ),
  m(span(`rngcanonical = 'int4range_canonical'::regproc`), ofSpan('canonical function')),
  m(span('rngsubdiff = 0'), ofSpan('difference function')),
  since(14, 'ALTER TYPE app.span_multirange RENAME TO spans', ofSpan('multirange')),
  since(14, 'ALTER TYPE app.moments RENAME TO times', '~ range type app.moment [multirange]'),
  m('ALTER TYPE app.span OWNER TO pg_monitor', ofSpan('owner')),
  m('GRANT USAGE ON TYPE app.span TO pg_monitor WITH GRANT OPTION', ofSpan('privileges')),
  m('COMMENT ON TYPE app.span IS NULL', ofSpan('comment')),

  m(`CREATE COLLATION app.more (PROVIDER = libc, LOCALE = 'POSIX')`, '+ collation app.more'),
  m('DROP COLLATION app.caseless', '- collation app.caseless'),
  m(
    `DROP COLLATION app.mixed; CREATE COLLATION app.mixed (PROVIDER = libc, LC_COLLATE = 'POSIX', LC_CTYPE = 'POSIX')`,
    '~ collation app.mixed [lc_collate]',
  ),
  m(
    `DROP COLLATION app.mixed; CREATE COLLATION app.mixed (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'C')`,
    '~ collation app.mixed [lc_ctype]',
  ),
  m(
    `DROP COLLATION app.caseless; CREATE COLLATION app.caseless (PROVIDER = icu, LOCALE = 'und-u-ks-level1', DETERMINISTIC = false)`,
    '~ collation app.caseless [locale]',
  ),
  m(
    `DROP COLLATION app.caseless; CREATE COLLATION app.caseless (PROVIDER = icu, LOCALE = 'und-u-ks-level2')`,
    '~ collation app.caseless [deterministic]',
  ),
  m(
    `DROP COLLATION app.mixed; CREATE COLLATION app.mixed (PROVIDER = icu, LOCALE = 'und')`,
    '~ collation app.mixed [provider, locale, lc_collate, lc_ctype]',
  ),
  since(
    17,
    `DROP COLLATION app.built_in; CREATE COLLATION app.built_in (PROVIDER = builtin, LOCALE = 'C')`,
    '~ collation app.built_in [locale]',
  ),
  since(
    16,
    `DROP COLLATION app.ruled; CREATE COLLATION app.ruled (PROVIDER = icu, LOCALE = 'und', RULES = '&b < g')`,
    '~ collation app.ruled [rules]',
  ),
  m('ALTER COLLATION app.plain OWNER TO pg_monitor', '~ collation app.plain [owner]'),
  m('COMMENT ON COLLATION app.plain IS NULL', '~ collation app.plain [comment]'),
];
