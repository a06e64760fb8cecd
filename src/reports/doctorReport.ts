import type { DoctorReport, DoctorStep } from '../workflows/doctorStep.ts';
import { doctorLine, doctorVerdict } from './doctorSentences.ts';
import type { DoctorLine } from './doctorSentences.ts';
import { markdownText } from './markdownText.ts';
import { printable } from './textReport.ts';

const marks: Readonly<Record<DoctorStep['outcome'], string>> = {
  passed: '✓',
  warning: '!',
  failed: '✗',
  notReached: '·',
};

/** A step on a line of its own, with what to do on the next. */
export function toTextStep(step: DoctorStep): string {
  const { title, finding, fix, outcome } = doctorLine(step);
  const said = outcome === 'notReached' ? 'not reached' : printable(finding);
  return `${marks[outcome]} ${title}: ${said}\n${fix === undefined ? '' : `    ${printable(fix)}\n`}`;
}

export function toTextVerdict(report: DoctorReport): string {
  return `\n${printable(doctorVerdict(report))}\n`;
}

/** The JSON of `doctor`: a contract, whose changes change `formatVersion`. */
export interface JsonDoctor {
  readonly formatVersion: 1;
  readonly environment: string;
  /** ISO 8601 instant. */
  readonly examinedAt: string;
  readonly outcome: 'passed' | 'warning' | 'failed';
  readonly steps: readonly {
    readonly step: string;
    readonly outcome: DoctorStep['outcome'];
    readonly finding: string;
    readonly fix: string | null;
    /** Of a step that failed: its kind of error. */
    readonly reason: string | null;
  }[];
}

export function toJsonDoctor(report: DoctorReport): JsonDoctor {
  return {
    formatVersion: 1,
    environment: report.environment,
    examinedAt: report.examinedAt.toISOString(),
    outcome: outcomeOf(report),
    steps: report.steps.map((each) => {
      const { step, outcome, finding, fix } = doctorLine(each);
      const reason = each.outcome === 'failed' ? each.error.reason : null;
      return { step, outcome, finding, fix: fix ?? null, reason };
    }),
  };
}

/** The worst of the steps. */
export function outcomeOf({ steps }: DoctorReport): JsonDoctor['outcome'] {
  const outcomes = new Set(steps.map(({ outcome }) => outcome));
  return outcomes.has('failed') ? 'failed' : outcomes.has('warning') ? 'warning' : 'passed';
}

const markdownMarks: Readonly<Record<DoctorStep['outcome'], string>> = {
  passed: '✅',
  warning: '⚠️',
  failed: '❌',
  notReached: '▫️',
};

/** One document: every step with what was found, and at the end what to do first. */
export function toMarkdownDoctor(report: DoctorReport): string {
  const { environment, examinedAt } = report;
  return [
    `# Doctor: ${markdownText(environment)}`,
    '',
    `Examined ${examinedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`,
    '',
    ...report.steps.map(doctorLine).flatMap(markdownLine),
    '',
    `**${markdownText(doctorVerdict(report))}**`,
    '',
  ].join('\n');
}

function markdownLine({ title, finding, fix, outcome }: DoctorLine): readonly string[] {
  const said = outcome === 'notReached' ? 'not reached' : markdownText(finding);
  return [
    `- ${markdownMarks[outcome]} **${title}**: ${said}`,
    ...(fix === undefined ? [] : [`  - ${markdownText(fix)}`]),
  ];
}
