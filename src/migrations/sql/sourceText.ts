/** A text that knows which line a byte of its UTF-8 form is on. */
export interface SourceText {
  readonly text: string;
  lineAt(byte: number): number;
  /** The text between two bytes. */
  slice(startByte: number, endByte: number): string;
}

const lineFeed = 0x0a;

/** @param firstLine the line of the text's first character */
export function sourceText(text: string, firstLine: number): SourceText {
  const bytes = Buffer.from(text, 'utf8');
  const lineStarts = [0];
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) lineStarts.push(at + 1);
  return {
    text,
    lineAt: (byte) => firstLine + lastIndexAtMost(lineStarts, byte),
    slice: (startByte, endByte) => bytes.toString('utf8', startByte, endByte),
  };
}

function lastIndexAtMost(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
