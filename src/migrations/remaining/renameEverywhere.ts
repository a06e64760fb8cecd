import type { Scalar } from '../../catalog/catalogObject.ts';
import { quoteIdentifier, quoteLiteral } from '../../catalog/identifiers.ts';
import { bareBoundaries, nameReplacer, pathBoundaries, schemaBoundaries } from '../../catalog/replaceNames.ts';
import type { NameBoundaries } from '../../catalog/replaceNames.ts';
import { pathOf } from './workingCatalog.ts';
import type { WorkingCatalog, WorkingObject } from './workingCatalog.ts';

interface Facts {
  readonly attributes: Readonly<Record<string, Scalar>>;
  readonly children: readonly Facts[];
}

/** A relation or a type has another path: whatever speaks of it follows. */
export function renamePath(catalog: WorkingCatalog, before: string, after: string): void {
  replaceIn(
    catalog.filter((object) => mentions(object, pathPattern(before))),
    before,
    after,
    pathBoundaries,
  );
}

/** A schema is called otherwise: what is in it goes with it, and whatever speaks of that follows. */
export function renameSchema(catalog: WorkingCatalog, before: string, after: string): void {
  for (const object of catalog.filter((each) => each.kind !== 'schema' && each.schema === before)) {
    catalog.rename(object, { schema: after });
    for (const part of object.children) part.schema = after;
  }
  const quoted = quoteIdentifier(before);
  const speaking = catalog.filter((object) => mentions(object, pattern(quoted, schemaBoundaries)));
  replaceIn(speaking, quoted, quoteIdentifier(after), schemaBoundaries);
}

/** A copy in the schemas that the right side has for those of the left. */
export function inSchemasOfRight(object: WorkingObject, schemas: Readonly<Record<string, string>>): WorkingObject {
  const quoted = Object.entries(schemas).map(([from, to]) => [quoteIdentifier(from), quoteIdentifier(to)] as const);
  const replace = nameReplacer(new Map(quoted), schemaBoundaries);
  const translated = (each: WorkingObject): WorkingObject => {
    const schema = each.schema === undefined ? undefined : (schemas[each.schema] ?? each.schema);
    const copy = { ...each, schema, attributes: { ...each.attributes }, children: each.children.map(translated) };
    replaceTexts(copy, replace);
    return copy;
  };
  return translated(object);
}

/** A value of an enum is called otherwise: defaults and conditions follow. */
export function renameValue(catalog: WorkingCatalog, type: string, before: string, after: string): void {
  const [old, now] = [before, after].map((value) => `${quoteLiteral(value)}::${type}`) as [string, string];
  replaceIn(
    catalog.filter((object) => mentions(object, pathPattern(old))),
    old,
    now,
    pathBoundaries,
  );
}

/** A column is called otherwise: what is over it follows, in its table and in the foreign keys to it. */
export function renameColumn(catalog: WorkingCatalog, owner: WorkingObject, before: string, after: string): void {
  const replace = nameReplacer(new Map([[before, after]]), bareBoundaries);
  for (const part of owner.children) if (part.kind !== 'column') replaceTexts(part, replace);
  const key = owner.attributes['partition key'];
  if (typeof key === 'string') owner.attributes['partition key'] = replace(key);
  const path = pathOf(owner);
  const isKey = ({ attributes }: Facts): boolean => attributes['references'] === path;
  for (const table of catalog.filter((object) => object.children.some(isKey))) {
    for (const part of table.children.filter(isKey)) {
      const columns = part.attributes['referenced columns'];
      if (typeof columns === 'string') part.attributes['referenced columns'] = replace(columns);
    }
  }
}

export function pathPattern(path: string): RegExp {
  return pattern(path, pathBoundaries);
}

export function barePattern(name: string): RegExp {
  return pattern(name, bareBoundaries);
}

function pattern(name: string, { before, after }: NameBoundaries): RegExp {
  return new RegExp(before + name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') + after);
}

export function mentions({ attributes, children }: Facts, text: RegExp): boolean {
  const isIn = (value: Scalar): boolean => typeof value === 'string' && text.test(value);
  return Object.values(attributes).some(isIn) || children.some((child) => mentions(child, text));
}

function replaceIn(objects: readonly WorkingObject[], before: string, after: string, boundaries: NameBoundaries): void {
  const replace = nameReplacer(new Map([[before, after]]), boundaries);
  for (const object of objects) {
    replaceTexts(object, replace);
    for (const part of object.children) replaceTexts(part, replace);
  }
}

function replaceTexts({ attributes }: WorkingObject, replace: (text: string) => string): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') attributes[name] = replace(value);
  }
}
