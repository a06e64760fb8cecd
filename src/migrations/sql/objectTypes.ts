import type { DropStmt } from 'libpg-query';
import type { ObjectKind } from '../../catalog/objectKind.ts';

type ObjectType = NonNullable<DropStmt['removeType']>;

const kinds: Partial<Record<ObjectType, ObjectKind>> = {
  OBJECT_ATTRIBUTE: 'attribute',
  OBJECT_COLUMN: 'column',
  OBJECT_DOMAIN: 'domain',
  OBJECT_DOMCONSTRAINT: 'constraint',
  OBJECT_EXTENSION: 'extension',
  OBJECT_FUNCTION: 'function',
  OBJECT_INDEX: 'index',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_PROCEDURE: 'procedure',
  // DROP ROUTINE takes either; whoever looks the object up looks among both.
  OBJECT_ROUTINE: 'function',
  OBJECT_SCHEMA: 'schema',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_TABCONSTRAINT: 'constraint',
  OBJECT_TABLE: 'table',
  OBJECT_TRIGGER: 'trigger',
  // DROP TYPE does not say which; enums are by far the most frequent.
  OBJECT_TYPE: 'enum',
  OBJECT_VIEW: 'view',
};

/** The catalog's kind for what a statement calls a TABLE, a VIEW, a TYPE ...; undefined for kinds that no catalog lists. */
export function objectKindOf(type: string | undefined): ObjectKind | undefined {
  return (kinds as Readonly<Record<string, ObjectKind | undefined>>)[type ?? ''];
}

/** As above for ALTER TABLE and its like, where a TYPE is always a composite one. */
export function relationKind(type: string | undefined): ObjectKind | undefined {
  return type === 'OBJECT_TYPE' ? 'composite type' : objectKindOf(type);
}
