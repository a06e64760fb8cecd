import type { Operation } from '../migrations/migrationProject.ts';
import type { Assumption } from '../migrations/remaining/applyPending.ts';

const verbs: Readonly<Record<Operation['action'], string>> = {
  create: 'creates',
  alter: 'changes',
  rename: 'renames',
  drop: 'drops',
};

/** What was taken for granted about a pending migration, in one sentence without its place and a full stop. */
export function assumptionSentence({ reason, revision, operation }: Assumption): string {
  const what = operation === undefined ? 'something' : `${verbs[operation.action]} ${described(operation)}`;
  switch (reason) {
    case 'conditional':
      return `${revision} ${what} under a condition, which was taken to hold`;
    case 'notRead':
      return `A part of ${revision} cannot be read without running it, and was left out`;
    case 'notUnderstood':
      return `${revision} ${what}, which is not there or could not be followed, and was left out`;
  }
}

function described({ target: { kind, schema, owner, name } }: Operation): string {
  const names = [schema, owner, name].filter((part) => part !== undefined);
  return names.length === 0 ? `a ${kind}` : `${kind} ${names.join('.')}`;
}
