import { quoteLiteral } from '../../../catalog/identifiers.ts';
import { type SqlRecorder, unknownName } from '../../generated/sqlRecorder.ts';
import { quoteName } from '../../generated/sqlWords.ts';
import { argument } from '../../python/arguments.ts';
import { type Call, iterate, knownText, type Value } from '../../values/value.ts';
import { columnName, columnsOf, columnSql, type FieldContext, isManyToMany, isUnique, lastName } from './fields.ts';
import { alterColumn, fieldIndexes, foreignKeySql, isColumn, throughTable } from './fieldStatements.ts';
import { constraintStatement, indexStatement, togetherStatements } from './indexes.ts';
import { type FieldState, modelKey, type ModelState } from './modelState.ts';
import { indexName, tableName } from './names.ts';
import { runSql } from './runSql.ts';

/** Does what an operation does to the models, and records what it does to the database. */
export function applyOperation(call: Call, context: FieldContext, recorder: SqlRecorder | undefined): void {
  const { app, state } = context;
  const { line } = call;
  const add = (...statements: readonly string[]): void => {
    for (const sql of statements) recorder?.add({ sql, line });
  };
  const given = (name: string, place?: number): Value | undefined => argument(call, place, name);
  const text = (name: string, place?: number): string | undefined => knownText(given(name, place));
  const modelName = text('model_name', 0) ?? text('name', 0) ?? unknownName;
  const key = modelKey(app, modelName);
  const model = state.get(key);
  const set = (changed: ModelState): void => void state.set(key, changed);
  const unknownModel = (): void => recorder?.notStatic(line, `${lastName(call)}: ${modelName}`);
  const emit = model?.managed === false ? () => undefined : add;

  switch (lastName(call)) {
    case 'CreateModel':
      createModel(call, context, recorder);
      return;
    case 'DeleteModel':
      if (model === undefined) {
        unknownModel();
        return;
      }
      emit(...throughTables(model, context).map((table) => `DROP TABLE ${quoteName(table)} CASCADE`));
      emit(`DROP TABLE ${quoteName(model.table)} CASCADE`);
      state.delete(key);
      return;
    case 'RenameModel':
      renameModel(call, context, emit);
      return;
    case 'AlterModelTable': {
      if (model === undefined) {
        unknownModel();
        return;
      }
      const table = tableName(text('table', 1) ?? modelKey(app, model.name).replace('.', '_'));
      if (table !== model.table) emit(`ALTER TABLE ${quoteName(model.table)} RENAME TO ${quoteName(table)}`);
      set({ ...model, table });
      return;
    }
    case 'AddField': {
      const field = fieldOf(text('name', 1), given('field', 2));
      if (model === undefined || field === undefined) {
        unknownModel();
        return;
      }
      set({ ...model, fields: [...model.fields, field] });
      if (isManyToMany(field.call)) emit(...(throughTable(field, model, context)?.statements ?? []));
      else if (isColumn(field)) {
        emit(`ALTER TABLE ${quoteName(model.table)} ADD COLUMN ${columnSql(field, model, context)}`);
        emit(...foreignKeySql(field, model, context), ...fieldIndexes(field, model, context));
      }
      return;
    }
    case 'RemoveField': {
      const name = text('name', 1);
      const field = model?.fields.find((each) => each.name === name);
      if (model === undefined || field === undefined) {
        unknownModel();
        return;
      }
      set({ ...model, fields: model.fields.filter((each) => each !== field) });
      const through = isManyToMany(field.call) ? throughTable(field, model, context) : undefined;
      if (through !== undefined) emit(`DROP TABLE ${quoteName(through.table)} CASCADE`);
      else if (isColumn(field)) {
        emit(`ALTER TABLE ${quoteName(model.table)} DROP COLUMN ${quoteName(columnName(field))} CASCADE`);
      }
      return;
    }
    case 'AlterField': {
      const after = fieldOf(text('name', 1), given('field', 2));
      const before = model?.fields.find((each) => each.name === after?.name);
      if (model === undefined || before === undefined || after === undefined) {
        unknownModel();
        return;
      }
      emit(...alterField(before, after, model, context));
      set({ ...model, fields: model.fields.map((each) => (each === before ? after : each)) });
      return;
    }
    case 'RenameField': {
      const [oldName, newName] = [text('old_name', 1), text('new_name', 2)];
      const before = model?.fields.find((each) => each.name === oldName);
      if (model === undefined || before === undefined || newName === undefined) {
        unknownModel();
        return;
      }
      const after = { ...before, name: newName };
      const renamed = (names: readonly string[]) => names.map((name) => (name === oldName ? newName : name));
      if (isColumn(before)) emit(...alterColumn(before, after, model, context));
      set({
        ...model,
        fields: model.fields.map((each) => (each === before ? after : each)),
        uniqueTogether: model.uniqueTogether.map(renamed),
        indexTogether: model.indexTogether.map(renamed),
      });
      return;
    }
    case 'AddIndex':
    case 'AddIndexConcurrently':
    case 'AddConstraint':
    case 'AddConstraintNotValid': {
      const element = given('index', 1) ?? given('constraint', 1);
      if (model === undefined || element?.kind !== 'call') {
        unknownModel();
        return;
      }
      const sql = lastName(call).startsWith('AddIndex')
        ? indexStatement(element, model, lastName(call).endsWith('Concurrently'))
        : constraintStatement(element, model, lastName(call).endsWith('NotValid'));
      emit(sql);
      const name = knownText(element.keywords.get('name'));
      if (name !== undefined) set({ ...model, indexes: new Map([...model.indexes, [name, { call: element }]]) });
      return;
    }
    case 'RemoveIndex':
    case 'RemoveIndexConcurrently':
      emit(
        `DROP INDEX ${lastName(call).endsWith('Concurrently') ? 'CONCURRENTLY ' : ''}IF EXISTS ${quoteName(text('name', 1))}`,
      );
      return;
    case 'RenameIndex': {
      const fields = textList(given('old_fields'));
      const oldName =
        text('old_name') ??
        (model === undefined ? undefined : indexName(model.table, columnsOf(fields, model), '_idx'));
      emit(`ALTER INDEX ${quoteName(oldName)} RENAME TO ${quoteName(text('new_name', 1))}`);
      return;
    }
    case 'RemoveConstraint': {
      if (model === undefined) {
        unknownModel();
        return;
      }
      const name = text('name', 1);
      const made = name === undefined ? undefined : model.indexes.get(name)?.call;
      // A unique constraint with a condition is an index to PostgreSQL.
      const isIndex = made !== undefined && constraintStatement(made, model, false).startsWith('CREATE UNIQUE INDEX');
      emit(
        isIndex
          ? `DROP INDEX IF EXISTS ${quoteName(name)}`
          : `ALTER TABLE ${quoteName(model.table)} DROP CONSTRAINT ${quoteName(name)}`,
      );
      return;
    }
    case 'ValidateConstraint':
      if (model !== undefined)
        emit(`ALTER TABLE ${quoteName(model.table)} VALIDATE CONSTRAINT ${quoteName(text('name', 1))}`);
      return;
    case 'AlterUniqueTogether':
    case 'AlterIndexTogether': {
      if (model === undefined) {
        unknownModel();
        return;
      }
      const isUniqueSet = lastName(call) === 'AlterUniqueTogether';
      const sets = setsOf(given(isUniqueSet ? 'unique_together' : 'index_together', 1));
      emit(...togetherStatements(model, sets, isUniqueSet));
      set(isUniqueSet ? { ...model, uniqueTogether: sets } : { ...model, indexTogether: sets });
      return;
    }
    case 'AlterModelTableComment': {
      if (model === undefined) {
        unknownModel();
        return;
      }
      const comment = text('table_comment', 1);
      emit(`COMMENT ON TABLE ${quoteName(model.table)} IS ${comment === undefined ? 'NULL' : quoteLiteral(comment)}`);
      return;
    }
    case 'AlterModelOptions':
    case 'AlterModelManagers':
    case 'AlterOrderWithRespectTo':
      return;
    case 'SeparateDatabaseAndState': {
      const scratch: FieldContext = { ...context, state: new Map(state) };
      for (const each of calls(given('database_operations', 0))) applyOperation(each, scratch, recorder);
      for (const each of calls(given('state_operations', 1))) applyOperation(each, context, undefined);
      return;
    }
    case 'RunSQL':
      if (recorder !== undefined) runSql(given('sql', 0), line, recorder);
      return;
    case 'RunPython':
      // What it does is told by running it alone; Django gives it models, so that it mostly changes rows.
      recorder?.notStatic(line, 'RunPython');
      return;
    default: {
      const extension =
        extensions[lastName(call)] ?? (lastName(call) === 'CreateExtension' ? text('name', 0) : undefined);
      if (extension !== undefined) add(`CREATE EXTENSION IF NOT EXISTS ${quoteName(extension)}`);
      else recorder?.notStatic(line, lastName(call));
    }
  }
}

