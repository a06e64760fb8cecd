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
