import { createHash } from 'node:crypto';

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

/** index_name() of Active Record; Rails 7.1 shortens names that are too long, those before refuse to. */
export function indexName(table: string, columns: readonly string[]): string {
  const name = `index_${table}_on_${columns.join('_and_')}`;
  const limit = 62;
  if (Buffer.byteLength(name) <= limit) return name;
  const ending = `_${hash(name)}`;
  return `${`idx_on_${columns.join('_')}`.slice(0, limit - ending.length)}${ending}`;
}

/** `fk_rails_`, `chk_rails_`, `uniq_rails_` and `excl_rails_` with ten digits of a hash. */
export function constraintName(kind: 'fk' | 'chk' | 'uniq' | 'excl', table: string, what: readonly string[]): string {
  const ending = kind === 'uniq' ? 'unique' : kind;
  return `${kind}_rails_${hash(`${table}_${what.join('_and_')}_${ending}`)}`;
}

const irregular: Readonly<Record<string, string>> = {
  child: 'children',
  datum: 'data',
  man: 'men',
  medium: 'media',
  move: 'moves',
  ox: 'oxen',
  person: 'people',
  quiz: 'quizzes',
};
const uncountable = /(?:equipment|information|rice|money|species|series|fish|sheep|jeans|police|news)$/;

/** ActiveSupport's inflections of English, as far as tables are called. */
export function pluralize(word: string): string {
  if (uncountable.test(word)) return word;
  for (const [one, many] of Object.entries(irregular)) {
    if (word === one || word.endsWith(`_${one}`)) return word.slice(0, word.length - one.length) + many;
  }
  if (/(?:[^aeiouy]|qu)y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(?:x|ch|ss|sh)$/.test(word)) return `${word}es`;
  if (/(?:ax|test)is$|sis$/.test(word)) return `${word.slice(0, -2)}es`;
  if (/(?:octop|vir)us$/.test(word)) return `${word.slice(0, -2)}i`;
  if (/(?:alias|status)$/.test(word)) return `${word}es`;
  if (/(?:buffal|tomat)o$/.test(word)) return `${word}es`;
  if (/(?:[^f]fe|[lr]f)$/.test(word)) return word.replace(/fe?$/, 'ves');
  return word.endsWith('s') ? word : `${word}s`;
}

export function singularize(word: string): string {
  if (uncountable.test(word)) return word;
  for (const [one, many] of Object.entries(irregular)) {
    if (word === many || word.endsWith(`_${many}`)) return word.slice(0, word.length - many.length) + one;
  }
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:x|ch|ss|sh|alias|status)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
