import type { DifferenceStatus } from '../comparison/difference.ts';
import type { ExplainedDifference } from '../migrations/explanation.ts';
import type { SchemaComparison } from '../workflows/compareSchemas.ts';
import { assumptionSentence } from './assumptionSentence.ts';
import { counted } from './counts.ts';
import { markdownCode, markdownTable, markdownText } from './markdownText.ts';
import { objectSummary } from './objectSummary.ts';
import { explanationText } from './textReport.ts';
import { remainingSentence, summarySentence, verdict } from './verdict.ts';

/** A comparison for a pull request: the verdict, what remains after the pending migrations, and all the rest folded. */
export function toMarkdownReport(comparison: SchemaComparison): string {
  const { left, right, differences, remaining } = comparison;
  const names = { left: left.environment.name, right: right.environment.name };
  const remains = remainingSentence(comparison);
  const table = (list: readonly ExplainedDifference[]): readonly string[] =>
    list.length === 0
      ? []
      : [
          '',
          ...markdownTable(
            ['', 'Object', 'Explanation'],
            list.map((each) => row(each, names)),
          ),
        ];
  const folded = (title: string, list: readonly ExplainedDifference[]): readonly string[] =>
    list.length === 0 ? [] : ['', '<details>', `<summary>${title}</summary>`, ...table(list), '', '</details>'];
  const summary = summarySentence(comparison);
  const lines = [
    `## ${markdownText(names.left)} ↔ ${markdownText(names.right)}`,
    '',
    `**${markdownText(verdict(comparison))}**`,
    ...(summary === undefined ? [] : ['', summary]),
    ...(remains === undefined || remaining === undefined
      ? table(differences)
      : [
          '',
          remains,
          ...table(remaining.differences),
          ...remaining.assumed.map(
            (assumption) =>
              `\n- ${markdownText(assumptionSentence(assumption))} (${markdownCode(`${assumption.file}:${String(assumption.line)}`)})`,
          ),
          ...folded(`All ${counted(differences.length, 'difference')}`, differences),
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

function row(difference: ExplainedDifference, names: { readonly left: string; readonly right: string }): string[] {
  const { kind, path, status, explanation } = difference;
  const where: Readonly<Record<DifferenceStatus, string>> = {
    leftOnly: `only in ${names.left}`,
    rightOnly: `only in ${names.right}`,
    changed: 'changed',
  };
  const note = objectSummary(difference);
  const [cause = '', ...place] = explanationText(explanation).split(': ');
  return [
    markdownText(where[status]),
    `${kind} ${markdownCode(path)}${note === '' ? '' : ` ${markdownText(note)}`}`,
    `${cause}${place.length === 0 ? '' : ` ${markdownCode(place.join(': '))}`}`,
  ];
}
