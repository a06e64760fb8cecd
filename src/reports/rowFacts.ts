import { isCommon, isData } from '../rows/compareRowCounts.ts';
import type { ComparedTable } from '../rows/compareRowCounts.ts';
import { rowsOf } from '../rows/rowCount.ts';
import { classCounts, foreignKeyRatios, largestTables, strandedTables } from '../rows/rowSummary.ts';
import { counted } from './counts.ts';
import { growthSentences } from './growthWords.ts';
import { grouped, ratioText, shareText, signed } from './numberText.ts';
import { listedTop } from './rowJson.ts';
import type { RowReport } from './rowReport.ts';

/** The tables of a report as lines: those with most rows first, partitions left to their table. */
export function listedRows({ comparison }: RowReport): readonly ComparedTable[] {
  const most = ({ left, right }: ComparedTable): number =>
    Math.max(rowsOf(left?.count) ?? 0, rowsOf(right?.count) ?? 0);
  return comparison.tables
    .filter(({ parent }) => parent === null)
    .toSorted((one, other) => most(other) - most(one) || (one.path < other.path ? -1 : 1));
}

/** Totals, shares, classes, and what stands out, one sentence each without a full stop. */
export function rowSentences(report: RowReport): readonly string[] {
  const { left, right, comparison } = report;
  if (right === undefined)
    return [
      totalOfOne(report),
      ...largestSentence(report, 'left'),
      ...emptySentences(report),
      ...growthSentences(left),
    ];
  const names = { left: left.environment.name, right: right.environment.name };
  const { totals } = comparison;
  const common = comparison.tables.filter(isCommon).length;
  const about = totals.isEstimated ? ', partly estimated' : '';
  return [
    `${grouped(totals.left)} rows in ${names.left}, ${grouped(totals.right)} in ${names.right}, over ${counted(common, 'common table')}: ${ratioText(totals.ratio)}, ${signed(totals.difference)}${about}`,
    ...(totals.unknown === 0
      ? []
      : [`${counted(totals.unknown, 'common table')} left out, since nobody knows how many rows they hold`]),
    ...largestSentence(report, 'left'),
    ...classSentence(report, names),
    ...strandedTables(comparison).map(
      ({ path, rows, right: there }) =>
        `${path} is only in ${there === null ? names.left : names.right} and holds ${counted(rows, 'row')}`,
    ),
    ...renameSentences(report, names),
    ...emptySentences(report),
    ...ratioSentences(report, names),
    ...growthSentences(left),
    ...growthSentences(right),
  ];
}

function totalOfOne({ left, comparison }: RowReport): string {
  const counts = comparison.tables.filter(isData).map((table) => table.left?.count);
  const rows = counts.reduce((sum, count) => sum + (rowsOf(count) ?? 0), 0);
  const about = counts.every((count) => count?.exact === true) ? '' : ', partly estimated';
  return `${grouped(rows)} rows in ${left.environment.name}, in ${counted(counts.length, 'table')}${about}`;
}

/** Suspicions, with the rows that would have to be carried over. */
function renameSentences(
  { findings }: RowReport,
  names: { readonly left: string; readonly right: string },
): readonly string[] {
  const rows = (count: number | undefined): string => (count === undefined ? 'rows unknown' : counted(count, 'row'));
  return (findings?.renames ?? []).map(({ left, right, leftRows, rightRows, superseded }) => {
    const one = `${left} in ${names.left} (${rows(leftRows)})`;
    const other = `${right} in ${names.right} (${rows(rightRows)})`;
    if (superseded === undefined) return `${one} and ${other} are perhaps one table that was renamed`;
    const [old, now] = superseded === 'left' ? [one, right] : [other, left];
    return `${old} was perhaps superseded by ${now}, which both sides have`;
  });
}

const listedEmpty = 8;

function emptySentences({ left, right, findings }: RowReport): readonly string[] {
  return (findings?.emptyForLong ?? []).map(({ side, revision, days, tables }) => {
    const name = (side === 'left' ? left : right)?.environment.name ?? '';
    const more = tables.length > listedEmpty ? ` and ${String(tables.length - listedEmpty)} more` : '';
    const are = tables.length === 1 ? 'is' : 'are';
    return `${counted(tables.length, 'table')} of ${name} ${are} empty although ${revision.id} of ${revision.date}, applied there, created ${tables.length === 1 ? 'it' : 'them'} ${counted(days, 'day')} before: ${tables.slice(0, listedEmpty).join(', ')}${more}`;
  });
}

const listedRatios = 5;

function largestSentence({ left, comparison }: RowReport, side: 'left'): readonly string[] {
  const top = largestTables(comparison, side, listedTop);
  const last = top.at(-1);
  if (last === undefined || top.length < listedTop) return [];
  return [
    `The ${String(listedTop)} largest tables hold ${shareText(last.cumulative)} of the rows of ${left.environment.name}`,
  ];
}

/** How many tables are of which class, in a sentence; none where all are in both with rows. */
export function classSentence(
  { comparison }: RowReport,
  names: { readonly left: string; readonly right: string },
): readonly string[] {
  const classes = classCounts(comparison);
  const parts = [
    [classes.emptyBoth, 'empty in both'],
    [classes.emptyLeft, `empty in ${names.left} alone`],
    [classes.emptyRight, `empty in ${names.right} alone`],
    [classes.leftOnly, `only in ${names.left}`],
    [classes.rightOnly, `only in ${names.right}`],
  ] as const;
  const said = parts.flatMap(([count, words]) => (count === 0 ? [] : [`${String(count)} ${words}`]));
  return said.length === 0 ? [] : [`${counted(comparison.tables.filter(isData).length, 'table')}: ${said.join(', ')}`];
}

function ratioSentences(
  { comparison }: RowReport,
  names: { readonly left: string; readonly right: string },
): readonly string[] {
  const told = foreignKeyRatios(comparison).filter(({ left, right }) => left !== undefined && right !== undefined);
  return told
    .slice(0, listedRatios)
    .map(
      ({ from, to, left = 0, right = 0 }) =>
        `${decimal(left)} ${from} for each ${to} in ${names.left}, ${decimal(right)} in ${names.right}`,
    );
}

function decimal(ratio: number): string {
  return ratio.toLocaleString('en', { maximumFractionDigits: ratio < 1 ? 2 : 1 });
}
