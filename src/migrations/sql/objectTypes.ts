import type { DropStmt } from 'libpg-query';
import type { ObjectKind } from '../../catalog/objectKind.ts';

type ObjectType = NonNullable<DropStmt['removeType']>;

const kinds: Partial<Record<ObjectType, ObjectKind>> = {
  OBJECT_ACCESS_METHOD: 'access method',
  OBJECT_AGGREGATE: 'aggregate',
  OBJECT_ATTRIBUTE: 'attribute',
  OBJECT_CAST: 'cast',
  OBJECT_COLLATION: 'collation',
  OBJECT_COLUMN: 'column',
  OBJECT_CONVERSION: 'conversion',
  OBJECT_DOMAIN: 'domain',
  OBJECT_DOMCONSTRAINT: 'constraint',
  OBJECT_EVENT_TRIGGER: 'event trigger',
  OBJECT_EXTENSION: 'extension',
  OBJECT_FDW: 'foreign data wrapper',
  OBJECT_FOREIGN_SERVER: 'server',
  OBJECT_FOREIGN_TABLE: 'foreign table',
  OBJECT_FUNCTION: 'function',
  OBJECT_INDEX: 'index',
  OBJECT_LANGUAGE: 'language',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_OPCLASS: 'operator class',
  OBJECT_OPERATOR: 'operator',
  OBJECT_OPFAMILY: 'operator family',
  OBJECT_POLICY: 'policy',
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_PUBLICATION: 'publication',
  // DROP ROUTINE takes either; whoever looks the object up looks among both.
  OBJECT_ROUTINE: 'function',
  OBJECT_RULE: 'rule',
  OBJECT_SCHEMA: 'schema',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_STATISTIC_EXT: 'statistics',
  OBJECT_SUBSCRIPTION: 'subscription',
  OBJECT_TABCONSTRAINT: 'constraint',
  OBJECT_TABLE: 'table',
  OBJECT_TRANSFORM: 'transform',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_TSCONFIGURATION: 'text search configuration',
  OBJECT_TSDICTIONARY: 'text search dictionary',
  OBJECT_TSPARSER: 'text search parser',
  OBJECT_TSTEMPLATE: 'text search template',
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
