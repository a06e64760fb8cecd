import assert from 'node:assert/strict';
import { contributes } from '../../../package.json';
import { defaultCompareOptions } from '../../../src/comparison/compareOptions.ts';
import { closestWord } from '../../../src/environments/closestWord.ts';
import { defaultTimeouts } from '../../../src/environments/provider.ts';
import { readEnvironments } from '../../../src/environments/readEnvironments.ts';
import { readTimeouts } from '../../../src/environments/readTimeouts.ts';
import { readCountHistory } from '../../../src/workflows/readCountHistory.ts';
import { readCompareOptions } from '../../../src/workflows/readCompareOptions.ts';

const settings = contributes.configuration.properties;

describe('the settings in package.json', () => {
  it('describe what all types of environments have in common in the same words', () => {
    const [postgres, sqlFiles] = settings['databaseCompare.environments'].items.oneOf;
    assert.ok(postgres !== undefined && sqlFiles !== undefined);
    for (const name of ['name', 'role', 'schemas', 'envFile'] as const) {
      assert.deepEqual(postgres.properties[name], sqlFiles.properties[name]);
    }
  });

  it('have a description for each property and each choice', () => {
    const visit = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const { properties, ...rest } = schema as Record<string, unknown> & {
        properties?: Record<string, Record<string, unknown>>;
      };
      for (const [name, property] of Object.entries(properties ?? {})) {
        assert.equal(typeof property['markdownDescription'], 'string', `${path}.${name}`);
        visit(property, `${path}.${name}`);
      }
      const { enum: choices, enumDescriptions } = rest as { enum?: unknown[]; enumDescriptions?: unknown[] };
      if (choices !== undefined) assert.equal(enumDescriptions?.length, choices.length, path);
      for (const [key, part] of Object.entries(rest)) {
        if (Array.isArray(part)) part.forEach((item) => visit(item, `${path}/${key}`));
        else visit(part, `${path}/${key}`);
      }
    };
    visit(contributes.configuration, '');
  });

  it('have the options of a comparison and their defaults as the comparison has them', () => {
    const { properties } = settings['databaseCompare.compare'];
    const defaults = Object.entries(properties).map(([name, property]) => [name, property.default]);
    assert.deepEqual(Object.fromEntries(defaults), defaultCompareOptions);
  });

  it('say what is wrong with an option, and compare by its default', async () => {
    const { options, problems } = await readCompareOptions({
      owners: 'yes',
      storage: true,
      renames: { 'table:public.a': 'public.b', 'table:public.c': true },
      columnorder: true,
    });
    assert.deepEqual(options, { ...defaultCompareOptions, storage: true });
    assert.deepEqual(problems.map(({ message }) => message).sort(), [
      'databaseCompare.compare: "owners" is "yes"; expected true or false',
      'databaseCompare.compare: "renames.table:public.c" is true, which means nothing here',
      'databaseCompare.compare: unknown property "columnorder"; did you mean "columnOrder"?',
    ]);
    const renames = { 'table:public.a': 'public.b', 'column:public.a.x': false };
    assert.deepEqual((await readCompareOptions({ renames })).options.renames, renames);
  });

  it('give examples that work', async () => {
    const context = { workspaceFolder: '/w', variables: {} };
    for (const example of settings['databaseCompare.environments'].examples) {
      const { environments, problems } = await readEnvironments(example, context);
      assert.deepEqual([problems, environments.length], [[], example.length]);
    }
  });

  it('have the timeouts that count without them', async () => {
    const { timeouts, problems } = await readTimeouts(settings['databaseCompare.timeouts'].default);
    assert.deepEqual([timeouts, problems], [defaultTimeouts, []]);
  });

  it('have the number of kept counts that counts without it, and for what is none', async () => {
    const { default: kept } = settings['databaseCompare.countHistory'];
    assert.deepEqual(await readCountHistory(undefined), { kept, problems: [] });
    assert.deepEqual(await readCountHistory(0), { kept: 0, problems: [] });
    const wrong = await readCountHistory(-1);
    assert.deepEqual([wrong.kept, wrong.problems.length], [kept, 1]);
  });
});

describe('readTimeouts', () => {
  it('turns seconds into milliseconds, and takes the default for what is left out', async () => {
    const { timeouts, problems } = await readTimeouts({ connectSeconds: 0.25, statementSeconds: 0 });
    assert.deepEqual(timeouts, { ...defaultTimeouts, connect: 250, statement: 0 });
    assert.deepEqual(problems, []);
    assert.deepEqual(await readTimeouts(undefined), { timeouts: defaultTimeouts, problems: [] });
  });

  it('reports what is wrong, and takes the default for it', async () => {
    const { timeouts, problems } = await readTimeouts({
      connectSeconds: 0,
      lockSeconds: '5',
      statementSecond: 9,
      idleInTransactionSeconds: 1,
    });
    assert.deepEqual(timeouts, { ...defaultTimeouts, idleInTransaction: 1_000 });
    assert.deepEqual(problems.map(({ message }) => message).toSorted(), [
      'databaseCompare.timeouts: "connectSeconds" is 0; expected 0.1 to 2000000',
      'databaseCompare.timeouts: "lockSeconds" is "5"; expected a number',
      'databaseCompare.timeouts: unknown property "statementSecond"; did you mean "statementSeconds"?',
    ]);
    const whole = await readTimeouts(5);
    assert.deepEqual(whole.timeouts, defaultTimeouts);
    assert.deepEqual(
      whole.problems.map(({ message }) => message),
      ['databaseCompare.timeouts: the value is 5; expected an object'],
    );
  });
});

describe('closestWord', () => {
  const words = ['connectionString', 'host', 'port', 'production'];
  const cases: [word: string, closest: string | undefined][] = [
    ['host', 'host'],
    ['HOST', 'host'],
    ['hots', 'host'],
    ['prt', 'port'],
    ['prod', 'production'],
    ['connectionstring', 'connectionString'],
    ['conectionSting', 'connectionString'],
    ['p', undefined],
    ['', undefined],
    ['url', undefined],
    ['__proto__', undefined],
  ];
  for (const [word, closest] of cases) {
    it(`of ${JSON.stringify(word)} is ${String(closest)}`, () => {
      assert.equal(closestWord(word, words), closest);
    });
  }
});
