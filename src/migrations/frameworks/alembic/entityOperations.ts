import { quoteIdentifier } from '../../../catalog/identifiers.ts';
import type { Operation } from '../../migrationProject.ts';
import { drop } from '../../operationBuilders.ts';
import { argument } from '../../python/arguments.ts';
import type { SqlOperationReader } from '../../sqlOperationReader.ts';
import { iterate, knownText, type Call, type Value } from '../../values/value.ts';
import { calledName, isSet } from './callArguments.ts';

/** The statements that create and that replace an entity of alembic_utils. */
interface EntitySql {
  readonly create: string;
  /** Whether `create` replaces what is there; else it is dropped before. */
  readonly replaces: boolean;
}

/**
 * What `op.create_entity(...)`, `replace_entity` and `drop_entity` of alembic_utils do; undefined where the entity is
 * not written out in the call. https://olirice.github.io/alembic_utils/
 */
export function entityOperations(name: string, call: Call, read: SqlOperationReader): readonly Operation[] | undefined {
  const entity = call.positional[0] ?? call.keywords.get('entity');
  const sql = entity?.kind === 'call' ? entitySql(entity) : undefined;
  const created = sql === undefined ? [] : read(sql.create).operations.map((each) => ({ ...each, line: call.line }));
  const first = created[0];
  if (sql === undefined || first === undefined) return undefined;
  if (name === 'create_entity' || first.action === 'alter') return created;
  const dropped = drop(first.target, call);
  if (name === 'drop_entity') return [dropped];
  return sql.replaces ? created : [dropped, ...created];
}

function entitySql(entity: Call): EntitySql | undefined {
  const text = (place: number | undefined, keyword: string): string | undefined =>
    knownText(argument(entity, place, keyword))?.trim();
  const schema = quoteIdentifier(text(0, 'schema') ?? 'public');
  const signature = text(1, 'signature') ?? '';
  const definition = (text(undefined, 'definition') ?? text(2, 'definition') ?? '').replace(/;\s*$/, '');
  const within = `${schema}.${quoted(signature)}`;
  switch (calledName(entity)) {
    case 'PGFunction':
      return { create: `CREATE OR REPLACE FUNCTION ${schema}.${signature} ${definition}`, replaces: true };
    case 'PGView':
      return { create: `CREATE OR REPLACE VIEW ${within} AS ${definition}`, replaces: true };
    case 'PGMaterializedView': {
      const data = isFalse(entity.keywords.get('with_data')) ? 'WITH NO DATA' : '';
      return { create: `CREATE MATERIALIZED VIEW ${within} AS ${definition} ${data}`, replaces: false };
    }
    case 'PGTrigger': {
      const kind = isSet(entity, 'is_constraint') ? 'CONSTRAINT TRIGGER' : 'TRIGGER';
      return { create: `CREATE ${kind} ${quoted(signature)} ${triggerBody(entity, definition)}`, replaces: false };
    }
    case 'PGPolicy':
      return {
        create: `CREATE POLICY ${quoted(signature)} ON ${onEntity(entity) ?? within} ${definition}`,
        replaces: false,
      };
    case 'PGExtension':
      return { create: `CREATE EXTENSION IF NOT EXISTS ${quoted(signature)} WITH SCHEMA ${schema}`, replaces: true };
    case 'PGGrantTable':
      return grantSql(entity);
    default:
      return undefined;
  }
}

/** A definition without its table has it in `on_entity`. */
function triggerBody(entity: Call, definition: string): string {
  const table = onEntity(entity);
  if (/\bON\b/i.test(definition) || table === undefined) return definition;
  return definition.replace(/\s+(FOR\s+EACH|EXECUTE|WHEN|REFERENCING)\b/i, (rest) => ` ON ${table}${rest}`);
}

function onEntity(entity: Call): string | undefined {
  const written = knownText(entity.keywords.get('on_entity'));
  if (written === undefined) return undefined;
  return written.includes('.')
    ? written
    : `${quoteIdentifier(knownText(entity.keywords.get('schema')) ?? 'public')}.${written}`;
}

function grantSql(entity: Call): EntitySql | undefined {
  const text = (keyword: string): string | undefined => {
    const value = entity.keywords.get(keyword);
    return knownText(value) ?? (value?.kind === 'reference' ? value.path.split('.').at(-1) : undefined);
  };
  const [table, role, grant] = [text('table'), text('role'), text('grant')];
  if (table === undefined || role === undefined || grant === undefined) return undefined;
  const columns = (iterate(entity.keywords.get('columns') ?? { kind: 'none' }) ?? []).map((column) =>
    quoteIdentifier(knownText(column) ?? ''),
  );
  const on = `${quoteIdentifier(text('schema') ?? 'public')}.${quoteIdentifier(table)}`;
  const list = columns.length === 0 ? '' : ` (${columns.join(', ')})`;
  return { create: `GRANT ${grant}${list} ON ${on} TO ${quoteIdentifier(role)}`, replaces: true };
}

function quoted(name: string): string {
  return name.startsWith('"') ? name : quoteIdentifier(name);
}

function isFalse(value: Value | undefined): boolean {
  return value?.kind === 'flag' && !value.value;
}