/** https://docs.djangoproject.com/en/stable/ref/contrib/postgres/operations/ */
const extensions: Readonly<Record<string, string>> = {
  BloomExtension: 'bloom',
  BtreeGinExtension: 'btree_gin',
  BtreeGistExtension: 'btree_gist',
  CITextExtension: 'citext',
  CryptoExtension: 'pgcrypto',
  HStoreExtension: 'hstore',
  TrigramExtension: 'pg_trgm',
  UnaccentExtension: 'unaccent',
};

/** The operations in a list; what is no call is left out. */
export function calls(list: Value | undefined): readonly Call[] {
  return (list === undefined ? [] : (iterate(list) ?? [])).flatMap((item) => (item.kind === 'call' ? [item] : []));
}

function fieldOf(name: string | undefined, value: Value | undefined): FieldState | undefined {
  return name === undefined || value?.kind !== 'call' ? undefined : { name, call: value };
}

function textList(value: Value | undefined): readonly string[] {
  return (value === undefined ? [] : (iterate(value) ?? [])).map((item) => knownText(item) ?? unknownName);
}

/** `{('a', 'b')}` and `[['a', 'b'], ['c', 'd']]`; `('a', 'b')` is one. */
function setsOf(value: Value | undefined): readonly (readonly string[])[] {
  const items = value === undefined ? [] : (iterate(value) ?? []);
  if (items.some(({ kind }) => kind === 'text')) return [textList(value)];
  return items.map(textList);
}

