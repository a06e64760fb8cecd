/**
 * The names under which code speaks of a table: as it is, in camel and Pascal case, and in the singular, as models are
 * called. They are told from others by their case, so nothing but exact words counts.
 */
export function tableForms(name: string): readonly string[] {
  const words = wordsOf(name);
  const singular = [...words.slice(0, -1), singularOf(words.at(-1) ?? '')];
  return distinct([
    name,
    camel(words),
    pascal(words),
    pascal(singular),
    ...(words.length > 1 ? [camel(singular)] : []),
  ]);
}

/** The same of a column, which has no plural. */
export function columnForms(name: string): readonly string[] {
  const words = wordsOf(name);
  return distinct([name, ...(words.length > 1 ? [camel(words), pascal(words)] : [])]);
}

/**
 * Whether a column's name is a word that stands in code for many other things, such as `weight` or `status`: then it
 * counts only where the table is spoken of as well.
 */
export function isPlainWord(name: string): boolean {
  return wordsOf(name).length === 1;
}

function wordsOf(name: string): readonly string[] {
  return name
    .split(/[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/** English plurals, as far as object-relational mappers undo them by rule. */
function singularOf(word: string): string {
  if (/(?:ss|us|is)$/.test(word) || word.length < 4) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|ss|z|us)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

function pascal(words: readonly string[]): string {
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('');
}

function camel(words: readonly string[]): string {
  const name = pascal(words);
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => name !== '');
}
