import { createHash } from 'node:crypto';

const maxLength = 63;

/** names_digest() in django/db/backends/utils.py. */
function digest(names: readonly string[], length: number): string {
  const hash = createHash('md5');
  for (const name of names) hash.update(name, 'utf8');
  return hash.digest('hex').slice(0, length);
}

/** _create_index_name() in django/db/backends/base/schema.py: of an index, a foreign key (`_fk_table_column`), `_uniq` ... */
export function indexName(table: string, columns: readonly string[], suffix = ''): string {
  const plain = table.slice(table.lastIndexOf('.') + 1).replaceAll('"', '');
  const ending = `${digest([plain, ...columns], 8)}${suffix}`;
  const over = columns.join('_');
  const whole = `${plain}_${over}_${ending}`;
  if (whole.length <= maxLength) return whole;
  const hash = ending.length > maxLength / 3 ? ending.slice(0, Math.floor(maxLength / 3)) : ending;
  const rest = Math.floor((maxLength - hash.length) / 2) - 1;
  const cut = `${plain.slice(0, rest)}_${over.slice(0, rest)}_${hash}`;
  return /^[_\d]/.test(cut) ? `D${cut.slice(0, -1)}` : cut;
}

/** truncate_name() in django/db/backends/utils.py: a table's name that is too long ends in 4 digits of a hash. */
export function tableName(name: string): string {
  return name.length <= maxLength ? name : `${name.slice(0, maxLength - 4)}${digest([name], 4)}`;
}
