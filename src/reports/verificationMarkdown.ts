import type { PlanVerification } from '../workflows/verifyPlan.ts';
import { counted } from './counts.ts';
import { markdownCode, markdownTable, markdownText } from './markdownText.ts';
import { operationWords } from './operationWords.ts';
import type { PlanDocumentOptions } from './planMarkdown.ts';
import { explanationText } from './textReport.ts';

/** What became of a plan, as a document. */
export function toVerificationMarkdown(
  verification: PlanVerification,
  { linkTo }: Pick<PlanDocumentOptions, 'linkTo'> = {},
): string {
  const { plan, side, migrations, effects, comparison, unexpected } = verification;
  const place = (file: string, line: number): string => {
    const at = markdownCode(`${file}:${String(line)}`);
    return linkTo === undefined ? at : `[${at}](${linkTo(file, line)})`;
  };
  const of = (state: (typeof effects)[number]['state']): typeof effects =>
    effects.filter((each) => each.state === state);
  const list = (title: string, found: typeof effects): readonly string[] =>
    found.length === 0
      ? []
      : [
          '',
          `## ${title}`,
          '',
          ...found.map(
            ({ effect: { operation, file } }) =>
              `- ${markdownText(operationWords(operation))} (${place(file, operation.line)})`,
          ),
        ];
  const lines = [
    `# Verification of the plan for ${markdownText(plan.environment)}`,
    '',
    `The plan is of ${time(plan.madeAt)} UTC, when it stood at ${revision(plan.revision)}. Read again ${time(side.readAt.toISOString())} UTC, it stands at ${revision(side.revision)}.`,
    '',
    `**${markdownText(verificationSentence(verification))}.**`,
    '',
    ...markdownTable(
      ['Migration', 'Now'],
      migrations.map(({ migration: { id, title }, mark }) => [
        `${markdownText(id)} ${markdownText(title)}`,
        mark === 'applied' ? 'applied' : `**${mark}**`,
      ]),
    ),
    ...list('Not there', of('missing')),
    ...list('Nobody can tell', of('unknown')),
    ...(comparison === undefined || unexpected.length === 0
      ? []
      : [
          '',
          `## Differs from ${markdownText(comparison.right.environment.name)}, and was not to`,
          '',
          ...unexpected.map(
            ({ kind, path, explanation }) =>
              `- ${kind} ${markdownCode(path)}: ${markdownText(explanationText(explanation))}`,
          ),
        ]),
    ...list('There', of('there')),
  ];
  return `${lines.join('\n')}\n`;
}

/** "26 of 28 planned effects are there, 2 are not". */
export function verificationSentence({ migrations, effects, comparison, unexpected }: PlanVerification): string {
  const count = (state: string): number => effects.filter((each) => each.state === state).length;
  const applied = migrations.filter(({ mark }) => mark === 'applied').length;
  const [there, missing, unknown] = [count('there'), count('missing'), count('unknown')];
  const clauses = [
    `${String(applied)} of ${counted(migrations.length, 'planned migration')} applied`,
    missing === 0 && unknown === 0
      ? `all ${counted(effects.length, 'planned effect')} there`
      : `${String(there)} of ${counted(effects.length, 'planned effect')} there`,
    ...(missing === 0 ? [] : [`${String(missing)} not there`]),
    ...(unknown === 0 ? [] : [`${String(unknown)} that nobody can tell`]),
    ...(comparison === undefined
      ? []
      : [
          `${counted(unexpected.length, 'difference')} from ${comparison.right.environment.name} that the plan did not expect`,
        ]),
  ];
  return clauses.join(', ');
}

function revision(id: string | null): string {
  return id === null ? 'no readable revision' : markdownCode(id);
}

function time(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
