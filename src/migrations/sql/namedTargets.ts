import type { Node, ObjectWithArgs, RangeVar, TypeName } from 'libpg-query';
import { quoteIdentifier } from '../../catalog/identifiers.ts';
import type { OperationTarget } from '../migrationProject.ts';
import { qualifiedName, relationName, stringValue, stringValues } from './names.ts';
import type { QualifiedName } from './names.ts';
import { objectKindOf } from './objectTypes.ts';
import { databaseWide, inSchema, partOf } from '../operationBuilders.ts';
import { routineName } from './routineNames.ts';
import type { StatementScope } from './statementScope.ts';
import { typeText } from './typeText.ts';

/** The ways in which DROP, COMMENT, RENAME, OWNER TO and SET SCHEMA name an object. */
export interface NamedObject {
  readonly type: string | undefined;
  readonly relation?: RangeVar | undefined;
  readonly object?: Node | undefined;
  /** The part of the relation or the object that is meant: a column, a constraint, a trigger. */
  readonly part?: string | undefined;
}

const parts: ReadonlySet<string> = new Set(['attribute', 'column', 'constraint', 'policy', 'rule', 'trigger']);

/** undefined for kinds that no catalog lists. */
export function namedTarget(named: NamedObject, scope: StatementScope): OperationTarget | undefined {
  const kind = objectKindOf(named.type);
  if (kind === undefined) return undefined;
  const { object, relation, part } = named;
  if (object !== undefined && 'String' in object) return databaseWide(kind, stringValue(object));
  if (object !== undefined && 'ObjectWithArgs' in object) {
    if (kind === 'operator') return operatorTarget(object.ObjectWithArgs, scope);
    const routine = routineName(object.ObjectWithArgs, scope);
    return inSchema(kind, { schema: routine.schema, name: `${routine.name}${routine.arguments}` });
  }
  const items = object !== undefined && 'List' in object ? (object.List.items ?? []) : [];
  if (kind === 'cast') return castTarget(typeIn(items[0]), typeIn(items[1]), scope);
  if (kind === 'transform') return transformTarget(typeIn(items[0]), stringValue(items[1]), scope);
  if (kind === 'operator class' || kind === 'operator family') {
    const [method, ...path] = stringValues(items);
    return withMethod(kind, path, method, scope);
  }
  // ALTER SCHEMA ... RENAME and its like for what has no schema give the name as if it were a part.
  if (object === undefined && relation === undefined) return databaseWide(kind, part);
  const path = relation === undefined ? objectPath(object) : undefined;
  if (parts.has(kind)) {
    const owner =
      path === undefined
        ? relationName(relation, scope)
        : qualifiedName(part === undefined ? path.slice(0, -1) : path, scope);
    return partOf(kind, owner, part ?? path?.at(-1));
  }
  return inSchema(kind, path === undefined ? relationName(relation, scope) : qualifiedName(path, scope));
}

function typeIn(node: Node | undefined): TypeName | undefined {
  return node !== undefined && 'TypeName' in node ? node.TypeName : undefined;
}

/** An operator with the types of its operands, which tell it from others of its name: `=(integer, app.weight)`. */
export function operatorTarget(operator: ObjectWithArgs, scope: StatementScope): OperationTarget {
  const [left, right] = (operator.objargs ?? []).map((node) => typeText(typeIn(node), scope, false));
  return operatorWith(qualifiedName(stringValues(operator.objname), scope), left, right);
}

/** @param left undefined where the operator has no such operand */
export function operatorWith(
  { schema, name }: QualifiedName,
  left: string | undefined,
  right: string | undefined,
): OperationTarget {
  return inSchema('operator', { schema, name: `${name}(${left ?? 'NONE'}, ${right ?? 'NONE'})` });
}

export function castTarget(
  source: TypeName | undefined,
  target: TypeName | undefined,
  scope: StatementScope,
): OperationTarget {
  const [from, to] = [source, target].map((type) => typeText(type, scope, false) ?? 'unknown');
  return databaseWide('cast', `(${from ?? ''} AS ${to ?? ''})`);
}

export function transformTarget(
  type: TypeName | undefined,
  language: string | undefined,
  scope: StatementScope,
): OperationTarget {
  const ofType = typeText(type, scope, false) ?? 'unknown';
  return databaseWide('transform', `FOR ${ofType} LANGUAGE ${quoteIdentifier(language ?? '')}`);
}

/** An operator class or family, which is told from others by the access method too: `ops USING hash`. */
export function withMethod(
  kind: 'operator class' | 'operator family',
  path: readonly string[],
  method: string | undefined,
  scope: StatementScope,
): OperationTarget {
  const { schema, name } = qualifiedName(path, scope);
  return inSchema(kind, { schema, name: `${quoteIdentifier(name)} USING ${quoteIdentifier(method ?? '')}` });
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
