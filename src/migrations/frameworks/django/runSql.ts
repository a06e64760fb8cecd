import type { SqlRecorder } from '../../generated/sqlRecorder.ts';
import { join, split, textOf } from '../../values/text.ts';
import { iterate, type Value } from '../../values/value.ts';

/** `RunSQL('...')`, `RunSQL(['...', ('... %s', [1])])`; `RunSQL.noop` is empty. */
export function runSql(sql: Value | undefined, line: number, recorder: SqlRecorder): void {
  if (sql === undefined || isNoop(sql)) return;
  if (sql.kind === 'text') {
    recorder.addText(sql, line);
    return;
  }
  const items = iterate(sql);
  if (items === undefined || (sql.kind === 'sequence' && sql.open)) recorder.notStatic(line, 'RunSQL: SQL');
  for (const item of items ?? []) {
    const text = item.kind === 'sequence' ? item.items[0] : item;
    // With parameters, `%s` stands for a value and `%%` for a sign.
    const hasParameters = item.kind === 'sequence' && item.items.length > 1;
    if (text?.kind === 'text') recorder.addText(hasParameters ? join(split(text, /%s/g), textOf("''")) : text, line);
    else recorder.notStatic(line, 'RunSQL: SQL');
  }
}

export function isNoop(value: Value): boolean {
  return value.kind === 'reference' && value.path.endsWith('.noop');
}
