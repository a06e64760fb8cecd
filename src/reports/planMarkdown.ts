import type { MigrationRisk, StepRisk } from '../migrations/risk/risk.ts';
import { frameworkOf } from '../migrations/frameworks/frameworks.ts';
import type { MigrationPlan, PlannedProject } from '../workflows/planMigration.ts';
import type { TableSize } from '../rows/tableSize.ts';
import { counted } from './counts.ts';
import { errorSentence } from './errorSentences.ts';
import { appliedProblemSentence } from './migrationSentences.ts';
import { markdownCode, markdownTable, markdownText } from './markdownText.ts';
import { checksAfter, checksBefore } from './planChecks.ts';
import type { PlanCheck } from './planChecks.ts';
import { bytesWords } from './numberText.ts';
import {
  applyCommand,
  backupCommand,
  losesBeyondTables,
  overallGrade,
  pendingRisks,
  riskiest,
  sizeOf,
  tablesLosingData,
} from './planFacts.ts';
import { groupSteps } from './planSteps.ts';
import {
  blocksWords,
  relationPath,
  reversibilitySentence,
  reversibilityWord,
  riskSentence,
  rowsWords,
  stepWords,
  workWords,
} from './riskSentences.ts';
import { explanationText } from './textReport.ts';
import { usagesMarkdown } from './usagesMarkdown.ts';

export interface PlanDocumentOptions {
  /** The link that a place in a file becomes; without it the place is named. */
  readonly linkTo?: (file: string, line: number) => string;
}

