type Parser = (text: string) => unknown;

const asText: Parser = (text) => text;

/** Type OIDs are fixed: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat */
const parsers = new Map<number, Parser>([
  [16, (text) => text === 't'], // bool
  [21, Number], // int2
  [23, Number], // int4
  [114, JSON.parse], // json
  [3802, JSON.parse], // jsonb
]);

/**
 * How values become JavaScript: booleans, two- and four-byte integers and JSON as such; everything else stays the text that
 * PostgreSQL gives, for the rest would lose something: eight-byte integers and numerics digits, timestamps their
 * microseconds, arrays their NULLs.
 */
export const valueParsers = {
  getTypeParser: (oid: number): Parser => parsers.get(oid) ?? asText,
};
