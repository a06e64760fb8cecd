import { quoteLiteral } from './identifiers.ts';

/** An arm of the catalog statement for objects that many databases have none of. */
export interface OptionalArm {
  /** SQL condition, false where the database has none of them. */
  readonly presence: string;
  readonly sql: string;
}

/** The `reader` of rows whose `facts` are a row of an optional arm. */
const optionalReader = -2;

/** A row as the catalog statement gives it. */
interface Row {
  readonly reader: number;
  readonly owner: string;
  readonly facts: string;
}

/**
 * SQL for one arm that stands for all optional ones.
 *
 * Most databases have no text search parser, no operator class and no transform, and yet the server would plan every
 * arm that asks for them, which takes longer than to read a hundred tables. So the server itself puts together the arms
 * of what it has, and runs them by query_to_xml(), which only reads and needs no XML support:
 * https://www.postgresql.org/docs/current/functions-xml.html#FUNCTIONS-XML-MAPPING
 *
 * @param sharedQueries the WITH clause that the arms need; in it and in the arms `$1` is the statement's parameter
 */
export function optionalArm(arms: readonly OptionalArm[], sharedQueries: string): string {
  const byPresence = new Map<string, string[]>();
  for (const { presence, sql } of arms) byPresence.set(presence, [...(byPresence.get(presence) ?? []), sql]);
  const union = '\nUNION ALL\n';
  const present = [...byPresence].map(
    ([presence, sql]) => `CASE WHEN ${presence} THEN ${quoteLiteral(sql.join(union))} END`,
  );
  const before = `WITH ${sharedQueries}\nSELECT one.reader, one.owner, one.facts FROM (`;
  const query = `replace(${quoteLiteral(before)} || present.arms || ') one(reader, owner, facts)', '$1', quote_nullable($1::text[]))`;
  // OFFSET 0, for else the conditions would be planned and evaluated once for each place that names them.
  // A row each, for the rows of a large catalog may have to travel apart; no text in them has a `<`.
  return `SELECT ${String(optionalReader)}, md5(mapped.one), mapped.one
FROM (SELECT concat_ws(${quoteLiteral(union)}, ${present.join(',\n')}) AS arms OFFSET 0) present
CROSS JOIN LATERAL unnest(string_to_array(query_to_xml(${query}, false, true, '')::text, '</row>')) mapped(one)
WHERE present.arms <> ''`;
}

/** Puts the rows of the optional arms in the place of those that hold them. */
export function withOptionalRows<R extends Row>(rows: readonly R[]): (R | Row)[] {
  return rows.flatMap((row) => (row.reader === optionalReader ? optionalRows(row.facts) : [row]));
}

function optionalRows(xml: string): Row[] {
  const rows = xml.matchAll(/<reader>(\d+)<\/reader>\s*<owner>([^<]*)<\/owner>\s*<facts>([^<]*)<\/facts>/g);
  return Array.from(rows, ([, reader, owner = '', facts = '']) => ({
    reader: Number(reader),
    owner: unescaped(owner),
    facts: unescaped(facts),
  }));
}

/** Undoes what the mapping to XML does to a text: these four and nothing else. */
function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&#x0d;', '\r').replaceAll('&amp;', '&');
}