/** The plan as a document to read, to discuss and to tick off. */
export function toPlanMarkdown(plan: MigrationPlan, options: PlanDocumentOptions = {}): string {
  const pending = pendingRisks(plan);
  const sections = [
    heading(plan),
    standing(plan),
    ...(pending.length === 0
      ? []
      : [overview(plan, options), ...migrations(plan, options), tables(plan), accepted(plan, options)]),
    ...(pending.length === 0 ? [] : [backup(plan), checks('Checks before', checksBefore(plan)), commands(plan)]),
    ...(pending.length === 0 ? [] : [checks('Checks after', checksAfter(plan))]),
    usages(plan, options),
    remaining(plan),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function heading({ side }: MigrationPlan): readonly string[] {
  return [
    `# Migration plan for ${markdownText(side.environment.name)}`,
    '',
    `Read ${side.readAt.toISOString().slice(0, 16).replace('T', ' ')} UTC from PostgreSQL ${side.catalog.server.version}, database ${markdownCode(side.catalog.server.database)}. Nothing was changed.`,
  ];
}

function standing(plan: MigrationPlan): readonly string[] {
  const { side, projects } = plan;
  const known = side.standing;
  const worst = riskiest(plan);
  const days =
    known?.daysBehind === undefined || known.daysBehind === 0 ? '' : ` (${counted(known.daysBehind, 'day')})`;
  const sentence =
    known === undefined
      ? 'Which migrations it has applied cannot be read.'
      : known.pending.length === 0
        ? 'It has applied every migration.'
        : `It is **${counted(known.pending.length, 'migration')}${days} behind**.`;
  const revision = side.revision === null ? '' : `It stands at ${markdownCode(side.revision)}. `;
  return [
    '## Where it stands',
    '',
    `${revision}${sentence}`,
    ...(worst === undefined ? [] : ['', `Risk: **${overallGrade(plan)}**. ${markdownText(riskSentence(worst))}.`]),
    ...projects.flatMap(({ applied }) =>
      (applied?.problems ?? []).map(
        (problem) => `\n- ${markdownText(appliedProblemSentence(side.environment.name, problem))}`,
      ),
    ),
  ];
}

function overview(plan: MigrationPlan, { linkTo }: PlanDocumentOptions): readonly string[] {
  return [
    '## Pending migrations, in order',
    '',
    ...markdownTable(
      ['#', 'Migration', 'Risk', 'Reversible', 'Touches'],
      pendingRisks(plan).map((risk, index) => [
        String(index + 1),
        place(risk, linkTo),
        risk.verdict.grade,
        reversibilityWord(risk.reversibility),
        touches(risk),
      ]),
    ),
  ];
}

/** Up to five tables by name. */
function touches({ relations, creates }: MigrationRisk): string {
  if (relations.length === 0) return creates.length === 0 ? 'no table' : 'only what is new';
  const names = relations.slice(0, 5).map((relation) => markdownCode(relationPath(relation)));
  return [...names, ...(relations.length > 5 ? [`${String(relations.length - 5)} more`] : [])].join(', ');
}

function place({ revision }: MigrationRisk, linkTo: PlanDocumentOptions['linkTo']): string {
  const title = `${markdownText(revision.id)} ${markdownText(revision.title)}`;
  return linkTo === undefined ? title : `[${title}](${linkTo(revision.file, revision.line)})`;
}

function migrations(plan: MigrationPlan, { linkTo }: PlanDocumentOptions): readonly (readonly string[])[] {
  return pendingRisks(plan).map((risk, index) => {
    const { revision, transactional } = risk;
    const at = `${revision.file}:${String(revision.line)}`;
    const where =
      linkTo === undefined ? markdownCode(at) : `[${markdownCode(at)}](${linkTo(revision.file, revision.line)})`;
    return [
      `### ${String(index + 1)}. ${markdownText(revision.title === '' ? revision.id : revision.title)}`,
      '',
      `${where}${revision.date === undefined ? '' : `, ${revision.date}`}`,
      '',
      `Risk: **${risk.verdict.grade}**. ${markdownText(riskSentence(risk))}.`,
      '',
      ...(risk.creates.length === 0
        ? []
        : [`- makes ${risk.creates.map((relation) => markdownCode(relationPath(relation))).join(', ')}`]),
      `- ${reversibilitySentence(risk.reversibility, risk.downgrade)}`,
      `- runs ${transactional ? 'in one transaction' : 'outside of a transaction: what is done stays done if it fails'}`,
      ...stepTable(risk, linkTo),
    ];
  });
}

function stepTable({ steps, revision }: MigrationRisk, linkTo: PlanDocumentOptions['linkTo']): readonly string[] {
  const groups = groupSteps(steps);
  if (groups.length === 0) return [];
  return [
    '',
    ...markdownTable(
      ['Line', 'What', 'Lock', 'Work', 'Safer'],
      groups.map(({ first, words }) => [
        linkTo === undefined ? String(first.line) : `[${String(first.line)}](${linkTo(revision.file, first.line)})`,
        markdownText(words),
        lockCell(first),
        first.losesData ? 'loses data' : workWords(first.work, first.isUncertain),
        `${first.safer === undefined ? '' : `${markdownText(first.safer)} `}[${first.rule}](${first.manual})`,
      ]),
    ),
  ];
}

function lockCell({ locks }: StepRisk): string {
  if (locks.length === 0) return 'none';
  return locks
    .map((lock) => `${lock.mode} on ${markdownCode(relationPath(lock))} (${blocksWords(lock.mode)})`)
    .join(', ');
}

function tables(plan: MigrationPlan): readonly string[] {
  const risks = pendingRisks(plan);
  const touched = risks.flatMap(({ relations }, index) => relations.map((relation) => ({ relation, index })));
  if (touched.length === 0) return [];
  const why = plan.sizesMissing;
  return [
    '## Tables that are locked',
    '',
    ...markdownTable(
      ['Table', 'Rows', 'Size', 'By', 'Strongest lock', 'Work'],
      touched.map(({ relation, index }) => {
        const size = sizeOf(plan, relation);
        return [
          markdownCode(relationPath(relation)),
          size === undefined && why !== undefined ? 'not read' : rowsCell(size),
          size === undefined ? '' : bytesWords(size.bytes),
          String(index + 1),
          `${relation.mode} (${blocksWords(relation.mode)})`,
          relation.losesData ? 'loses data' : workWords(relation.work),
        ];
      }),
    ),
    ...(why === undefined ? [] : ['', `The sizes could not be read: ${markdownText(errorSentence(why))}`]),
  ];
}

function rowsCell(size: TableSize | undefined): string {
  if (size === undefined) return 'not there yet';
  if (size.rows === null) return 'never analysed';
  const words = rowsWords({ rows: size.rows.count, exact: size.rows.source === 'count' });
  const source = { count: '', analyze: ', as last analysed', statistics: ', by its statistics' }[size.rows.source];
  const date = size.rows.source === 'analyze' && size.analyzedAt !== null ? ` ${size.analyzedAt.slice(0, 10)}` : '';
  return `${words}${source}${date}`;
}

function accepted(plan: MigrationPlan, { linkTo }: PlanDocumentOptions): readonly string[] {
  const taken = pendingRisks(plan).flatMap(({ revision, steps }) =>
    steps.flatMap((step) => (step.accepted === undefined ? [] : [{ revision, step, reason: step.accepted }])),
  );
  if (taken.length === 0) return [];
  return [
    '## Accepted risks',
    '',
    ...taken.map(({ revision, step, reason }) => {
      const at = markdownCode(`${revision.file}:${String(step.line)}`);
      const where = linkTo === undefined ? at : `[${at}](${linkTo(revision.file, step.line)})`;
      return `- ${where} ${markdownText(stepWords(step))} (${step.rule}): ${markdownText(reason)}`;
    }),
  ];
}

function backup(plan: MigrationPlan): readonly string[] {
  const losing = tablesLosingData(plan);
  const isAll = losesBeyondTables(plan);
  const sentence = isAll
    ? 'It drops more than can be named: dump the whole database.'
    : losing.length === 0
      ? 'No step drops data. A dump is worth having all the same:'
      : `It loses data of ${counted(losing.length, 'table')}, and no downgrade brings it back: dump first.`;
  return ['## Back up', '', sentence, '', '```sh', backupCommand(plan, isAll ? [] : losing), '```'];
}

function commands(plan: MigrationPlan): readonly string[] {
  return ['## Apply', '', ...plan.projects.filter(({ pending }) => pending.length > 0).flatMap(command)];
}

function command(planned: PlannedProject): readonly string[] {
  const { framework, folder } = planned.project;
  const text = applyCommand(planned);
  const { label } = frameworkOf(framework);
  if (text === undefined) {
    return [`The files of ${markdownCode(folder)}, one after the other, as your project applies them.`];
  }
  return [`With ${label}, for ${markdownCode(folder)}:`, '', '```sh', text, '```'];
}

function checks(title: string, list: readonly PlanCheck[]): readonly string[] {
  return [
    `## ${title}`,
    ...list.flatMap(({ words, text, language }) => [
      '',
      `- [ ] ${markdownText(words)}`,
      '',
      `  \`\`\`${language}`,
      ...text.split('\n').map((line) => `  ${line}`),
      '  ```',
    ]),
  ];
}

function usages({ usages: found, side }: MigrationPlan, { linkTo }: PlanDocumentOptions): readonly string[] {
  if (found === undefined) return [];
  const title = `## Code that uses what ${markdownText(side.environment.name)} lacks`;
  return [title, '', ...usagesMarkdown(found, linkTo)];
}

function remaining({ comparison, projects }: MigrationPlan): readonly string[] {
  if (comparison === undefined) return [];
  const isPending = projects.some(({ pending }) => pending.length > 0);
  const list = isPending ? (comparison.remaining?.differences ?? comparison.differences) : comparison.differences;
  const other = markdownText(comparison.right.environment.name);
  const title = `## What will still differ from ${other}`;
  if (list.length === 0) return [title, '', 'Nothing.'];
  return [
    title,
    '',
    `${counted(list.length, 'difference')} that no pending migration removes:`,
    '',
    ...markdownTable(
      ['Object', 'Where', 'Explanation'],
      list.map(({ kind, path, status, explanation }) => [
        `${kind} ${markdownCode(path)}`,
        status === 'changed'
          ? 'changed'
          : `only in ${markdownText(comparison[status === 'leftOnly' ? 'left' : 'right'].environment.name)}`,
        markdownText(explanationText(explanation)),
      ]),
    ),
  ];
}
