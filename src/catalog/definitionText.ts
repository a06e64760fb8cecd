import type { CatalogObject } from './catalogObject.ts';
import { quoteLiteral } from './identifiers.ts';

/** `COMMENT ON ...` on a line of its own when the object has a comment, else nothing. */
export function commentSql(type: string, object: CatalogObject, subject = object.path): string {
  const comment = object.attributes['comment'];
  return typeof comment === 'string' ? `\nCOMMENT ON ${type} ${subject} IS ${quoteLiteral(comment)};` : '';
}

/** The words of a definition that apply, with one space between. */
export function words(...pieces: readonly (string | false | null | undefined)[]): string {
  return pieces.filter((piece) => typeof piece === 'string' && piece !== '').join(' ');
}

/** `app.area` of `app.area(integer)`: a procedure or an aggregate without its argument types. */
export function withoutArguments(procedure: string): string {
  return procedure.replace(/\([^()]*\)$/, '');
}

/** `NAME = value` for each attribute that there is, as the definitions of types, operators and aggregates list them. */
export function settings(
  object: CatalogObject,
  names: Readonly<Record<string, string>>,
  write: (value: string, attribute: string) => string = (value) => value,
): string[] {
  return Object.entries(names).flatMap(([attribute, setting]) => {
    const value = object.attributes[attribute];
    if (value === null || value === undefined || value === false) return [];
    return [value === true ? setting : `${setting} = ${write(String(value), attribute)}`];
  });
}

/** ` OPTIONS (...)` where the object has any. */
export function optionsClause(object: CatalogObject): string {
  const options = object.attributes['options'];
  return typeof options === 'string' ? ` OPTIONS (${options})` : '';
}
