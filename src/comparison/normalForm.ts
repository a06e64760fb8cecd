import type { CatalogObject, Scalar } from '../catalog/catalogObject.ts';
import type { AttributeFacet } from '../catalog/kindReader.ts';
import { facetOf } from '../catalog/kinds.ts';
import { quoteIdentifier } from '../catalog/identifiers.ts';
import type { ObjectKind } from '../catalog/objectKind.ts';
import { normalizeCode, normalizeLineEndings } from './codeText.ts';
import type { CompareOptions } from './compareOptions.ts';
import type { AttributeChange, Side } from './difference.ts';

/** How the facts of two databases are compared under the given options. */
export interface NormalForm {
  /** What differs between two objects; the values are those that were read. */
  changes(left: CatalogObject, right: CatalogObject): AttributeChange[];
  /** What pairs an object with its like on the other side: its kind, and its path in the right side's schemas. */
  key(object: CatalogObject, side: Side): string;
  /** Whether objects of equal digest are equal under the options too. */
  readonly digestsDecide: boolean;
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

export function createNormalForm(options: CompareOptions): NormalForm {
  const skipped = skippedFacets(options);
  const renameSchemas = qualifierRenamer(options.schemas);
  const renameRoles = wordRenamer(options.roles);

  const value = (kind: ObjectKind, name: string, read: Scalar, side: Side): Scalar => {
    if (typeof read !== 'string') return read;
    const facet = facetOf(kind, name);
    const here = side === 'left' ? renameSchemas(read) : read;
    if (facet === 'code') return options.whitespace ? normalizeLineEndings(here) : normalizeCode(here);
    if (facet === 'owner' || facet === 'privileges') return side === 'left' ? renameRoles(here) : here;
    return here;
  };

  return {
    changes: (left, right) => {
      const changes: AttributeChange[] = [];
      for (const name of new Set([...Object.keys(left.attributes), ...Object.keys(right.attributes)])) {
        const [leftValue, rightValue] = [left.attributes[name], right.attributes[name]];
        // One side's role may not read it: that says nothing about whether it differs, and a notice tells of it.
        if (leftValue === undefined || rightValue === undefined) continue;
        if (leftValue === rightValue && renameSchemas === identity && renameRoles === identity) continue;
        const facet = facetOf(left.kind, name);
        if (facet !== undefined && skipped.has(facet)) continue;
        if (value(left.kind, name, leftValue, 'left') === value(right.kind, name, rightValue, 'right')) continue;
        changes.push({ name, left: leftValue, right: rightValue });
      }
      return changes;
    },
    key: (object, side) => {
      const path = side === 'left' ? renamePath(object, options.schemas) : object.path;
      return `${object.kind} ${path}`;
    },
    digestsDecide: renameSchemas === identity && renameRoles === identity,
  };
}

/** The path with its schema renamed; a schema's own path is its name. */
function renamePath(object: CatalogObject, schemas: CompareOptions['schemas']): string {
  const schema = object.kind === 'schema' ? object.name : object.schema;
  const renamed = schema === undefined ? undefined : schemas[schema];
  if (schema === undefined || renamed === undefined) return object.path;
  return quoteIdentifier(renamed) + object.path.slice(quoteIdentifier(schema).length);
}

type Renamer = (text: string) => string;
const identity: Renamer = (text) => text;

/** Renames schemas where they qualify a name: `tenant_a.users`, also inside of `nextval('tenant_a.users_id_seq')`. */
function qualifierRenamer(names: Readonly<Record<string, string>>): Renamer {
  return renamer(names, (quoted) => `(?<![\\w$".])${quoted}(?=\\.)`);
}

function wordRenamer(names: Readonly<Record<string, string>>): Renamer {
  return renamer(names, (quoted) => `(?<![\\w$"])${quoted}(?![\\w$"])`);
}

function renamer(names: Readonly<Record<string, string>>, pattern: (quoted: string) => string): Renamer {
  const quoted = new Map(Object.entries(names).map(([from, to]) => [quoteIdentifier(from), quoteIdentifier(to)]));
  if (quoted.size === 0) return identity;
  const any = [...quoted.keys()].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const occurrences = new RegExp(pattern(`(?:${any})`), 'g');
  return (text) => text.replace(occurrences, (name) => quoted.get(name) ?? name);
}
