import type { CatalogObject } from './catalogObject.ts';
import type { ObjectKind } from './objectKind.ts';

/** SQL, or for SQL that depends on the server, a function of its `server_version_num`. */
export type VersionedSql = string | ((versionNumber: number) => string);

export function forVersion(sql: VersionedSql, versionNumber: number): string {
  return typeof sql === 'string' ? sql : sql(versionNumber);
}

/** One compared fact of a kind. */
export interface AttributeReader {
  /** As a user reads it, in PostgreSQL's words. */
  readonly name: string;
  /** SQL expression over the kind's FROM clause, giving text, a number or a boolean. */
  readonly sql: VersionedSql;
  /** The first `server_version_num` that knows it; before, the attribute reads as null. */
  readonly since?: number;
  /**
   * For what hardly any object has: SQL condition that holds for every object that has it, and costs next to nothing;
   * `true` where there is no such condition. Where it holds, all rare facts of the object are read, so that `sql` says
   * null by itself. See factLayout.ts.
   */
  readonly rare?: true | VersionedSql;
  /** What the fact is about, where a comparison may be told to leave such facts out or to read them otherwise. */
  readonly facet?: AttributeFacet;
  /**
   * Whether some roles may not read it; `sql` is then made by readableSql(), and what cannot be read counts neither as
   * a value nor as a difference, but is told. Of outermost objects only.
   */
  readonly guarded?: true;
}

/**
 * - `comment`, `owner`, `privileges`: what COMMENT ON, OWNER TO and GRANT set
 * - `storage`: how data is kept rather than what it is (storage parameters, tablespace, compression, statistics target)
 * - `code`: a body or a query, whose white space people may not care about
 * - `roles`: names of roles, which may be called otherwise on another server
 */
export type AttributeFacet = 'comment' | 'owner' | 'privileges' | 'storage' | 'code' | 'roles';

/**
 * Names that PostgreSQL makes (`users_email_key`, `users_a_b_idx1`), and those with a hash that Django, Hibernate and
 * others make (`users_email_0ab12cd3_uniq`, `fk7r2jqk0tsxjk5qd`).
 */
export const generatedPartName =
  /_(?:pkey|key|fkey|check|excl|idx|not_null)\d*$|_[0-9a-f]{8}(?:_(?:uniq|like|fk|check|idx|pk))?(?:_|$)|^(?:fk|uk|uq|ix|idx|pk)_?[0-9a-z]*\d[0-9a-z]{10,}$/i;

/** The comment, for readers that join pg_description as `d` by `commentJoin`. */
export const commentAttribute: AttributeReader = { name: 'comment', sql: 'd.description', facet: 'comment' };

interface ReaderCommon {
  readonly kind: ObjectKind;
  /** FROM clause with its joins, over pg_catalog and the shared sub-queries of catalogStatement.ts. */
  readonly from: VersionedSql;
  readonly where?: VersionedSql;
  /** SQL expression for the object's bare name. */
  readonly name: string;
  /**
   * Whether `name` is what PostgreSQL's commands say rather than one identifier, such as `+`, `(integer AS text)` or
   * `app.users`: it then stands in the path as it is, and its SQL has to quote the identifiers in it.
   */
  readonly verbatimName?: true;
  /** The first `server_version_num` that has the system catalogs of the FROM clause; before, nothing is read. */
  readonly since?: number;
  /** What the kind as a whole is about, where a comparison may be told to leave it out. */
  readonly facet?: AttributeFacet;
  /**
   * SQL condition that is false where a database has nothing of the kind, and costs next to nothing; absent where most
   * databases have some. See optionalArms.ts.
   */
  readonly presence?: string;
  readonly attributes: readonly AttributeReader[];
}

/** Reads objects that belong to no other one. */
export interface OutermostReader extends ReaderCommon {
  /** SQL expressions for the system catalog and the oid that parts refer to. */
  readonly catalog: OwnerCatalog;
  readonly oid: string;
  /** SQL expression for the schema's name; absent for objects outside of schemas. */
  readonly schema?: string;
  /** SQL expression for what tells objects of one name apart: a function's argument types, without parentheses. */
  readonly signature?: string;
  /** SQL that creates the object, for a reader's eyes. */
  readonly define: (object: CatalogObject) => string;
}

/** Reads parts of other objects. */
export interface PartReader extends ReaderCommon {
  /** The system catalog that `owner` is an oid of. */
  readonly ownerCatalog: OwnerCatalog;
  readonly owner: string;
  /** SQL expression that orders the parts; texts compare equal only when they come in the same order. */
  readonly orderBy: string;
  /**
   * Whether the order of the parts is a fact about their owner: `compared` (values of an enum) or only `recorded`
   * (columns of a table). Absent where parts have no order of their own.
   */
  readonly order?: 'compared' | 'recorded';
  /** What a name looks like that PostgreSQL or a framework made up because nobody gave one. */
  readonly generatedName?: RegExp;
  /** SQL that creates the part, for a reader's eyes. */
  readonly define: (part: CatalogObject, owner: CatalogObject) => string;
}

export type OwnerCatalog = `pg_${string}`;

/**
 * Condition for objects that somebody made and that belong to no extension, as pg_dump has it: what a new cluster
 * brings along has oids below 16384.
 */
export function ownObject(catalog: OwnerCatalog, oid: string): string {
  return `${oid} >= 16384 AND ${notMember(catalog, oid)}`;
}

/**
 * Condition for objects that belong to no extension. NOT IN is hashed whatever the server expects, which of a catalog
 * that was never analysed is one row in place of thousands; a join would then look through all of them for each object.
 */
export function notMember(catalog: OwnerCatalog, oid: string): string {
  return `${oid} NOT IN (SELECT m.objid FROM member m WHERE m.classid = '${catalog}'::regclass)`;
}

/** For `presence`: whether a catalog has objects that a new cluster does not bring along. */
export function anyOwn(catalog: OwnerCatalog, condition = 'true'): string {
  return `EXISTS (SELECT FROM ${catalog} WHERE oid >= 16384 AND ${condition})`;
}

/** For `presence`: whether there are relations of some kinds, as in pg_class.relkind. */
export function anyRelation(...kinds: string[]): string {
  return `EXISTS (SELECT FROM relation WHERE relkind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}))`;
}

/** For `presence`: whether there are enums ('e') or domains ('d'). */
export function anyType(kind: 'd' | 'e'): string {
  return `EXISTS (SELECT FROM type WHERE typtype = '${kind}')`;
}

/** Comments live in pg_description; a join is set-based where obj_description() would run per row. */
export function commentJoin(alias: string, catalog: string, oid: string, subObject = '0'): string {
  return `LEFT JOIN pg_description ${alias} ON ${alias}.classoid = '${catalog}'::regclass AND ${alias}.objoid = ${oid} AND ${alias}.objsubid = ${subObject}`;
}
