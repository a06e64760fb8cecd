import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readProjects } from '../../../../src/migrations/readProjects.ts';
import { describeProject } from './describeProject.ts';

/** Folders of test/fixtures/frameworks with migrations in code; each says in expected.txt what must be read of it. */
const frameworks = ['django', 'knex', 'node-pg-migrate', 'rails', 'sequelize', 'typeorm'];
const fixtures = new URL('../../../fixtures/frameworks/', import.meta.url);

describe('migrations in code', () => {
  for (const name of frameworks) {
    it(`of ${name} are found, and read to the line`, async () => {
      const folder = new URL(`${name}/`, fixtures);
      const projects = await readProjects({ workspaceFolder: fileURLToPath(folder) });
      const described = projects.map(describeProject).join('\n');
      const expected = new URL('expected.txt', folder);
      assert.equal(described, await readFile(expected, 'utf8'));
    });
  }
});