function throughTables(model: ModelState, context: FieldContext): readonly string[] {
  return model.fields.flatMap((field) =>
    isManyToMany(field.call) ? (throughTable(field, model, context)?.table ?? []) : [],
  );
}

function createModel(call: Call, context: FieldContext, recorder: SqlRecorder | undefined): void {
  const { app, state } = context;
  const name = knownText(argument(call, 0, 'name')) ?? unknownName;
  const pairs = argument(call, 1, 'fields');
  const options = argument(call, 2, 'options');
  const option = (key: string): Value | undefined =>
    options?.kind === 'dictionary' ? options.entries.find((entry) => knownText(entry.key) === key)?.value : undefined;
  const flagged = (key: string, expected: boolean): boolean => {
    const value = option(key);
    return value?.kind === 'flag' && value.value === expected;
  };
  const fields = (pairs === undefined ? [] : (iterate(pairs) ?? [])).flatMap((pair) => {
    const [fieldName, field] = pair.kind === 'sequence' ? pair.items : [];
    return fieldOf(knownText(fieldName), field) ?? [];
  });
  const written = knownText(option('db_table'));
  const model: ModelState = {
    app,
    name,
    table: tableName(
      written === undefined || written === '' ? modelKey(app, name).replace('.', '_') : written.replaceAll('"', ''),
    ),
    managed: !flagged('managed', false) && !flagged('proxy', true),
    fields,
    uniqueTogether: setsOf(option('unique_together')),
    indexTogether: setsOf(option('index_together')),
    indexes: new Map(
      calls(option('constraints')).flatMap((each) => {
        const constraint = knownText(each.keywords.get('name'));
        return constraint === undefined ? [] : [[constraint, { call: each }] as const];
      }),
    ),
  };
  state.set(modelKey(app, name), model);
  if (!model.managed || recorder === undefined) return;
  const columns = fields.filter(isColumn);
  recorder.add(
    { sql: `CREATE TABLE ${quoteName(model.table)} (`, line: call.line },
    ...columns.map((field, index) => ({
      sql: `${columnSql(field, model, context)}${index + 1 < columns.length ? ',' : ''}`,
      line: field.call.line,
    })),
    { sql: ')', line: call.line },
  );
  for (const field of columns) {
    const statements = [...foreignKeySql(field, model, context), ...fieldIndexes(field, model, context)];
    for (const sql of statements) recorder.add({ sql, line: field.call.line });
  }
  for (const field of fields.filter((each) => isManyToMany(each.call))) {
    for (const sql of throughTable(field, model, context)?.statements ?? [])
      recorder.add({ sql, line: field.call.line });
  }
  const empty: ModelState = { ...model, uniqueTogether: [], indexTogether: [] };
  const together = [
    ...togetherStatements(empty, model.uniqueTogether, true),
    ...togetherStatements(empty, model.indexTogether, false),
  ];
  for (const sql of together) recorder.add({ sql, line: call.line });
  for (const each of calls(option('indexes')))
    recorder.add({ sql: indexStatement(each, model, false), line: each.line });
  for (const each of calls(option('constraints')))
    recorder.add({ sql: constraintStatement(each, model, false), line: each.line });
}

