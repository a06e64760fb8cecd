/** A quoted name, a text literal, a number, or a word; a word before `(` is a function. */
const token = /"((?:[^"]|"")+)"|'(?:[^']|'')*'|([A-Za-z_\u0080-\uFFFF][\w$\u0080-\uFFFF]*)(\s*\()?|::\s*\w+/g;
const keywords = new Set(
  'all and any array between case cast collate current_date current_timestamp distinct else end escape exists false from ilike in interval is isnull like not notnull null or overlaps row similar some symmetric then to true unknown when'.split(
    ' ',
  ),
);

/**
 * The columns that the condition of a check constraint mentions, each once, in order of appearance.
 *
 * @param known the table's columns where the file says them; without, every word that is no keyword counts
 */
export function checkColumns(condition: string, known: readonly string[] | undefined): string[] {
  const found = new Set<string>();
  for (const [, quoted, word, call] of condition.matchAll(token)) {
    const name = quoted?.replaceAll('""', '"') ?? word?.toLowerCase();
    if (name === undefined || (call !== undefined && !known?.includes(name))) {
      continue;
    }
    if (known === undefined ? quoted !== undefined || !keywords.has(name) : known.includes(name)) {
      found.add(name);
    }
  }
  return [...found];
}
