/** What may hold a semicolon that ends no statement: literals, quoted names and comments, up to the end if need be. */
const opaque = [
  /(?<!\w)e'(?:[^'\\]|\\[^]|'')*(?:'|$)/,
  /'(?:[^']|'')*(?:'|$)/,
  /"(?:[^"]|"")*(?:"|$)/,
  /--[^\n\r]*/,
  /\/\*[^]*?(?:\*\/|$)/,
  /(?<!\w)(?<tag>\$(?:[a-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$)[^]*?(?:\k<tag>|$)/,
];

/**
 * Cuts a text that does not parse as a whole at its semicolons, but for those in literals, quoted names and comments,
 * so that the statements around the faulty one still count. The pieces together are the text.
 */
export function splitAtSemicolons(sql: string): readonly string[] {
  const pattern = new RegExp([...opaque.map(({ source }) => source), ';'].join('|'), 'gi');
  const pieces: string[] = [];
  let start = 0;
  for (const match of sql.matchAll(pattern)) {
    if (match[0] !== ';') continue;
    pieces.push(sql.slice(start, match.index + 1));
    start = match.index + 1;
  }
  if (sql.slice(start).trim() !== '') pieces.push(sql.slice(start));
  return pieces;
}
