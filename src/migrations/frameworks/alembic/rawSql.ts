import type { Operation } from '../../migrationProject.ts';
import type { SqlOperationReader } from '../../sqlOperationReader.ts';
import { layOut } from '../../values/layOut.ts';
import { type Text, unknownPart } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { callOf } from './callArguments.ts';
import { qualified, reportNotStatic, type UpgradeRecord } from './upgradeRecord.ts';

/** The SQL text in what is executed: a string, or one in `text()` or `DDL()`; undefined where it is something else. */
export function executedText(value: Value | undefined): Text | undefined {
  const call = callOf(value, 'text', 'DDL');
  const inner = call === undefined ? value : (call.positional[0] ?? call.keywords.get('text'));
  return inner?.kind === 'text' ? inner : undefined;
}

/** True of `table.update().where(...)` and its like: SQLAlchemy expressions, which change rows and no schema. */
export function isRowExpression(value: Value | undefined): boolean {
  return value?.kind === 'call' && /(^|[.)])(insert|update|delete|select|union|union_all)\b/.test(value.callee);
}

/** Records what SQL text does, with the lines of the Python file that it stands on. */
export function recordSql(record: UpgradeRecord, text: Text, callLine: number, read: SqlOperationReader): void {
  if (text.text.trim() === '') {
    return;
  }
  const { sql: written, lines } = layOut(withoutParameters(text));
  const sql = written.replaceAll('\\:', ':');
  const isKnown = !text.text.includes(unknownPart);
  // A text that nobody knows the line of stands where it is executed.
  const lineAt = (line: number): number => {
    const known = lines[line - 1] ?? 0;
    return known === 0 ? callLine : known;
  };
  const { operations, dataChanges, problems, transactional } = read(sql);
  // What a migration commits by itself ends the transaction that Alembic began.
  if (!transactional || /^\s*(?:commit|rollback|end)\b/i.test(sql)) {
    record.transactional = false;
  }
  for (const change of dataChanges) {
    if (!change.table.includes(unknownPart)) {
      record.dataChanges.push({ ...change, line: lineAt(change.line) });
    }
  }
  for (const operation of operations) {
    const line = lineAt(operation.line);
    if (mentionsUnknown(operation)) {
      reportNotStatic(record, line, 'execute: name in SQL');
    } else {
      record.operations.push({ ...withoutUnknown(operation), line });
      noteEnum(record, operation);
    }
  }
  for (const problem of problems) {
    if (isKnown) {
      record.problems.push({
        reason: 'syntaxError',
        file: record.file,
        line: lineAt(problem.line),
        detail: problem.detail,
      });
    } else {
      reportNotStatic(record, lineAt(problem.line), 'execute: SQL');
    }
  }
}

/** What is set to a text that only running tells is set to nobody knows what. */
function withoutUnknown({ value, attributes, ...operation }: Operation): Operation {
  const known = Object.entries(attributes ?? {}).filter(([, text]) => !text.includes(unknownPart));
  return {
    ...operation,
    ...(value === undefined || value.includes(unknownPart) ? {} : { value }),
    ...(known.length === 0 ? {} : { attributes: Object.fromEntries(known) }),
  };
}

/** SQLAlchemy creates an enum of a name again when SQL has renamed or dropped the one before. */
function noteEnum(record: UpgradeRecord, { action, target, newName, attribute }: Operation): void {
  if (target.kind !== 'enum' || target.name === undefined) return;
  const { schema, name } = target;
  if (action === 'create') record.createdEnums.add(qualified(schema, name));
  if (action === 'drop' || action === 'rename') record.createdEnums.delete(qualified(schema, name));
  if (action === 'rename' && newName !== undefined) {
    record.createdEnums.add(attribute === 'schema' ? qualified(newName, name) : qualified(schema, newName));
  }
}

function mentionsUnknown({ target, newName }: Operation): boolean {
  const names = [target.schema, target.owner, target.name, newName, target.references?.table];
  return names.some((name) => name?.includes(unknownPart) === true);
}

/** `:name` is a parameter to SQLAlchemy's text() and no SQL; `\:` is a colon (sqlalchemy/sql/compiler.py, BIND_PARAMS). */
function withoutParameters(text: Text): Text {
  const changed = text.text.replaceAll(
    /(?<![:\w\\]):(\w+)(?!:)/g,
    (_, name: string) => unknownPart + '_'.repeat(name.length),
  );
  return { ...text, text: changed };
}
