import assert from 'node:assert/strict';
import { readCatalog } from '../../../src/catalog/readCatalog.ts';
import type { Session } from '../../../src/catalog/session.ts';
import { errorSentence } from '../../../src/reports/errorSentences.ts';
import { compareCatalogs } from '../../../src/comparison/compareCatalogs.ts';
import { defaultTimeouts } from '../../../src/environments/provider.ts';
import { createLambdaProvider } from '../../../src/environments/providers/lambda/lambdaProvider.ts';
import { startLambdaServer } from '../../support/lambda/lambdaServer.ts';
import type { LambdaServer } from '../../support/lambda/lambdaServer.ts';
import { openDatabase } from '../../support/openDatabase.ts';
import { sharedServer } from '../../support/postgresServers.ts';
import { sampleSql } from '../../unit/sample/sampleFiles.ts';
import {
  badFunction,
  environmentOf,
  failureOf,
  foreignFunction,
  foreignMapping,
  open,
  ownFunction,
} from './support.ts';

const hostile = `CREATE SCHEMA "a.b"; CREATE TABLE "a.b"."""; drop table x; --" ("<img onerror=1>" text DEFAULT E'\\\\ ''$1''');
  CREATE VIEW public.v AS SELECT 1 AS one, '$1'::text AS dollar; CREATE TYPE public.e AS ENUM ('a', E'b\\nc');`;

