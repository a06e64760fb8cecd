import type { Growth, Pace } from '../rows/growth.ts';
import type { CountedEnvironment } from '../workflows/countSides.ts';
import { counted } from './counts.ts';
import { grouped } from './numberText.ts';

/** How many tables are named that grow or shrink most. */
const listedTables = 5;

/** What earlier counts say of an environment's growth, one sentence each; none where there are no earlier counts. */
export function growthSentences({ environment: { name }, growth }: CountedEnvironment): readonly string[] {
  if (growth === undefined) return [];
  const { total, tables } = growth;
  return [
    total === undefined
      ? `Whether ${name} grows as a whole is not known: not every table was counted exactly, now and before`
      : `${name} ${changeWords(total)}${projectionWords(total)}${fewWords(growth)}`,
    ...tables
      .slice(0, listedTables)
      .map((table) => `${table.path} in ${name} ${changeWords(table)}${projectionWords(table)}`),
  ];
}

/** "grew by 12.3 rows a day in 30 days, since 2026-01-03". */
function changeWords({ before, now, perDay, days, since }: Pace): string {
  const time = `in ${counted(Math.round(days), 'day')}, since ${since.slice(0, 10)}`;
  if (perDay === 0) return `holds as many rows as ${counted(Math.round(days), 'day')} ago, on ${since.slice(0, 10)}`;
  const pace = Math.abs(perDay).toLocaleString('en', { maximumFractionDigits: Math.abs(perDay) < 10 ? 2 : 0 });
  return `${perDay > 0 ? 'grew' : 'shrank'} by ${pace} rows a day ${time} (${grouped(before)} to ${grouped(now)})`;
}

function projectionWords({ projection, days }: Pace): string {
  if (projection === undefined) return '';
  return `; at the pace of these ${counted(Math.round(days), 'day')} it holds ${grouped(projection.rows)} by ${projection.on}`;
}

/** Two points are a line whatever lies between them. */
function fewWords({ counts }: Growth): string {
  return counts === 1 ? ', by two counts alone' : '';
}
