import { quoteLiteral } from '../../../catalog/identifiers.ts';
import { type Piece, type SqlRecorder, unknownName } from '../../generated/sqlRecorder.ts';
import { quoteName, quoteNames, withBrackets } from '../../generated/sqlWords.ts';
import { blockKeyword } from '../../ruby/evaluate.ts';
import { type Call, knownText, type Value } from '../../values/value.ts';
import { columnMethods, columnSql, isSet, type RailsVersion, textOption } from './columns.ts';
import { singularize } from './names.ts';
import {
  addForeignKeySql,
  addIndexSql,
  checkSql,
  commentSql,
  namesOf,
  referenceParts,
  simpleStatements,
  tableSql,
  textValue,
  timestampColumns,
} from './statements.ts';

export interface MigrationRun {
  version: RailsVersion;
  /** Which way it goes: `reversible` and `up_only` ask. */
  readonly direction: 'up' | 'down';
  /** Something has been done that Rails cannot turn round by itself. */
  irreversible: boolean;
}

/** A table while its block runs; `later` are statements after it. */
interface Table {
  readonly name: string;
  readonly isNew: boolean;
  readonly elements: Piece[];
  readonly later: Piece[];
}

/** Asks, says something, or concerns the transaction: no schema shows it. */
const silent =
  /^(?:say|puts|p|print|private|require\w*|include|extend|attr_\w+|safety_assured|disable_ddl_transaction!|disable_statement_timeout|set_lock_timeout|\w+\?|raise|delegate|belongs_to|has_many|has_one|validates?\w*|scope|enum|connection|reset_column_information|warn|sleep|self)$/;

/** What Rails cannot undo by itself in `change` (CommandRecorder of Active Record). */
const irreversible = /^(?:execute|change_column|remove_columns|drop_enum)$/;

