import type { PageExplanation } from '../../src/protocol/pageModel.ts';
import { counted, oneLine } from './text.ts';

export type Cause = PageExplanation['cause'];

/** The causes in the order in which the page speaks of them. */
export const causes: readonly Cause[] = ['pending', 'not in effect', 'unmanaged', 'revision unknown'];

const tags: Readonly<Record<Cause, string>> = {
  pending: 'pending',
  'not in effect': 'applied, not in effect',
  unmanaged: 'in no migration',
  'revision unknown': 'revision unknown',
};

/** The words of the small label in front of a migration's name. */
export function causeTag(cause: Cause): string {
  return tags[cause];
}

/** The words after the number in the legend under the bar. */
export function causeLegend(cause: Cause, pendingMigrations: number): string {
  return cause === 'pending' ? `explained by ${counted(pendingMigrations, 'pending migration')}` : tags[cause];
}

/** The part of a class name or custom property that stands for a cause. */
export function causeToken(cause: Cause): string {
  return cause.replaceAll(' ', '-');
}

export interface MigrationLink {
  /** The start of the file's base name, which may be cut off in the middle of the whole. */
  readonly head: string;
  /** The end of the base name and `:line`, which always stays readable. */
  readonly tail: string;
  /** The whole path and line. */
  readonly location: string;
}

const tailLength = 9;

/** Where an explanation leads to; null where it names no file. */
export function migrationLink(explanation: Pick<PageExplanation, 'file' | 'line'>): MigrationLink | null {
  if (explanation.file === null) return null;
  const base = oneLine(explanation.file.slice(explanation.file.lastIndexOf('/') + 1));
  const line = explanation.line === null ? '' : `:${explanation.line}`;
  const cut = Math.max(0, base.length - tailLength);
  return { head: base.slice(0, cut), tail: base.slice(cut) + line, location: oneLine(explanation.file) + line };
}

/** The explanation as a sentence, for tooltips and screen readers. */
export function explanationSentence(explanation: PageExplanation, names: { left: string; right: string }): string {
  const side = explanation.side === null ? '' : oneLine(names[explanation.side]);
  const revision = explanation.revision === null ? 'the migration' : oneLine(explanation.revision);
  const link = migrationLink(explanation);
  const where = link === null ? '' : `\n${link.location}`;
  switch (explanation.cause) {
    case 'pending':
      return `${revision} is pending${side && ` on ${side}`}${where}`;
    case 'not in effect':
      return `${revision} is applied${side && ` on ${side}`}, but not in effect${where}`;
    case 'revision unknown':
      return `The revision${side && ` of ${side}`} cannot be read${where}`;
    case 'unmanaged':
      return 'No migration mentions this object';
  }
}
