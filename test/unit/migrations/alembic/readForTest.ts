import { readdir, readFile } from 'node:fs/promises';
import { readAlembic } from '../../../../src/migrations/frameworks/alembic/readAlembic.ts';
import type { MigrationProject } from '../../../../src/migrations/migrationProject.ts';
import { loadSqlReader } from '../../../../src/migrations/sql/readSqlOperations.ts';
import { describeOperation } from './describeOperation.ts';

const fixtures = new URL('../../../fixtures/alembic/', import.meta.url);

/** Reads a project of test/fixtures/alembic with PostgreSQL's own SQL parser. */
export async function readFixture(name: string): Promise<MigrationProject> {
  const folder = new URL(`${name}/versions/`, fixtures);
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (file) => ({ path: `versions/${file}`, text: await readFile(new URL(file, folder), 'utf8') })),
  );
  const environmentFile = { path: 'env.py', text: await readFile(new URL(`${name}/env.py`, fixtures), 'utf8') };
  return readAlembic({ folder: 'versions', files, environmentFile, sql: await loadSqlReader() });
}

export async function readFixtureText(path: string): Promise<string> {
  return readFile(new URL(path, fixtures), 'utf8');
}

/** Reads files given as text, by their paths. */
export async function readFiles(
  files: Readonly<Record<string, string>>,
  environment?: string,
): Promise<MigrationProject> {
  const environmentFile = environment === undefined ? undefined : { path: 'env.py', text: environment };
  return readAlembic({
    folder: 'versions',
    files: Object.entries(files).map(([path, text]) => ({ path, text })),
    environmentFile,
    sql: await loadSqlReader(),
  });
}

export interface ReadUpgrade {
  /** One line of text for each operation; line 1 is the first line of the body. */
  readonly operations: readonly string[];
  /** `line reason: detail`. */
  readonly problems: readonly string[];
}

/** Reads the body of an upgrade function; `module` stands above it and has no lines of its own in the result. */
export async function readUpgrade(body: string, module = ''): Promise<ReadUpgrade> {
  const header = `import sqlalchemy as sa\nfrom alembic import op\nrevision = "r1"\n${module}\ndef upgrade():\n`;
  const indented = body.replace(/^\n/, '').replace(/^(?=.)/gm, '    ');
  const project = await readFiles({ 'versions/r1.py': `${header}${indented}\n` });
  const offset = header.split('\n').length - 1;
  const operations = project.revisions[0]?.operations ?? [];
  return {
    operations: operations.map((operation) => describeOperation({ ...operation, line: operation.line - offset })),
    problems: project.problems.map(
      ({ line, reason, detail }) => `${String((line ?? 0) - offset)} ${reason}: ${detail}`,
    ),
  };
}
