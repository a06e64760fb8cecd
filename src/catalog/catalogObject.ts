import type { ObjectKind } from './objectKind.ts';
import type { ServerInfo } from './session.ts';

/**
 * A fact about an object, as text, number or flag. `null` means that the object has no such attribute; a fact that the
 * role may not read has no entry among the attributes.
 */
export type Scalar = string | number | boolean | null;

/**
 * One object of a database, down to a column or an enum value.
 *
 * `attributes` holds what is compared, by the name that a user reads ("not null", "on delete").
 */
export interface CatalogObject {
  readonly kind: ObjectKind;
  /** `schema.object` or `schema.table.part`, each part quoted as PostgreSQL's quote_ident() would. */
  readonly path: string;
  /** The bare name, never quoted; of a function with its argument types: `area(integer, text)`. */
  readonly name: string;
  /** The schema's bare name; absent for objects outside of schemas (schemas, extensions). */
  readonly schema?: string;
  readonly attributes: Readonly<Record<string, Scalar>>;
  /** Its place among its siblings of the same kind, from 1: columns, enum values, attributes. */
  readonly position?: number;
  /** SQL that shows the object to a reader; never compared. */
  readonly definition?: string;
  readonly children: readonly CatalogObject[];
}

/** An object that belongs to no other one. */
export interface OutermostObject extends CatalogObject {
  /** Equal digests mean equal subtrees: attributes, children and all. */
  readonly digest: string;
}

/** What one database contains at one moment. */
export interface Catalog {
  readonly server: ServerInfo;
  /** Objects that belong to no other one, ordered by kind, then path. */
  readonly objects: readonly OutermostObject[];
  /** What could not be read or loaded, as facts for a reader: a missing extension, a privilege. */
  readonly notices: readonly CatalogNotice[];
}

export interface CatalogNotice {
  readonly reason: 'extensionUnavailable' | 'permissionDenied' | 'statementSkipped' | 'notCompared';
  /** What it is about: an extension's name, an object's path; where there is a `count`, a kind of object. */
  readonly subject: string;
  /** Of how many objects of that kind it is true. */
  readonly count?: number;
  /** Which of their attributes it is about; absent where it is about all of them. */
  readonly attribute?: string;
  /** PostgreSQL's own words where there are any. */
  readonly detail?: string;
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
}
