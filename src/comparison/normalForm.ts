import type { CatalogObject, Scalar } from '../catalog/catalogObject.ts';
import type { AttributeFacet } from '../catalog/kindReader.ts';
import { facetOf, kindFacetOf } from '../catalog/kinds.ts';
import type { ObjectKind } from '../catalog/objectKind.ts';
import type { ServerInfo } from '../catalog/session.ts';
import { normalizeCode, normalizeLineEndings } from './codeText.ts';
import type { CompareOptions } from './compareOptions.ts';
import type { AttributeChange, Side } from './difference.ts';
import { createLeftNames } from './leftNames.ts';
import { createDeparsedForm } from './deparsedForms.ts';

/** What comes out for two objects. */
export interface Compared {
  /** What differs; the values are those that were read. */
  readonly changes: readonly AttributeChange[];
  /** Whether texts were compared in a form of their own, since PostgreSQL wrote them differently though they may be the same. */
  readonly isRewritten: boolean;
}

/** How the facts of two databases are compared under the given options. */
export interface NormalForm {
  readonly compare: (left: CatalogObject, right: CatalogObject) => Compared;
  /** What pairs an object with its like on the other side: its kind, and the path that it has on the right. */
  readonly key: (object: CatalogObject, side: Side) => string;
  /** The path that a part of a left object has on the right, whose owner has the given one there. */
  readonly partPath: (part: CatalogObject, owner: CatalogObject, ownerPath: string) => string;
  /** Whether the options leave out the kind as a whole. */
  leavesOut(kind: ObjectKind): boolean;
  /** Whether objects of equal digest are equal under the options too. */
  readonly digestsDecide: boolean;
}

export function createNormalForm(options: CompareOptions, leftServer: ServerInfo, rightServer: ServerInfo): NormalForm {
  const skipped = skippedFacets(options);
  const names = createLeftNames(options);
  const deparsedForm = createDeparsedForm(leftServer, rightServer);

  const value = (kind: ObjectKind, name: string, read: Scalar, side: Side): Scalar => {
    // A flag that an older version does not know is not set there.
    if (read === false) return null;
    if (typeof read !== 'string') return read;
    const facet = facetOf(kind, name);
    const here = side === 'left' ? names.text(read) : read;
    if (facet === 'code') return options.whitespace ? normalizeLineEndings(here) : normalizeCode(here);
    if (facet === 'owner' || facet === 'privileges' || facet === 'roles') return names.roles(here);
    return here;
  };

  return {
    leavesOut: (kind) => {
      const facet = kindFacetOf(kind);
      return facet !== undefined && skipped.has(facet);
    },
    compare: (left, right) => {
      const changes: AttributeChange[] = [];
      let isRewritten = false;
      for (const name of new Set([...Object.keys(left.attributes), ...Object.keys(right.attributes)])) {
        const [leftRead, rightRead] = [left.attributes[name], right.attributes[name]];
        // One side's role may not read it: that says nothing about whether it differs, and a notice tells of it.
        if (leftRead === undefined || rightRead === undefined) continue;
        if (leftRead === rightRead && names.areSame) continue;
        const facet = facetOf(left.kind, name);
        if (facet !== undefined && skipped.has(facet)) continue;
        const [leftValue, rightValue] = [
          value(left.kind, name, leftRead, 'left'),
          value(right.kind, name, rightRead, 'right'),
        ];
        if (leftValue === rightValue) continue;
        const rewritten = deparsedForm(name, leftValue, rightValue);
        isRewritten ||= rewritten !== undefined;
        if (rewritten === undefined || rewritten.left !== rewritten.right)
          changes.push({ name, left: leftRead, right: rightRead });
      }
      return { changes, isRewritten };
    },
    key(object, side) {
      const path = side === 'left' ? names.path(object) : object.path;
      return `${object.kind} ${names.rolesInPath(object, path)}`;
    },
    partPath: (part, owner, ownerPath) =>
      names.renamed(part) ?? `${ownerPath}.${names.below(part, part.path.slice(owner.path.length + 1))}`,
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
    roles: true,
  };
  return new Set((Object.keys(compared) as AttributeFacet[]).filter((facet) => !compared[facet]));
}
