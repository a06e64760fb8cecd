import { createHash } from 'node:crypto';
import type { AppliedProblem } from '../../appliedRevisions.ts';
import type { MigrationProject } from '../../migrationProject.ts';

/** In hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What Git changes when it checks a file out on another system is no change: tells the problems that are more. */
export function isMoreThanLineEnds({ revisions }: MigrationProject): (problem: AppliedProblem) => boolean {
  const texts = new Map(revisions.map(({ id, sql = '' }) => [id, sql.replaceAll('\r\n', '\n')]));
  return ({ revision, detail }) => {
    const text = texts.get(revision) ?? '';
    return ![text, text.replaceAll('\n', '\r\n')].some((each) => sha256(each) === detail);
  };
}