/** Does what a migration of Rails does, https://guides.rubyonrails.org/active_record_migrations.html */
export function createMigrationHost(recorder: SqlRecorder, run: MigrationRun): (call: Call) => Value | undefined {
  const tables = new Map<Value, Table>();
  const directions = new Set<Value>();

  const host = (call: Call): Value | undefined => {
    const { receiver } = call;
    const table = receiver === undefined ? undefined : tables.get(receiver);
    if (table !== undefined) {
      return callTable(table, call);
    }
    if (receiver !== undefined && directions.has(receiver)) {
      if (call.callee === run.direction) callBlock(call, []);
      return undefined;
    }
    const isOwn = receiver === undefined || (receiver.kind === 'call' && receiver.callee === 'connection');
    return isOwn ? callMigration(call) : callElsewhere(call);
  };

  /** `User.update_all`, `Rails.logger.info` ...: what models do to rows is not followed. */
  const callElsewhere = (call: Call): Value | undefined => {
    const path = call.receiver?.kind === 'reference' ? call.receiver.path : '';
    if (/(?:^|::)ActiveRecord::Base$/.test(path) && call.callee === 'connection') return undefined;
    const isWriting =
      /^(?:update\w*|delete\w*|destroy\w*|insert\w*|upsert\w*|create!?|find_each|find_in_batches|in_batches|save!?)$/.test(
        call.callee,
      );
    if (isWriting) recorder.notStatic(call.line, `${path === '' ? '' : `${path}.`}${call.callee}`);
    return undefined;
  };

  const callMigration = (call: Call): Value | undefined => {
    const { callee, positional, keywords, line } = call;
    const [first] = positional;
    if (irreversible.test(callee)) run.irreversible = true;
    if (callee === 'remove_column' && positional.length < 3) run.irreversible = true;
    if (callee === 'drop_table' && !keywords.has(blockKeyword)) run.irreversible = true;
    switch (callee) {
      case 'create_table':
      case 'create_join_table':
        createTable(call);
        return undefined;
      case 'change_table': {
        const table: Table = { name: knownText(first) ?? unknownName, isNew: false, elements: [], later: [] };
        runTable(table, call);
        for (const piece of [...table.elements, ...table.later]) recorder.add(piece);
        return undefined;
      }
      case 'drop_join_table':
        recorder.add({ sql: `DROP TABLE ${tableSql(joinTableName(call))}`, line });
        return undefined;
      case 'execute':
      case 'exec_query':
      case 'update':
      case 'delete':
      case 'insert':
        if (first?.kind === 'text') recorder.addText(first, line);
        else recorder.notStatic(line, `${callee}: SQL`);
        return undefined;
      case 'reversible': {
        const before = run.irreversible;
        const direction: Value = { kind: 'method', receiver: textValue('reversible'), name: 'direction' };
        directions.add(direction);
        callBlock(call, [direction]);
        run.irreversible = before;
        return undefined;
      }
      case 'up_only': {
        const before = run.irreversible;
        if (run.direction === 'up') callBlock(call, []);
        run.irreversible = before;
        return undefined;
      }
      case 'say_with_time':
      case 'suppress_messages':
      case 'safety_assured':
      case 'transaction':
      case 'with_lock_retries':
        callBlock(call, []);
        return undefined;
      default:
    }
    const statements = simpleStatements(call, run.version);
    for (const sql of statements ?? []) recorder.add({ sql, line });
    if (statements === undefined && !silent.test(callee)) recorder.notStatic(line, callee);
    return undefined;
  };

  const callBlock = (call: Call, given: readonly Value[]): void => {
    const block = call.keywords.get(blockKeyword);
    if (block?.kind === 'closure') block.call({ positional: given, keywords: new Map(), open: false });
  };

  const runTable = (table: Table, call: Call): void => {
    const builder: Value = { kind: 'method', receiver: textValue(table.name), name: 'table' };
    tables.set(builder, table);
    callBlock(call, [builder]);
  };

  const createTable = (call: Call): void => {
    const { keywords, line } = call;
    const isJoin = call.callee === 'create_join_table';
    const name = isJoin ? joinTableName(call) : (knownText(call.positional[0]) ?? unknownName);
    const table: Table = { name, isNew: true, elements: [], later: [] };
    if (isJoin) {
      for (const each of call.positional.slice(0, 2)) {
        const column = `${singularize(knownText(each) ?? unknownName)}_id`;
        table.elements.push({
          sql: `${quoteName(column)} ${run.version.number >= 501 || run.version.number === 0 ? 'bigint' : 'integer'} NOT NULL`,
          line,
        });
      }
    } else {
      table.elements.push(...primaryKey(call));
    }
    runTable(table, call);
    if (textOption(keywords, 'force') === 'cascade' || isSet(keywords, 'force')) {
      recorder.add({ sql: `DROP TABLE IF EXISTS ${tableSql(name)}`, line });
    }
    const head = `CREATE ${isSet(keywords, 'temporary') ? 'TEMPORARY ' : ''}TABLE ${isSet(keywords, 'if_not_exists') ? 'IF NOT EXISTS ' : ''}${tableSql(name)}`;
    recorder.add(...withBrackets(head, table.elements, line));
    const comment = textOption(keywords, 'comment');
    if (comment !== undefined)
      recorder.add({ sql: `COMMENT ON TABLE ${tableSql(name)} IS ${quoteLiteral(comment)}`, line });
    for (const piece of table.later) recorder.add(piece);
  };

  const primaryKey = ({ keywords, line }: Call): readonly Piece[] => {
    const id = keywords.get('id');
    const key = keywords.get('primary_key');
    if (key?.kind === 'sequence') return [{ sql: `PRIMARY KEY ${quoteNames(namesOf(key))}`, line }];
    if (id?.kind === 'flag' && !id.value) return [];
    const type =
      knownText(id) ??
      (id?.kind === 'dictionary'
        ? knownText(id.entries.find((entry) => knownText(entry.key) === 'type')?.value)
        : undefined);
    const name = quoteName(knownText(key) ?? 'id');
    const byDefault = run.version.number >= 501 || run.version.number === 0 ? 'bigserial' : 'serial';
    const written: Readonly<Record<string, string>> = {
      bigint: 'bigserial',
      integer: 'serial',
      uuid: 'uuid DEFAULT gen_random_uuid() NOT NULL',
      string: 'character varying NOT NULL',
    };
    const definition = type === undefined || type === 'primary_key' ? byDefault : (written[type] ?? type);
    return [{ sql: `${name} ${definition} PRIMARY KEY`, line }];
  };

  const callTable = (table: Table, call: Call): Value | undefined => {
    const { callee, positional, keywords, line } = call;
    const [first] = positional;
    const add = `ALTER TABLE ${tableSql(table.name)} ADD COLUMN`;
    const addColumn = (sql: string): void => {
      table.elements.push({ sql: table.isNew ? sql : `${add} ${sql}`, line });
    };
    const later = (...statements: readonly string[]): void => {
      table.later.push(...statements.map((sql) => ({ sql, line })));
    };
    if (columnMethods.has(callee)) {
      for (const each of positional) {
        const name = knownText(each);
        addColumn(columnSql(name, callee, keywords, run.version));
        later(...commentSql(table.name, name, keywords));
        const index = keywords.get('index');
        if (index !== undefined && !(index.kind === 'flag' && !index.value)) {
          const options = index.kind === 'dictionary' ? index.entries : [];
          later(
            addIndexSql(table.name, each, new Map(options.map((entry) => [knownText(entry.key) ?? '', entry.value]))),
          );
        }
      }
      return undefined;
    }
    switch (callee) {
      case 'column':
        addColumn(columnSql(knownText(first), knownText(positional[1]), keywords, run.version));
        later(...commentSql(table.name, knownText(first), keywords));
        return undefined;
      case 'timestamps':
        for (const column of timestampColumns(keywords, run.version)) addColumn(column);
        return undefined;
      case 'references':
      case 'belongs_to':
        for (const each of positional) {
          const { columns, statements } = referenceParts(
            table.name,
            knownText(each) ?? unknownName,
            keywords,
            run.version,
          );
          for (const column of columns) addColumn(column);
          later(...statements);
        }
        return undefined;
      case 'index':
        later(addIndexSql(table.name, first, keywords));
        return undefined;
      case 'foreign_key':
        later(addForeignKeySql(table.name, knownText(first) ?? unknownName, keywords));
        return undefined;
      case 'check_constraint': {
        const check = checkSql(table.name, { expression: knownText(first), options: keywords });
        if (table.isNew) table.elements.push({ sql: check, line });
        else later(`ALTER TABLE ${tableSql(table.name)} ADD ${check}`);
        return undefined;
      }
      case 'primary_key':
        addColumn(`${quoteName(knownText(first))} bigserial PRIMARY KEY`);
        return undefined;
      default: {
        // `t.remove :a` is `remove_column table, :a`, and so on.
        const name = tableMethods[callee] ?? callee;
        const calls = name === 'remove_columns' || name === 'remove_column' ? 'remove_columns' : name;
        const statements = simpleStatements(
          { ...call, callee: calls, positional: [textValue(table.name), ...positional] },
          run.version,
        );
        if (statements === undefined) recorder.notStatic(line, `t.${callee}`);
        else later(...statements);
        if (irreversible.test(calls)) run.irreversible = true;
        return undefined;
      }
    }
  };

  return host;
}

const tableMethods: Readonly<Record<string, string>> = {
  change: 'change_column',
  change_default: 'change_column_default',
  change_null: 'change_column_null',
  exclusion_constraint: 'add_exclusion_constraint',
  remove: 'remove_columns',
  remove_belongs_to: 'remove_reference',
  remove_references: 'remove_reference',
  rename: 'rename_column',
  unique_constraint: 'add_unique_constraint',
};

/** derive_join_table_name() of Active Record: `assemblies_parts`; a common beginning stands once. */
function joinTableName({ positional, keywords }: Call): string {
  const named = textOption(keywords, 'table_name');
  const names = positional.slice(0, 2).map((each) => knownText(each) ?? unknownName);
  return (
    named ??
    names
      .toSorted()
      .join('\0')
      .replace(/^(.*[._])(.+)\0\1(.+)/, '$1$2_$3')
      .replace('\0', '_')
  );
}
