import type { CompareOptions } from '../comparison/compareOptions.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import type { ComparedSide } from './readSide.ts';

/**
 * Sets aside the version tables of the migrations that one of the sides was made of: it was no framework that made it,
 * so it has none. Those that a framework keeps in a schema of its own are set aside with the schema.
 */
export function withoutVersionTables(
  options: CompareOptions,
  sides: readonly ComparedSide[],
  projects: readonly MigrationProject[],
): CompareOptions {
  const built = projects.filter(({ folder }) => sides.some(({ versions }) => versions.get(folder) === 'allRevisions'));
  const patterns = built
    .flatMap(({ versionTables }) => versionTables)
    .flatMap(({ schema = '*', name }) => [
      `table:${schema}.${name}`,
      `sequence:${schema}.${name}_*`,
      ...(schema === '*' || schema === 'public' ? [] : [`schema:${schema}`]),
    ]);
  return patterns.length === 0 ? options : { ...options, ignore: [...options.ignore, ...new Set(patterns)] };
}
