import type { Operation } from '../../migrationProject.ts';
import type { SqlOperationReader } from '../../sqlOperationReader.ts';
import { lineOf, type Text, unknownPart } from '../../python/text.ts';
import type { Value } from '../../python/value.ts';
import { callOf } from './callArguments.ts';
import { reportNotStatic, type UpgradeRecord } from './upgradeRecord.ts';

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
  const { sql, lines } = layOut(withoutParameters(text));
  const isKnown = !text.text.includes(unknownPart);
  // A text that nobody knows the line of stands where it is executed.
  const lineAt = (line: number): number => {
    const known = lines[line - 1] ?? 0;
    return known === 0 ? callLine : known;
  };
  const { operations, problems } = read(sql);
  for (const operation of operations) {
    const line = lineAt(operation.line);
    if (mentionsUnknown(operation)) {
      reportNotStatic(record, line, 'execute: name in SQL');
    } else {
      record.operations.push({ ...operation, line });
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

/**
 * Gives every piece of a text that stands on a line of its own in the Python file a line of its own in the SQL, so
 * that lines of the SQL tell lines of the file. A line break goes only where it means nothing to SQL.
 */
function layOut(text: Text): { sql: string; lines: number[] } {
  const starts = [0, ...lineBreaks(text)];
  const pieces = starts.map((start, index) => text.text.slice(start, starts[index + 1]));
  const lines = pieces.flatMap((piece, index) => {
    let at = starts[index] ?? 0;
    return piece.split('\n').map((row) => {
      const line = lineOf(text, at) ?? 0;
      at += row.length + 1;
      return line;
    });
  });
  return { sql: pieces.join('\n').replaceAll('\\:', ':'), lines };
}

/** Where a new piece begins and neither a word nor something quoted goes on. */
function lineBreaks(text: Text): number[] {
  const quoted = [...text.text.matchAll(/'[^']*'|"[^"]*"|\$(\w*)\$[^]*?\$\1\$|--[^\n]*|\/\*[^]*?\*\//g)];
  return text.marks
    .map((mark) => mark.at)
    .filter((at) => at > 0 && at < text.text.length && text.text[at - 1] !== '\n')
    .filter((at) => /\W/.test(text.text.slice(at - 1, at + 1)))
    .filter((at) => !quoted.some((match) => match.index < at && at < match.index + match[0].length));
}
