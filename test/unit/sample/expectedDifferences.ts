import { scenario } from './sampleFiles.ts';

/** The scenario's differences in the words of `factDifferences`. */
export function expectedDifferences(): readonly string[] {
  return scenario.differences
    .map(({ kind, path, status }) => {
      const name = path.replace(/^public\./, '').replaceAll('"', '');
      return `${status === 'leftOnly' ? 'left' : 'right'} ${kind} ${name}`;
    })
    .sort();
}

/** The rows of one side's tables, the migration tool's own among them, without the tables that hold none. */
export function expectedRowCounts(side: 'production' | 'local'): Readonly<Record<string, number>> {
  const rows = Object.entries(scenario[side].rows).filter(([, count]) => count > 0);
  return { ...Object.fromEntries(rows), [scenario.versionTable]: 1 };
}
