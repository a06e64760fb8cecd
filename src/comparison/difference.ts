import type { Catalog, CatalogObject, Scalar } from '../catalog/catalogObject.ts';
import type { ObjectKind } from '../catalog/objectKind.ts';

export type Side = 'left' | 'right';

export type DifferenceStatus = 'leftOnly' | 'rightOnly' | 'changed';

export interface AttributeChange {
  readonly name: string;
  readonly left: Scalar;
  readonly right: Scalar;
}

/**
 * One difference between two catalogs.
 *
 * An object on one side only is one difference, its parts are its `children`. A part of an object that both
 * sides have is a difference of its own, and names that object as its `owner`.
 */
export interface Difference {
  readonly kind: ObjectKind;
  readonly path: string;
  readonly name: string;
  readonly status: DifferenceStatus;
  /** The object that both sides have and that this one is a part of. */
  readonly owner?: { readonly kind: ObjectKind; readonly path: string; readonly name: string };
  /** The schema and the owner by what either side calls them, where that is not the same. */
  readonly namesBySide?: Readonly<
    Record<Side, { readonly schema: string | undefined; readonly owner: string | undefined }>
  >;
  /** What differs; empty for an object on one side only. */
  readonly attributes: readonly AttributeChange[];
  /** The parts of an object on one side only; of a changed object always empty. */
  readonly children: readonly Difference[];
  readonly left?: CatalogObject;
  readonly right?: CatalogObject;
  /**
   * Of a changed object: some of its texts were compared in a normal form, since PostgreSQL writes the same thing
   * differently in its versions and after a restore. The definitions differ in more places than there are differences.
   */
  readonly note?: 'inNormalForm';
  /** The object on the other side that this one perhaps became or was. */
  readonly rename?: Resemblance;
  /** The user says that it is no rename, so that it is suspected to be none. */
  readonly isRejectedRename?: true;
  /** A table of both sides that perhaps took the place of this one. */
  readonly supersededBy?: Resemblance;
}

/** Why two objects may be one: evidence, never proof. */
export interface Resemblance {
  /** The other object's path. */
  readonly path: string;
  /** From 0 to 1, by structure and name. */
  readonly score: number;
  /** What agrees: names of columns that tables share, or of attributes that columns do. */
  readonly matching: readonly string[];
  /** How many could agree. */
  readonly of: number;
}

export interface Comparison {
  readonly left: Catalog;
  readonly right: Catalog;
  /** Ordered by kind and path of the outermost object, parts after their owner's own changes. */
  readonly differences: readonly Difference[];
  /** What the options set aside, in the same order; not among `differences`. */
  readonly ignored: readonly Difference[];
  /** Objects and parts that are equal in nothing but that normal form; see `Difference.note`. */
  readonly normalized: readonly Pick<CatalogObject, 'kind' | 'path'>[];
}