describe('a database behind a function', function () {
  this.timeout(60_000);
  let server: LambdaServer;
  let uri: string;
  let sampleUri: string;

  before(async () => {
    const postgres = await sharedServer(14);
    uri = await postgres.createDatabase(hostile);
    sampleUri = await postgres.createDatabase(sampleSql('production'));
    server = await startLambdaServer({
      own: { module: ownFunction, variables: { DATABASE_URL: uri } },
      sample: { module: ownFunction, variables: { DATABASE_URL: sampleUri } },
      foreign: { module: foreignFunction, variables: { DATABASE_URL: uri } },
      unreachable: { module: ownFunction, variables: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/app' } },
      unset: { module: ownFunction },
      bad: { module: badFunction },
      slow: { module: badFunction, timeout: 500 },
      starting: { module: badFunction, timeout: 2_500 },
    });
  });
  after(() => server.stop());

  const withSession = async <T>(session: Promise<Session>, use: (session: Session) => Promise<T>): Promise<T> => {
    const opened = await session;
    try {
      return await use(opened);
    } finally {
      await opened.close();
    }
  };
  const direct = async () => withSession(openDatabase(uri), (session) => readCatalog(session));

  for (const [name, more] of [
    ['own', { functionName: 'own' }],
    ['own, by its ARN and alias', { functionName: 'arn:aws:lambda:eu-central-1:123456789012:function:own:live' }],
    ['foreign', { functionName: 'foreign', ...foreignMapping }],
  ] as const) {
    it(`is read as it is directly: ${name}`, async () => {
      const session = await open(environmentOf(server.endpoint, more));
      const catalog = await withSession(Promise.resolve(session), readCatalog);
      // The function of the tool has its server say so; another one says nothing of it.
      assert.equal(session.nothingWritten?.(), name === 'foreign' ? undefined : true);
      const comparison = compareCatalogs(await direct(), catalog);
      assert.deepEqual(comparison.differences, []);
      assert.equal(
        catalog.objects.some((object) => object.name === '"; drop table x; --'),
        true,
      );
      assert.equal(catalog.server.database, (await direct()).server.database);
    });
  }

  it('takes two invocations for a catalog', async () => {
    const before = server.invocations('sample');
    await withSession(open(environmentOf(server.endpoint, { functionName: 'sample' })), (session) =>
      readCatalog(session),
    );
    assert.equal(server.invocations('sample') - before, 2);
  });

  it('takes three invocations at most for 200 tables, and says in the log how many', async () => {
    const many = `DO $$ BEGIN FOR i IN 1..200 LOOP EXECUTE format('CREATE TABLE public.%I (
        id uuid PRIMARY KEY, name varchar(255) NOT NULL, state char(2), created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz, active boolean DEFAULT true, amount numeric(12, 2) CHECK (amount >= 0), notes text,
        kind int NOT NULL, other uuid REFERENCES public.%I);
        CREATE INDEX ON public.%I (state, kind)', 'table ' || i, 'table ' || greatest(1, i - 1), 'table ' || i);
      END LOOP; END $$`;
    const variables = { DATABASE_URL: await (await sharedServer(14)).createDatabase(many) };
    const functions = await startLambdaServer({
      own: { module: ownFunction, variables },
      foreign: { module: foreignFunction, variables },
    });
    try {
      for (const more of [{}, { functionName: 'foreign', ...foreignMapping }]) {
        const notes: string[] = [];
        const provider = createLambdaProvider({ timeouts: defaultTimeouts, onNote: (note) => void notes.push(note) });
        const environment = environmentOf(functions.endpoint, more);
        const catalog = await withSession(provider.open(environment), (session) => readCatalog(session));
        assert.equal(catalog.objects.filter(({ kind }) => kind === 'table').length, 200);
        const count = functions.invocations(environment.functionName);
        assert.ok(count <= 3, String(count));
        assert.deepEqual(notes, [`production: ${environment.functionName} was invoked ${String(count)} times`]);
      }
    } finally {
      await functions.stop();
    }
  });

  it('gives parameters and values as they are', async () => {
    const sql = `SELECT $1::text AS text, $2::text[] AS list, $3::int AS number, true AS yes, NULL AS nothing, '{"a": 1}'::json AS json`;
    const odd = `a'b"c\\d\n$1 \u{1f418}`;
    for (const more of [{}, { functionName: 'foreign', ...foreignMapping }]) {
      const rows = await withSession(open(environmentOf(server.endpoint, more)), (session) =>
        session.query(sql, [odd, [odd, 'x,y', null], 7]),
      );
      const [{ list, ...row }] = rows as [Record<string, unknown>];
      assert.deepEqual(row, { text: odd, number: 7, yes: true, nothing: null, json: { a: 1 } });
      assert.notEqual(list, null);
    }
  });

  it('stops when cancelled', async () => {
    const controller = new AbortController();
    await withSession(open(environmentOf(server.endpoint)), async (session) => {
      const running = session.query('SELECT pg_catalog.pg_sleep(20)', [], { signal: controller.signal });
      setTimeout(() => controller.abort(), 200);
      assert.equal((await failureOf(running)).reason, 'cancelled');
    });
    assert.equal((await failureOf(open(environmentOf(server.endpoint), AbortSignal.abort()))).reason, 'cancelled');
  });

  it('is asked again while AWS is too busy', async () => {
    const busy = {
      status: 429,
      error: 'TooManyRequestsException',
      body: '{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}',
    };
    server.failNext({ ...busy, times: 2 });
    const rows = await withSession(open(environmentOf(server.endpoint)), (session) => session.query('SELECT 1 AS one'));
    assert.deepEqual(rows, [{ one: 1 }]);
    server.failNext({ ...busy, times: 5 });
    const error = await failureOf(open(environmentOf(server.endpoint)));
    assert.equal(error.reason, 'throttled');
  });

  const refusals: readonly [reason: string, what: string, answer: { status: number; error?: string; body: string }][] =
    [
      [
        'accessDenied',
        'a role that may not invoke',
        {
          status: 403,
          error: 'AccessDeniedException',
          body: '{"Message":"User: arn:aws:iam::1:user/a is not authorized to perform: lambda:InvokeFunction"}',
        },
      ],
      [
        'tokenExpired',
        'an expired token',
        {
          status: 403,
          error: 'ExpiredTokenException',
          body: '{"message":"The security token included in the request is expired"}',
        },
      ],
      [
        'credentialsRefused',
        'keys that nobody knows',
        {
          status: 403,
          error: 'UnrecognizedClientException',
          body: '{"message":"The security token included in the request is invalid."}',
        },
      ],
      ['replyMalformed', 'half an answer', { status: 200, body: '{"protocol":1,"columns":[{"name":"a","ty' }],
      ['replyMalformed', 'an answer of something else', { status: 200, body: '"hello"' }],
      ['replyMalformed', 'a broken compressed answer', { status: 200, body: '{"protocol":1,"gzip":"AAAA"}' }],
    ];
  for (const [reason, what, answer] of refusals) {
    it(`is said to be out of reach for ${what}`, async () => {
      server.failNext({ ...answer, times: 1 });
      const error = await failureOf(open(environmentOf(server.endpoint)));
      assert.equal(error.reason, reason, JSON.stringify(error.details));
      assert.equal(error.details['function'], 'own');
    });
  }

  const failures: readonly [reason: string, environment: Parameters<typeof environmentOf>[1]][] = [
    ['functionUnknown', { functionName: 'nowhere' }],
    ['connectionRefused', { functionName: 'unreachable' }],
    ['functionFailed', { functionName: 'unset' }],
    ['functionFailed', { functionName: 'bad', request: { mode: 'throws', sql: '${sql}' } }],
    ['functionSilent', { functionName: 'slow', request: { mode: 'slow' } }],
    ['replyTooLarge', { functionName: 'bad', request: { mode: 'large' } }],
    ['replyMalformed', { functionName: 'bad', request: { mode: 'page' } }],
    ['replyMalformed', { functionName: 'bad', request: { mode: 'list' } }],
    ['replyMalformed', { functionName: 'bad', request: { mode: 'nothing' } }],
    ['serverError', { functionName: 'foreign', ...foreignMapping, request: { action: 'other' } }],
    ['connectionRefused', { endpoint: 'http://127.0.0.1:1' }],
  ];
  for (const [reason, more] of failures) {
    it(`says ${reason} for ${JSON.stringify(more)}`, async () => {
      const error = await failureOf(open(environmentOf(server.endpoint, more)));
      assert.equal(error.reason, reason, JSON.stringify(error.details));
    });
  }

  it('says that a function is starting, and what it may be where it never answers', async () => {
    const phases: string[] = [];
    const environment = environmentOf(server.endpoint, { functionName: 'starting', request: { mode: 'slow' } });
    const provider = createLambdaProvider({ timeouts: defaultTimeouts });
    const error = await failureOf(provider.open(environment, { onProgress: (phase) => phases.push(phase) }));
    assert.deepEqual(phases, ['invoking the function', 'the function is starting']);
    assert.match(
      errorSentence(error),
      /before it had answered the first question \(2\.5 s\): it was still starting, or/,
    );
  });

  it('says by how much an answer is too large', async () => {
    const error = await failureOf(
      withSession(open(environmentOf(server.endpoint)), (session) =>
        session.query(`SELECT string_agg(md5(i::text), '') AS text FROM generate_series(1, 400000) i`),
      ),
    );
    assert.equal(error.reason, 'replyTooLarge');
    assert.ok(Number(error.details['bytes']) > Number(error.details['limit']), JSON.stringify(error.details));
  });

  it('says that a statement took too long', async () => {
    const short = createLambdaProvider({ timeouts: { ...defaultTimeouts, statement: 300 } });
    const error = await failureOf(
      withSession(short.open(environmentOf(server.endpoint)), (session) =>
        session.query('SELECT pg_catalog.pg_sleep(5)'),
      ),
    );
    assert.deepEqual([error.reason, error.details['timeout']], ['statementTimeout', 300]);
  });
});
