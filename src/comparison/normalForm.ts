import type { CatalogObject, Scalar } from '../catalog/catalogObject.ts';
import type { AttributeFacet } from '../catalog/kindReader.ts';
import { facetOf, kindFacetOf } from '../catalog/kinds.ts';
import type { ObjectKind } from '../catalog/objectKind.ts';
import { normalizeCode, normalizeLineEndings } from './codeText.ts';
import type { CompareOptions } from './compareOptions.ts';
import type { AttributeChange, Side } from './difference.ts';
import { createLeftNames } from './leftNames.ts';

/** How the facts of two databases are compared under the given options. */
export interface NormalForm {
  /** What differs between two objects; the values are those that were read. */
  changes(left: CatalogObject, right: CatalogObject): AttributeChange[];
  /** What pairs an object with its like on the other side: its kind, and the path that it has on the right. */
  key(object: CatalogObject, side: Side): string;
  /** Whether the options leave out the kind as a whole. */
  leavesOut(kind: ObjectKind): boolean;
  /** Whether objects of equal digest are equal under the options too. */
  readonly digestsDecide: boolean;
}

export function createNormalForm(options: CompareOptions): NormalForm {
  const skipped = skippedFacets(options);
  const names = createLeftNames(options);

  const value = (kind: ObjectKind, name: string, read: Scalar, side: Side): Scalar => {
    if (typeof read !== 'string') return read;
    const facet = facetOf(kind, name);
    const here = side === 'left' ? names.text(read) : read;
    if (facet === 'code') return options.whitespace ? normalizeLineEndings(here) : normalizeCode(here);
    if (facet === 'owner' || facet === 'privileges') return side === 'left' ? names.roles(here) : here;
    return here;
  };

  return {
    leavesOut: (kind) => {
      const facet = kindFacetOf(kind);
      return facet !== undefined && skipped.has(facet);
    },
    changes: (left, right) => {
      const changes: AttributeChange[] = [];
      for (const name of new Set([...Object.keys(left.attributes), ...Object.keys(right.attributes)])) {
        const [leftValue, rightValue] = [left.attributes[name], right.attributes[name]];
        // One side's role may not read it: that says nothing about whether it differs, and a notice tells of it.
        if (leftValue === undefined || rightValue === undefined) continue;
        if (leftValue === rightValue && names.areSame) continue;
        const facet = facetOf(left.kind, name);
        if (facet !== undefined && skipped.has(facet)) continue;
        if (value(left.kind, name, leftValue, 'left') === value(right.kind, name, rightValue, 'right')) continue;
        changes.push({ name, left: leftValue, right: rightValue });
      }
      return changes;
    },
    key: (object, side) => `${object.kind} ${side === 'left' ? names.path(object) : object.path}`,
    digestsDecide: names.areSame,
  };
}

/** The facts that the options leave out. */
function skippedFacets(options: CompareOptions): ReadonlySet<AttributeFacet> {
  const compared: Readonly<Record<AttributeFacet, boolean>> = {
    comment: options.comments,
    owner: options.owners,
    privileges: options.privileges,
    storage: options.storage,
    code: true,
  };
  return new Set((Object.keys(compared) as AttributeFacet[]).filter((facet) => !compared[facet]));
}
