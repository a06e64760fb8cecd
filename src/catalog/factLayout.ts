import type { AttributeReader } from './kindReader.ts';

/**
 * The order in which the facts of an object travel: the common ones one by one, then the rare ones, all at once in an
 * array of their own or NULL where the object has none of them. Most columns of most databases have none.
 */
export function factLayout(attributes: readonly AttributeReader[]): {
  readonly common: readonly AttributeReader[];
  readonly rare: readonly AttributeReader[];
} {
  return {
    common: attributes.filter((attribute) => attribute.rare === undefined),
    rare: attributes.filter((attribute) => attribute.rare !== undefined),
  };
}
