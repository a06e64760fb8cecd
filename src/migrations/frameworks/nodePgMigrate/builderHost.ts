import { lastName, receiverOf } from '../../javascript/calls.ts';
import type { Host } from '../../javascript/machine.ts';
import type { SqlRecorder } from '../../generated/sqlRecorder.ts';
import { lineOf, split, type Text, textOf } from '../../values/text.ts';
import { concatenate } from '../../values/text.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';
import { escaped, pathOf, type Shorthands } from './columns.ts';
import { elementSql } from './elementSql.ts';
import { tableStatements } from './tableStatements.ts';

/** What a migration is given: `exports.up = (pgm) => ...`. */
export const builderValue: Value = { kind: 'reference', path: 'pgm' };

export interface BuilderState {
  transactional: boolean;
  /** Whether something has been done that node-pg-migrate cannot undo by itself. */
  irreversible: boolean;
}

/** Does what node-pg-migrate's MigrationBuilder does, https://salsita.github.io/node-pg-migrate/migrations/ */
export function createBuilderHost(recorder: SqlRecorder, state: BuilderState, shorthands: () => Shorthands): Host {
  const call = (made: Call): Value | undefined => {
    const receiver = receiverOf(made);
    const path = receiver.kind === 'reference' ? receiver.path : undefined;
    const name = lastName(made);
    if (path === 'pgm.db') {
      query(made);
      return undefined;
    }
    if (path !== 'pgm') {
      const handsOver = made.positional.some((value) => value.kind === 'reference' && value.path === 'pgm');
      if (handsOver) recorder.notStatic(made.line, made.callee);
      return undefined;
    }
    switch (name) {
      case 'sql':
        state.irreversible = true;
        query(made);
        return undefined;
      case 'noTransaction':
        state.transactional = false;
        return undefined;
      case 'func':
        return undefined;
      default:
    }
    const statements = tableStatements(name, made, shorthands()) ?? asPieces(elementSql(name, made), made.line);
    if (statements === undefined) recorder.notStatic(made.line, `pgm.${name}`);
    for (const pieces of statements ?? []) recorder.add(...pieces);
    return undefined;
  };

  const query = (made: Call): void => {
    const [statement, values] = made.positional;
    if (statement?.kind === 'text') recorder.addText(withValues(statement, values), made.line);
    else recorder.notStatic(made.line, 'SQL');
  };

  return { call };
}

function asPieces(sql: readonly string[] | undefined, line: number) {
  return sql?.map((statement) => [{ sql: statement, line }]);
}

/** `{name}` in a text stands for what the second argument says of it. */
function withValues(statement: Text, values: Value | undefined): Text {
  if (values?.kind !== 'dictionary') return statement;
  let text = statement;
  for (const { key, value } of values.entries) {
    const name = knownText(key);
    if (name === undefined) continue;
    const written = value.kind === 'text' || value.kind === 'dictionary' ? pathOf(value) : escaped(value);
    const parts = split(text, new RegExp(`\\{${name.replaceAll(/\W/g, '\\$&')}\\}`, 'g'));
    text = concatenate(parts.flatMap((part, index) => (index === 0 ? [part] : [textOf(written, lineOf(part)), part])));
  }
  return text;
}
