import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CompareError } from '../../../src/compareError.ts';
import { findUsages } from '../../../src/usages/findUsages.ts';
import { groupUsages } from '../../../src/usages/groupUsages.ts';
import { columnForms, tableForms } from '../../../src/usages/nameForms.ts';
import type { Usage, UsageSubject } from '../../../src/usages/usage.ts';
import { createUsageMatcher, isTestFile } from '../../../src/usages/usageMatcher.ts';

const table = (name: string): UsageSubject => ({ kind: 'table', table: name });
const column = (owner: string, name: string): UsageSubject => ({ kind: 'column', table: owner, column: name });

describe('the names of tables and columns in code', () => {
  it('are their own, in camel and Pascal case, and of a table in the singular', () => {
    assert.deepEqual(tableForms('payment_methods'), [
      'payment_methods',
      'paymentMethods',
      'PaymentMethods',
      'PaymentMethod',
      'paymentMethod',
    ]);
    assert.deepEqual(tableForms('categories'), ['categories', 'Categories', 'Category']);
    assert.deepEqual(tableForms('addresses'), ['addresses', 'Addresses', 'Address']);
    assert.deepEqual(tableForms('status'), ['status', 'Status']);
    assert.deepEqual(tableForms('UserAccounts'), ['UserAccounts', 'userAccounts', 'UserAccount', 'userAccount']);
    assert.deepEqual(columnForms('home_address'), ['home_address', 'homeAddress', 'HomeAddress']);
    assert.deepEqual(columnForms('weight'), ['weight']);
  });

  const found = (subject: UsageSubject, text: string): string[] =>
    createUsageMatcher([subject])('a.ts', text).map((usage) => `${String(usage.line)}:${String(usage.column)}`);

  it('count as whole words only', () => {
    const subject = column('t', 'home_address');
    assert.deepEqual(found(subject, 'x\n  row.home_address = "home_address"'), ['2:6', '2:22']);
    assert.deepEqual(found(subject, 'homeAddress, old_home_address, home_addresses, $home_address, home_addressé'), [
      '1:0',
    ]);
    assert.deepEqual(found(table('we.ird (1)*'), 'SELECT * FROM "we.ird (1)*" x'), ['1:15']);
  });

  it('count as plain words only where the table is spoken of', () => {
    const subject = column('providers', 'weight');
    assert.deepEqual(found(subject, 'font.weight = 1'), []);
    assert.deepEqual(found(subject, 'new Provider()\nprovider.weight'), ['2:9']);
  });

  it('tell tests from code', () => {
    for (const file of ['tests/a.py', 'src/a.test.ts', 'a_spec.rb', 'pkg/a_test.go', 'x/__tests__/a.js', 'test_a.py'])
      assert.equal(isTestFile(file), true, file);
    for (const file of ['src/contest.py', 'latest/a.ts', 'attestation.go', 'src/testing.ts'])
      assert.equal(isTestFile(file), false, file);
  });
});

describe('the search for usages', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'usages [x] '));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const write = async (file: string, content: string | Uint8Array = 'home_address'): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  };
  const subjects = [column('providers', 'home_address')];

  it('leaves out what .gitignore does, migrations, and what is generated', async () => {
    await write('.gitignore', 'private/\n*.gen.ts\n!keep.gen.ts\n');
    await write('sub/.gitignore', '/only-here.py\n');
    for (const file of [
      'private/a.py',
      'x.gen.ts',
      'keep.gen.ts',
      'sub/only-here.py',
      'sub/deep/only-here.py',
      'migrations/versions/1.py',
      'node_modules/a/index.js',
      'dist/bundle.js',
      'app/models.py',
      'app/it’s “odd” .py',
      'tests/test_models.py',
    ])
      await write(file);
    const { usages } = await findUsages({ folder, subjects, leaveOut: ['migrations/versions'] });
    assert.deepEqual(
      usages.map(({ file }) => file),
      ['app/it’s “odd” .py', 'app/models.py', 'keep.gen.ts', 'sub/deep/only-here.py', 'tests/test_models.py'],
    );
    const { code, tests } = groupUsages(usages);
    assert.deepEqual(
      code.map((each) => each.folder),
      ['app', '', 'sub/deep'],
    );
    assert.deepEqual(
      tests.map((each) => each.folder),
      ['tests'],
    );
  });

  it('says what it skipped', async () => {
    await write('large.txt', `home_address${' '.repeat(1024 * 1024)}`);
    await write('image.png', new Uint8Array([0x89, 0, ...Buffer.from('home_address')]));
    await write('code.py');
    const { usages, searched, skipped } = await findUsages({ folder, subjects });
    assert.deepEqual([usages.length, searched], [1, 3]);
    assert.deepEqual(skipped, { tooLarge: 1, binary: 1, unreadable: 0 });
  });

  it('hands over what it finds as it goes, and stops when told to', async () => {
    for (let index = 0; index < 100; index += 1) await write(`f${String(index)}.py`);
    const abort = new AbortController();
    const seen: Usage[] = [];
    const search = findUsages({
      folder,
      subjects,
      signal: abort.signal,
      onFound: (usages) => {
        seen.push(...usages);
        abort.abort();
      },
    });
    await assert.rejects(search, (error) => error instanceof CompareError && error.reason === 'cancelled');
    assert.ok(seen.length > 0 && seen.length < 100, String(seen.length));
  });
});
