/** A text that knows which line a byte of its UTF-8 form is on. */
export interface SourceText {
  readonly text: string;
  /** From `firstLine`. */
  lineAt(byte: number): number;
  /** The text between two bytes. */
  slice(startByte: number, endByte: number): string;
  readonly byteLength: number;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** @param firstLine the line of the text's first character */
export function sourceText(text: string, firstLine = 1): SourceText {
  const bytes = Buffer.from(text, 'utf8');
  const lineStarts = [0];
  bytes.forEach((byte, index) => {
    // As editors do: \n, \r\n and a lone \r end a line.
    if (byte === lineFeed || (byte === carriageReturn && bytes[index + 1] !== lineFeed)) lineStarts.push(index + 1);
  });
  return {
    text,
    byteLength: bytes.length,
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
