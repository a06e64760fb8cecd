import type { PageCount, PageCountedTable, PageCountSummary } from '../protocol/countModel.ts';
import type { ComparedCount, ComparedTable, RowSide } from '../rows/compareRowCounts.ts';
import { isData, pathOn } from '../rows/compareRowCounts.ts';
import type { CountObstacle, TableBytes } from '../rows/rowCount.ts';
import { rowsOf } from '../rows/rowCount.ts';
import type { RowRatio } from '../rows/rowSummary.ts';
import { classCounts, foreignKeyRatios, largestTables } from '../rows/rowSummary.ts';
import { countedPair } from '../workflows/countedPair.ts';
import type { PairingRules } from '../workflows/countedPair.ts';
import type { CountedEnvironment } from '../workflows/countSides.ts';
import type { RowFindings } from '../workflows/rowFindings.ts';
import { grouped, ratioText, signed } from './numberText.ts';
import { estimateSentence } from './rowCountWords.ts';
import { classSentence, rowSentences } from './rowFacts.ts';
import type { RowReport } from './rowReport.ts';

/** What the page shows of row counts, finished or not. */
export interface RowPage {
  readonly tables: readonly PageCountedTable[];
  /** null while nothing was listed. */
  readonly summary: PageCountSummary | null;
}

export interface CountedSides {
  /** undefined while the side is not listed, and where it could not be. */
  readonly left: CountedEnvironment | undefined;
  readonly right: CountedEnvironment | undefined;
  /** What else stands out, once it has been looked for. */
  readonly findings?: RowFindings | undefined;
}

/** The report of what was counted; undefined where nothing was. Of one side alone it is about that side. */
export function rowReportOf({ left, right, findings }: CountedSides, rules: PairingRules): RowReport | undefined {
  const first = left ?? right;
  if (first === undefined) return undefined;
  const second = left === undefined ? undefined : right;
  return {
    ...countedPair(first, second, rules),
    ...(findings === undefined ? {} : { findings }),
  };
}

/**
 * The page's model of row counts.
 *
 * @param isRunning more is to come, so that sentences about the whole would be wrong
 */
export function toRowPage(sides: CountedSides, rules: PairingRules, isRunning: boolean): RowPage {
  const report = rowReportOf(sides, rules);
  if (report === undefined) return { tables: [], summary: null };
  const { comparison } = report;
  const facts = { left: factsOf(sides.left), right: factsOf(sides.right) };
  const isWhole = sides.left !== undefined && sides.right !== undefined;
  const sideOf = (table: ComparedTable, side: RowSide): PageCount | null => {
    const compared = sides.left === undefined && side === 'right' ? table.left : table[side];
    const fact = facts[side]?.get(pathOn(table, side));
    return compared === null || fact === undefined ? null : pageCount(compared, fact);
  };
  const tables = comparison.tables.flatMap((table): readonly PageCountedTable[] => {
    const listed = facts.left?.get(table.path) ?? facts.right?.get(pathOn(table, 'right'));
    if (listed === undefined) return [];
    const { path, rightPath, kind, parent, isVersionTable: isTool, isEstimated, difference, ratio } = table;
    return [
      {
        path,
        rightPath: rightPath ?? null,
        schema: listed.schema,
        name: listed.name,
        kind,
        parent,
        class: isWhole ? table.class : null,
        isData: isData(table),
        isVersionTable: isTool,
        left: sideOf(table, 'left'),
        right: sideOf(table, 'right'),
        difference: isWhole ? (difference ?? null) : null,
        ratio: isWhole ? (ratio ?? null) : null,
        isEstimated,
      },
    ];
  });
  return { tables, summary: summaryOf(report, sides, tables, isRunning) };
}

function summaryOf(
  report: RowReport,
  sides: CountedSides,
  tables: readonly PageCountedTable[],
  isRunning: boolean,
): PageCountSummary {
  const { comparison } = report;
  const isWhole = sides.left !== undefined && sides.right !== undefined;
  const total = (side: RowSide): number =>
    tables.reduce((sum, table) => sum + (table.isData ? (table[side]?.rows ?? 0) : 0), 0);
  const rows = { left: total('left'), right: total('right') };
  const said = isRunning ? [] : rowSentences(report);
  // Of two sides the first sentence is about the totals.
  const headline = (isWhole ? said[0] : undefined) ?? soFar(sides, rows, isRunning);
  // The classes stand on the page as filters.
  const shownElsewhere = new Set([headline, ...(isWhole ? classSentence(report, namesOf(report)) : [])]);
  const isEqual =
    isWhole && !isRunning && tables.length > 0 && tables.every((table) => !table.isData || table.difference === 0);
  const paths = new Map(
    comparison.tables.flatMap(({ path, rightPath = path }) => [[rightPath, path] as const, [path, path] as const]),
  );
  const largest = (side: RowSide) =>
    largestTables(comparison, sides.left === undefined ? 'left' : side, listedTop).map(
      ({ path, share, cumulative }) => ({ path, share, cumulative }),
    );
  return {
    headline: isEqual ? `${headline}. Every table holds as many rows on both sides` : headline,
    sentences: shortened(said.filter((sentence) => !shownElsewhere.has(sentence))).map((sentence) =>
      inParts(sentence, paths),
    ),
    rows,
    ratio: isWhole ? (comparison.totals.ratio ?? null) : null,
    classes: isWhole ? classCounts(comparison) : null,
    largest: {
      left: sides.left === undefined ? [] : largest('left'),
      right: sides.right === undefined ? [] : largest('right'),
    },
    ratios: isRunning || !isWhole ? [] : foreignKeyRatios(comparison).slice(0, listedRatios).map(pageRatio),
  };
}

