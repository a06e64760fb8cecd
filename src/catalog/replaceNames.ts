/** What may not stand around a name for it to be this very one, as regular expressions. */
export interface NameBoundaries {
  readonly before: string;
  readonly after: string;
}

/** A relation or a type by its path: not the end of a longer name, not the schema of something else. */
export const pathBoundaries: NameBoundaries = { before: '(?<![\\w$".])', after: '(?![\\w$"])' };
/** A schema in front of the names that it qualifies. */
export const schemaBoundaries: NameBoundaries = { before: '(?<![\\w$".])', after: '(?=\\.)' };
/** A bare name: of a role, or of a column in a list. */
export const bareBoundaries: NameBoundaries = { before: '(?<![\\w$"])', after: '(?![\\w$"])' };

/**
 * Replaces whole names, also inside of strings: `nextval('tenant_a.users_id_seq'::regclass)`.
 * @param names from what is written, quoted where PostgreSQL quotes it, to what is to be written
 */
export function nameReplacer(
  names: ReadonlyMap<string, string>,
  { before, after }: NameBoundaries,
): (text: string) => string {
  if (names.size === 0) return (text) => text;
  const any = [...names.keys()].map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const occurrences = new RegExp(`${before}(?:${any})${after}`, 'g');
  return (text) => text.replace(occurrences, (name) => names.get(name) ?? name);
}
