import { styleText } from 'node:util';
import { summarize } from '../comparison/compareCatalogs.ts';
import type { DifferenceStatus, Resemblance } from '../comparison/difference.ts';
import type { Explanation } from '../migrations/explanation.ts';
import type { ExplainedDifference } from '../migrations/explanation.ts';
import type { SchemaComparison } from '../workflows/compareSchemas.ts';
import type { ComparedSide } from '../workflows/readSide.ts';
import { counted } from './counts.ts';
import { objectSummary } from './objectSummary.ts';
import { assumptionSentence } from './assumptionSentence.ts';
import { normalFormSentence } from './normalFormSentence.ts';
import { remainingSentence, remainingWay, summarySentence, verdict } from './verdict.ts';

const marks: Readonly<Record<DifferenceStatus, { mark: string; color: 'red' | 'green' | 'yellow' }>> = {
  leftOnly: { mark: '-', color: 'red' },
  rightOnly: { mark: '+', color: 'green' },
  changed: { mark: '~', color: 'yellow' },
};

/**
 * A comparison for a terminal: the verdict, then a line per difference with the migration that explains it.
 * `-` is only left, `+` only right, `~` in both. With `excludePending` the lines are what remains after the pending
 * migrations.
 */
export function toTextReport(
  comparison: SchemaComparison,
  options: { readonly color: boolean; readonly excludePending?: boolean },
): string {
  const style = (color: Parameters<typeof styleText>[0], text: string): string =>
    options.color ? styleText(color, text, { validateStream: false }) : text;
  const { left, right, remaining } = comparison;
  const after = options.excludePending === true ? remaining : undefined;
  const differences = after?.differences ?? comparison.differences;
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
  if (comparison.differences.length > 0) lines.push(...(differences.length > 0 ? [''] : []), ...totals(comparison));
  const remains = remainingSentence(comparison);
  if (remains !== undefined) lines.push(remains);
  if (remaining !== undefined && remaining.ran.length > 0)
    lines.push(`    ${printable(remainingWay(comparison) ?? '')}`);
  for (const assumption of remaining?.assumed ?? []) {
    lines.push(
      `    ${printable(assumptionSentence(assumption))}: ${printable(assumption.file)}:${String(assumption.line)}`,
    );
  }
  if (comparison.ignored.length > 0) lines.push(`${counted(comparison.ignored.length, 'difference')} ignored`);
  const normalForm = normalFormSentence(comparison);
  if (normalForm !== undefined) lines.push(normalForm);
  return `${lines.join('\n')}\n`;
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

/** "pending: migrations/1.sql:3". */
export function explanationText(explanation: Pick<Explanation, 'cause' | 'file' | 'line'>): string {
  const causes = {
    pending: 'pending',
    'not in effect': 'applied, not in effect',
    'revision unknown': 'revision unknown',
    unmanaged: 'in no migration',
  };
  const cause = causes[explanation.cause];
  return explanation.file === null ? cause : `${cause}: ${explanation.file}:${String(explanation.line ?? 1)}`;
}

function totals(comparison: SchemaComparison): string[] {
  const { left, right, differences } = comparison;
  const { leftOnly, rightOnly, changed } = summarize(differences);
  const names = { left: printable(left.environment.name), right: printable(right.environment.name) };
  return [
    summarySentence(comparison) ?? counted(differences.length, 'difference'),
    `${String(leftOnly)} only in ${names.left}, ${String(rightOnly)} only in ${names.right}, ${String(changed)} changed`,
  ];
}

/** A name may hold anything; a terminal would obey its control characters. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what it looks for
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (character) =>
    JSON.stringify(character).slice(1, -1),
  );
}