function renameModel(call: Call, context: FieldContext, add: (...statements: readonly string[]) => void): void {
  const { app, state } = context;
  const [oldName, newName] = [knownText(argument(call, 0, 'old_name')), knownText(argument(call, 1, 'new_name'))];
  if (oldName === undefined || newName === undefined) return;
  const model = state.get(modelKey(app, oldName));
  if (model === undefined) return;
  const isDefault = model.table === tableName(modelKey(app, oldName).replace('.', '_'));
  const table = isDefault ? tableName(modelKey(app, newName).replace('.', '_')) : model.table;
  const renamed: ModelState = { ...model, name: newName, table };
  const before = throughTables(model, context);
  state.delete(modelKey(app, oldName));
  state.set(modelKey(app, newName), renamed);
  if (table !== model.table) add(`ALTER TABLE ${quoteName(model.table)} RENAME TO ${quoteName(table)}`);
  for (const [index, through] of throughTables(renamed, context).entries()) {
    const old = before[index];
    if (old === undefined) continue;
    if (old !== through) add(`ALTER TABLE ${quoteName(old)} RENAME TO ${quoteName(through)}`);
    add(
      `ALTER TABLE ${quoteName(through)} RENAME COLUMN ${quoteName(`${oldName.toLowerCase()}_id`)} TO ${quoteName(`${newName.toLowerCase()}_id`)}`,
    );
  }
  // Relations name the model that they lead to; under the old name they still mean it.
  for (const [key, other] of state) {
    const fields = other.fields.map((field): FieldState => {
      const to = knownText(argument(field.call, 0, 'to'))?.toLowerCase();
      if (to !== modelKey(app, oldName) && !(other.app === app && to === oldName.toLowerCase())) return field;
      const keywords = new Map([
        ...field.call.keywords,
        ['to', { kind: 'text', text: `${app}.${newName}`, marks: [] } as const] as const,
      ]);
      return { ...field, call: { ...field.call, positional: [], keywords } };
    });
    state.set(key, { ...other, fields });
  }
}

function alterField(
  before: FieldState,
  after: FieldState,
  model: ModelState,
  context: FieldContext,
): readonly string[] {
  if (!isColumn(before) || !isColumn(after)) return [];
  const table = quoteName(model.table);
  const [oldKey, newKey] = [before, after].map((field) => foreignKeySql(field, model, context)[0]);
  const constraint = /ADD CONSTRAINT ("(?:[^"]|"")*"|\w+)/;
  const [oldIndexes, newIndexes] = [before, after].map((field) => fieldIndexes(field, model, context));
  const named = /^CREATE INDEX ("(?:[^"]|"")*"|\w+)/;
  const unique = quoteName(indexName(model.table, [columnName(after)], '_uniq'));
  return [
    ...(oldKey !== undefined && oldKey !== newKey
      ? [`ALTER TABLE ${table} DROP CONSTRAINT ${constraint.exec(oldKey)?.[1] ?? ''}`]
      : []),
    ...(oldIndexes ?? [])
      .filter((sql) => newIndexes?.includes(sql) !== true)
      .map((sql) => `DROP INDEX IF EXISTS ${named.exec(sql)?.[1] ?? ''}`),
    // Nobody but the database knows what a column's own UNIQUE was called.
    ...alterColumn(before, after, model, context),
    ...(!isUnique(before.call) && isUnique(after.call)
      ? [`ALTER TABLE ${table} ADD CONSTRAINT ${unique} UNIQUE (${quoteName(columnName(after))})`]
      : []),
    ...(isUnique(before.call) && !isUnique(after.call)
      ? [`ALTER TABLE ${table} DROP CONSTRAINT ${quoteName(unknownUnique(model, before))}`]
      : []),
    ...(newIndexes ?? []).filter((sql) => oldIndexes?.includes(sql) !== true),
    ...(newKey !== undefined && oldKey !== newKey ? [newKey] : []),
  ];
}

/** A UNIQUE of CREATE TABLE and ADD COLUMN has PostgreSQL's default name. */
function unknownUnique({ table }: ModelState, field: FieldState): string {
  return `${table}_${columnName(field)}_key`;
}
