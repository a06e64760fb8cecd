/**
 * A body or a query without what does not change its meaning: line endings and, outside of quotes, runs of white space.
 * A line comment keeps its end, for what follows it would become part of it.
 */
export function normalizeCode(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(codePieces, (piece) => {
      if (/^\s/.test(piece)) return ' ';
      return piece.startsWith('--') ? `${piece.trimEnd()}\n` : piece;
    })
    .replace(/\n +/g, '\n')
    .trim();
}

/** Strings, quoted identifiers, comments, and white space; anything else stands for itself. */
const codePieces = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*\n?|\/\*[\s\S]*?\*\/|\s+/g;

/** Only what depends on the machine where the text was written. */
export function normalizeLineEndings(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
