import { styleText } from 'node:util';
import { summarize } from '../comparison/compareCatalogs.ts';
import type { DifferenceStatus, Resemblance } from '../comparison/difference.ts';
import type { Explanation } from '../migrations/explanation.ts';
import type { ExplainedDifference } from '../migrations/explanation.ts';
import type { SchemaComparison } from '../workflows/compareSchemas.ts';
import type { ComparedSide } from '../workflows/readSide.ts';
import { countCauses, counted } from './counts.ts';
import { objectSummary } from './objectSummary.ts';
import { verdict } from './verdict.ts';

const marks: Readonly<Record<DifferenceStatus, { mark: string; color: 'red' | 'green' | 'yellow' }>> = {
  leftOnly: { mark: '-', color: 'red' },
  rightOnly: { mark: '+', color: 'green' },
  changed: { mark: '~', color: 'yellow' },
};

/**
 * A comparison for a terminal: the verdict, then a line per difference with the migration that explains it.
 * `-` is only left, `+` only right, `~` in both.
 */
export function toTextReport(comparison: SchemaComparison, options: { readonly color: boolean }): string {
  const style = (color: Parameters<typeof styleText>[0], text: string): string =>
    options.color ? styleText(color, text, { validateStream: false }) : text;
  const { left, right, differences } = comparison;
  const names = differences.map((difference) => `${difference.kind} ${printable(difference.path)}`);
  const width = Math.min(72, Math.max(0, ...names.map((name) => name.length)));
  const lines = [
    style('bold', verdict(comparison)),
    '',
    `- ${sideLine(left)}`,
    `+ ${sideLine(right)}`,
    '',
    ...differences.flatMap((difference, index) => {
      const { mark, color } = marks[difference.status];
      const head = `${style(color, `${mark} ${(names[index] ?? '').padEnd(width)}`)}  ${explanationText(difference.explanation)}`;
      return [head, ...attributeLines(difference), ...suspicionLines(difference)];
    }),
  ];
  if (differences.length > 0) lines.push('', ...totals(comparison));
  if (comparison.ignored.length > 0) lines.push(`${counted(comparison.ignored.length, 'difference')} ignored`);
  if (comparison.normalized > 0) lines.push(normalFormSentence(comparison));
  return `${lines.join('\n')}\n`;
}

function normalFormSentence({ left, right, normalized }: SchemaComparison): string {
  const major = ({ catalog: { server } }: ComparedSide): number => Math.floor(server.versionNumber / 10_000);
  const [low = 0, high = 0] = [major(left), major(right)].toSorted((a, b) => a - b);
  const reason =
    low === high
      ? 'since PostgreSQL writes them differently once they are restored'
      : `since PostgreSQL ${String(low)} and ${String(high)} write them differently`;
  return `${counted(normalized, 'object')} compared in a normal form, ${reason}`;
}

function sideLine(side: ComparedSide): string {
  const revision = side.revision === null ? 'no readable revision' : `revision ${printable(side.revision)}`;
  return `${printable(side.environment.name)}: PostgreSQL ${side.catalog.server.version}, ${revision}`;
}

function attributeLines(difference: ExplainedDifference): string[] {
  if (difference.status !== 'changed') {
    const summary = objectSummary(difference);
    return summary === '' ? [] : [`    ${printable(summary)}`];
  }
  return difference.attributes.map(
    (attribute) =>
      `    ${attribute.name}: ${printable(String(attribute.left ?? 'none'))} -> ${printable(String(attribute.right ?? 'none'))}`,
  );
}

function suspicionLines({ rename, supersededBy, renamedBy, status }: ExplainedDifference): string[] {
  const evidence = ({ matching, of }: Resemblance): string => `${String(matching.length)} of ${String(of)} alike`;
  if (supersededBy !== undefined) {
    return [`    perhaps superseded by ${printable(supersededBy.path)} (${evidence(supersededBy)})`];
  }
  // Once is enough: the other object of the pair stands on the other side.
  if (rename === undefined || status !== 'leftOnly') return [];
  const certainty =
    renamedBy === undefined ? 'perhaps renamed' : `renamed by ${renamedBy.file}:${String(renamedBy.line)}`;
  return [`    ${certainty}: ${printable(rename.path)} (${evidence(rename)})`];
}

function explanationText(explanation: Explanation): string {
  const causes = {
    pending: 'pending',
    'not in effect': 'applied, not in effect',
    'revision unknown': 'revision unknown',
    unmanaged: 'in no migration',
  };
  const cause = causes[explanation.cause];
  return explanation.file === null ? cause : `${cause}: ${explanation.file}:${String(explanation.line ?? 1)}`;
}

function totals({ left, right, differences }: SchemaComparison): string[] {
  const summary = summarize(differences);
  const causes = countCauses(differences);
  return [
    `${counted(differences.length, 'difference')}: ${String(summary.leftOnly)} only in ${printable(left.environment.name)}, ${String(summary.rightOnly)} only in ${printable(right.environment.name)}, ${String(summary.changed)} changed`,
    [
      `${String(causes.pending)} pending`,
      `${String(causes['not in effect'])} applied but not in effect`,
      ...(causes['revision unknown'] === 0 ? [] : [`${String(causes['revision unknown'])} with an unknown revision`]),
      `${String(causes.unmanaged)} in no migration`,
    ].join(', '),
  ];
}

/** A name may hold anything; a terminal would obey its control characters. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) =>
    JSON.stringify(character).slice(1, -1),
  );
}
