import type { AppliedProblem } from '../migrations/appliedRevisions.ts';
import type { MigrationProblem } from '../migrations/migrationProject.ts';

/** What is wrong with a migration file or the order of several, as one sentence. */
export function migrationProblemSentence({ reason, detail }: MigrationProblem): string {
  const sentences: Readonly<Record<MigrationProblem['reason'], string>> = {
    fileUnreadable: 'The migration file cannot be read',
    syntaxError: 'The migration has a syntax error',
    notStatic: 'This part of the migration cannot be read without running it',
    revisionMissing: 'The migration names no revision',
    revisionDuplicate: 'Two migrations have the same revision',
    parentMissing: 'The migration follows a revision that no file has',
    cycle: 'The migrations follow each other in a circle',
    headsSeveral: 'The migrations end in several heads that no merge joins',
  };
  return `${sentences[reason]}: ${detail}`;
}

/** What is wrong with what a database's version table says, as one sentence that names the environment. */
export function appliedProblemSentence(environment: string, { reason, revision, detail }: AppliedProblem): string {
  const said = detail === undefined ? '' : ` (${detail})`;
  const sentences: Readonly<Record<AppliedProblem['reason'], string>> = {
    revisionUnknown: `${environment} has revision ${revision}, which no file declares: it is of another branch, or its file was deleted`,
    checksumDiffers: `The file of ${revision} was changed after ${environment} applied it`,
    failed: `${revision} began and did not end in ${environment}`,
    dirty: `${environment} is marked as dirty at ${revision}: somebody must look at it`,
    outOfOrder: `${revision} is pending in ${environment} although a later migration is applied`,
  };
  return `${sentences[reason]}${said}`;
}