const listedTop = 10;
const listedRatios = 200;
/** Of tables on one side alone there may be thousands, and a sentence on each. */
const listedSentences = 60;

function shortened(sentences: readonly string[]): readonly string[] {
  if (sentences.length <= listedSentences) return sentences;
  const left = sentences.length - listedSentences;
  return [...sentences.slice(0, listedSentences), `And ${grouped(left)} more like these, which the reports have too`];
}

function namesOf({ left, right }: RowReport): { readonly left: string; readonly right: string } {
  return { left: left.environment.name, right: right?.environment.name ?? '' };
}

function soFar({ left, right }: CountedSides, rows: PageCountSummary['rows'], isRunning: boolean): string {
  const parts = [
    ...(left === undefined ? [] : [`${grouped(rows.left)} rows in ${left.environment.name}`]),
    ...(right === undefined ? [] : [`${grouped(rows.right)} rows in ${right.environment.name}`]),
  ];
  return `${parts.join(', ')}${isRunning ? ' so far' : ''}`;
}

function pageRatio({ from, to, left, right, factor }: RowRatio) {
  return { from, to, left: left ?? null, right: right ?? null, factor: factor ?? null };
}

/** As quote_ident() writes names: https://www.postgresql.org/docs/current/functions-string.html */
const pathPattern = /((?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")*")\.(?:[a-z_][a-z0-9_$]*|"(?:[^"]|"")*"))/;

/** The sentence with the tables' names in it as parts of their own; `paths`: of the rows that are meant, by name. */
function inParts(sentence: string, paths: ReadonlyMap<string, string>): PageCountSummary['sentences'][number] {
  const parts: PageCountSummary['sentences'][number] = [];
  for (const text of sentence.split(pathPattern)) {
    const last = parts.at(-1);
    const path = paths.get(text);
    if (path !== undefined) parts.push({ text, path });
    else if (last?.path === null) last.text += text;
    else if (text !== '') parts.push({ text, path: null });
  }
  return parts;
}

interface SideFacts {
  readonly schema: string;
  readonly name: string;
  readonly bytes: TableBytes | null;
  readonly deadRows: number | null;
}

/** What is known of a side's tables by path; of a partitioned one, that of its partitions together. */
function factsOf(side: CountedEnvironment | undefined): ReadonlyMap<string, SideFacts> | undefined {
  if (side === undefined) return undefined;
  const byPath = new Map(side.tables.map((table) => [table.path, table]));
  const facts = new Map<string, SideFacts>(side.tables.map((table) => [table.path, table]));
  for (const table of side.tables) {
    if (table.kind === 'partitioned table') continue;
    for (let above = table.parent; above !== null; above = byPath.get(above)?.parent ?? null) {
      const sum = facts.get(above);
      if (sum !== undefined) facts.set(above, { ...sum, ...added(sum, table) });
    }
  }
  return facts;
}

function added(sum: SideFacts, part: SideFacts): Pick<SideFacts, 'bytes' | 'deadRows'> {
  const bytes =
    sum.bytes === null || part.bytes === null
      ? null
      : {
          heap: sum.bytes.heap + part.bytes.heap,
          indexes: sum.bytes.indexes + part.bytes.indexes,
          toast: sum.bytes.toast + part.bytes.toast,
        };
  return { bytes, deadRows: part.deadRows === null ? sum.deadRows : (sum.deadRows ?? 0) + part.deadRows };
}

function pageCount({ count }: ComparedCount, { bytes, deadRows }: SideFacts): PageCount {
  const rows = rowsOf(count) ?? null;
  return {
    state: count === undefined ? 'waiting' : count.exact ? 'counted' : rows === null ? 'unknown' : 'estimated',
    rows,
    note: estimateSentence(count) ?? null,
    obstacle: count === undefined || count.exact ? null : obstacleWords[count.obstacle],
    bytes,
    deadRows,
  };
}

/** A table as a line to copy, its cells parted by tabs so that a spreadsheet takes it. */
export function rowAsText({ path, rightPath, left, right, difference, ratio, isEstimated }: PageCountedTable): string {
  const rows = (side: PageCount | null): string =>
    typeof side?.rows === 'number' ? `${side.state === 'counted' ? '' : '~'}${grouped(side.rows)}` : '';
  const about = isEstimated ? '~' : '';
  return [
    rightPath === null ? path : `${path} → ${rightPath}`,
    rows(left),
    rows(right),
    difference === null ? '' : about + signed(difference),
    ratio === null ? '' : about + ratioText(ratio),
  ].join('\t');
}

const obstacleWords: Readonly<Record<CountObstacle, string | null>> = {
  asked: null,
  statementTimeout: 'took too long',
  lockTimeout: 'locked',
  permissionDenied: 'no permission',
  changed: 'gone meanwhile',
  stopped: 'stopped before',
  failed: 'failed',
};
