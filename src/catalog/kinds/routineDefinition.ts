import type { CatalogObject } from '../catalogObject.ts';
import { commentSql, words } from '../definitionText.ts';
import { quoteIdentifier, quoteLiteral } from '../identifiers.ts';

export function defineRoutine(type: 'FUNCTION' | 'PROCEDURE', routine: CatalogObject): string {
  const attributes = routine.attributes;
  const text = (name: string): string => String(attributes[name] ?? '');
  const bareName = routine.name.slice(0, routine.name.lastIndexOf('('));
  const transforms = text('transform types');
  const lines = [
    `CREATE OR REPLACE ${type} ${quoteIdentifier(routine.schema ?? '')}.${quoteIdentifier(bareName)}(${text('arguments')})`,
    type === 'FUNCTION' && `    RETURNS ${text('returns')}`,
    `    LANGUAGE ${quoteIdentifier(text('language'))}`,
    transforms !== '' && `    TRANSFORM FOR TYPE ${transforms.replaceAll(', ', ', FOR TYPE ')}`,
    indented(options(attributes)),
    ...text('configuration')
      .split('\n')
      .map((item) => indented(setting(item))),
  ].filter((line) => typeof line === 'string' && line !== '');
  if (typeof attributes['sql body'] === 'string') lines.push(`${text('sql body')};`);
  else if (typeof attributes['library'] === 'string')
    lines.push(`AS ${quoteLiteral(text('library'))}, ${quoteLiteral(text('body'))};`);
  else lines.push(`AS ${dollarQuoted(text('body'))};`);
  return `${lines.join('\n')}${commentSql(type, routine)}`;
}

/** The clauses whose value is not the one that PostgreSQL gives by itself. */
function options(attributes: CatalogObject['attributes']): string {
  const text = (name: string): string => String(attributes[name] ?? '');
  const defaultCost = ['c', 'internal'].includes(text('language')) ? 1 : 100;
  return words(
    attributes['window'] === true && 'WINDOW',
    !['', 'volatile'].includes(text('volatility')) && text('volatility').toUpperCase(),
    attributes['strict'] === true && 'STRICT',
    attributes['security definer'] === true && 'SECURITY DEFINER',
    attributes['leakproof'] === true && 'LEAKPROOF',
    !['', 'unsafe'].includes(text('parallel')) && `PARALLEL ${text('parallel').toUpperCase()}`,
    typeof attributes['cost'] === 'number' && attributes['cost'] !== defaultCost && `COST ${text('cost')}`,
    typeof attributes['rows'] === 'number' && ![0, 1000].includes(attributes['rows']) && `ROWS ${text('rows')}`,
    typeof attributes['support'] === 'string' && `SUPPORT ${text('support')}`,
  );
}

/** Settings whose stored value is a list of names, quoted where that is needed; as in pg_dump. */
const listSettings: ReadonlySet<string> = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
]);

function setting(item: string): string {
  const [name = '', ...rest] = item.split('=');
  const value = rest.join('=');
  if (name === '') return '';
  return `SET ${name} TO ${listSettings.has(name) && value !== '' ? value : quoteLiteral(value)}`;
}

function indented(text: string): string {
  return text === '' ? '' : `    ${text}`;
}

/** The body between dollar signs, with a tag that does not occur in it. */
function dollarQuoted(body: string): string {
  let tag = '$$';
  for (let count = 0; body.includes(tag); count++) tag = `$body${count === 0 ? '' : String(count)}$`;
  return `${tag}${body}${tag}`;
}
