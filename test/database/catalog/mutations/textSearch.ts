import type { Mutation } from './mutation.ts';
import { m } from './mutation.ts';

const parser = (change: string): string => `UPDATE pg_ts_parser SET ${change} WHERE prsname = 'words'`;
const ofParser = (attribute: string): string => `~ text search parser app.words [${attribute}]`;
const configuration = (change: string): string => `ALTER TEXT SEARCH CONFIGURATION app.search ${change}`;

export const textSearchMutations: readonly Mutation[] = [
  m(
    'CREATE TEXT SEARCH PARSER app.more (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)',
    '+ text search parser app.more',
  ),
  m(
    'DROP TEXT SEARCH CONFIGURATION app.search; DROP TEXT SEARCH PARSER app.words',
    '- text search configuration app.search',
    '- text search parser app.words',
  ),
  m(parser(`prsstart = 'dsimple_init'::regproc`), ofParser('start function')),
  m(parser(`prstoken = 'dsimple_init'::regproc`), ofParser('token function')),
  m(parser(`prsend = 'dsimple_init'::regproc`), ofParser('end function')),
  // Its types are asked for while the mappings are read, so that another function has to give the same ones.
  m(
    `CREATE FUNCTION app.types(internal) RETURNS internal LANGUAGE internal AS 'prsd_lextype'; ${parser(`prslextype = 'app.types(internal)'::regprocedure`)}`,
    '+ function app.types(internal)',
    ofParser('types function'),
  ),
  m(parser('prsheadline = 0'), ofParser('headline function')),
  m('COMMENT ON TEXT SEARCH PARSER app.words IS NULL', ofParser('comment')),

  m('CREATE TEXT SEARCH TEMPLATE app.more (LEXIZE = dsimple_lexize)', '+ text search template app.more'),
  m(
    `UPDATE pg_ts_template SET tmplinit = 0 WHERE tmplname = 'as_is'`,
    '~ text search template app.as_is [init function]',
  ),
  m(
    `UPDATE pg_ts_template SET tmpllexize = 'dispell_lexize'::regproc WHERE tmplname = 'as_is'`,
    '~ text search template app.as_is [lexize function]',
  ),
  m('COMMENT ON TEXT SEARCH TEMPLATE app.as_is IS NULL', '~ text search template app.as_is [comment]'),

  m('CREATE TEXT SEARCH DICTIONARY app.more (TEMPLATE = simple)', '+ text search dictionary app.more'),
  m(
    `UPDATE pg_ts_dict SET dicttemplate = (SELECT oid FROM pg_ts_template WHERE tmplname = 'simple') WHERE dictname = 'lower'`,
    '~ text search dictionary app.lower [template]',
  ),
  m('ALTER TEXT SEARCH DICTIONARY app.lower (STOPWORDS = french)', '~ text search dictionary app.lower [options]'),
  m(
    'ALTER TEXT SEARCH CONFIGURATION app.search DROP MAPPING FOR asciiword, word; DROP TEXT SEARCH DICTIONARY app.lower',
    '- text search dictionary app.lower',
    '- text search mapping app.search.asciiword',
    '- text search mapping app.search.word',
  ),
  m(
    'DROP TEXT SEARCH TEMPLATE app.as_is CASCADE',
    '- text search template app.as_is',
    '- text search dictionary app.lower',
    '- text search configuration app.search',
  ),
  m('ALTER TEXT SEARCH DICTIONARY app.lower OWNER TO pg_monitor', '~ text search dictionary app.lower [owner]'),
  m('COMMENT ON TEXT SEARCH DICTIONARY app.lower IS NULL', '~ text search dictionary app.lower [comment]'),

  m('CREATE TEXT SEARCH CONFIGURATION app.more (COPY = simple)', '+ text search configuration app.more'),
  m(
    `UPDATE pg_ts_config SET cfgparser = (SELECT oid FROM pg_ts_parser WHERE prsname = 'default') WHERE cfgname = 'search'`,
    '~ text search configuration app.search [parser]',
  ),
  m(configuration('ADD MAPPING FOR host WITH simple'), '+ text search mapping app.search.host'),
  m(configuration('DROP MAPPING FOR email'), '- text search mapping app.search.email'),
  m(
    configuration('ALTER MAPPING FOR word WITH english_stem, app.lower'),
    '~ text search mapping app.search.word [dictionaries]',
  ),
  m(configuration('OWNER TO pg_monitor'), '~ text search configuration app.search [owner]'),
  m('COMMENT ON TEXT SEARCH CONFIGURATION app.search IS NULL', '~ text search configuration app.search [comment]'),
];
