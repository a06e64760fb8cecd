import type { Node, RangeVar } from 'libpg-query';
import type { OperationTarget } from '../migrationProject.ts';
import { qualifiedName, relationName, stringValue, stringValues } from './names.ts';
import { objectKindOf } from './objectTypes.ts';
import { routineName } from './routines.ts';
import type { StatementScope } from './statementScope.ts';

/** The ways in which DROP, COMMENT, RENAME and SET SCHEMA name an object. */
export interface NamedObject {
  readonly type: string | undefined;
  readonly relation?: RangeVar | undefined;
  readonly object?: Node | undefined;
  /** The part of the relation or the object that is meant: a column, a constraint, a trigger. */
  readonly part?: string | undefined;
}

const parts: ReadonlySet<string> = new Set(['attribute', 'column', 'constraint', 'trigger']);

/** undefined for kinds that no catalog lists. */
export function namedTarget(named: NamedObject, scope: StatementScope): OperationTarget | undefined {
  const kind = objectKindOf(named.type);
  if (kind === undefined) return undefined;
  const { object, relation, part } = named;
  if (kind === 'schema' || kind === 'extension') {
    return { kind, schema: undefined, owner: undefined, name: part ?? stringValue(object) };
  }
  if (object !== undefined && 'ObjectWithArgs' in object) {
    const routine = routineName(object.ObjectWithArgs, scope);
    return { kind, schema: routine.schema, owner: undefined, name: `${routine.name}${routine.arguments}` };
  }
  const path = relation === undefined ? objectPath(object) : undefined;
  if (parts.has(kind)) {
    const owner =
      path === undefined
        ? relationName(relation, scope)
        : qualifiedName(part === undefined ? path.slice(0, -1) : path, scope);
    return { kind, schema: owner.schema, owner: owner.name, name: part ?? path?.at(-1) };
  }
  const { schema, name } = path === undefined ? relationName(relation, scope) : qualifiedName(path, scope);
  return { kind, schema, owner: undefined, name };
}

/** A dotted name, however the parser wraps it: as texts, as a type, or as a domain's type and its constraint's name. */
function objectPath(object: Node | undefined): readonly string[] {
  if (object === undefined) return [];
  if ('TypeName' in object) return stringValues(object.TypeName.names);
  if (!('List' in object)) return stringValues(object);
  return (object.List.items ?? []).flatMap((item) =>
    'TypeName' in item ? stringValues(item.TypeName.names) : stringValues(item),
  );
}
