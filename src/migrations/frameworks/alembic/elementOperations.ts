import type { Value } from '../../values/value.ts';
import { nameArgument, nameOf, schemaOf } from './callArguments.ts';
import type { UpgradeRecord } from './upgradeRecord.ts';

/** `CREATE SEQUENCE` and its like, as SQLAlchemy's elements spell them: `CreateSequence(Sequence('s'))`. */
export function recordElement(
  record: UpgradeRecord,
  element: string,
  subject: Value | undefined,
  line: number,
): boolean {
  const action = element.startsWith('Create') ? 'create' : 'drop';
  if (/^(Create|Drop)Sequence$/.test(element) && subject?.kind === 'call') {
    const name = nameArgument(subject, 0, 'name');
    const target = { kind: 'sequence', schema: schemaOf(subject), owner: undefined, name } as const;
    record.operations.push({ action, target, line });
    return name !== undefined;
  }
  if (/^(Create|Drop)Schema$/.test(element)) {
    const name = nameOf(subject);
    if (name !== undefined) {
      record.operations.push({ action, target: { kind: 'schema', schema: undefined, owner: undefined, name }, line });
    }
    return name !== undefined;
  }
  return false;
}
