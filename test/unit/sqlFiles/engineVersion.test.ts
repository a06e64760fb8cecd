import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { engineVersion } from '../../../src/environments/providers/sqlFiles/openDatabase.ts';

it('saved databases are kept apart by the version of PGlite that is installed', async () => {
  const file = new URL('../../../node_modules/@electric-sql/pglite/package.json', import.meta.url);
  assert.equal(engineVersion, (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version);
});
