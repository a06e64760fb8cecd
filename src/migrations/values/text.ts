/**
 * A Python string whose characters know the line of the file that they were written on, so that a statement within
 * it can be found again.
 */
export interface Text {
  readonly kind: 'text';
  readonly text: string;
  /** Ascending by `at`: from this character on the text stands on that line of the file. Empty: nobody knows. */
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly at: number;
  /** From 1. */
  readonly line: number;
}

/** Stands within a text for a part that is not known; an object replacement character, which no real name holds. */
export const unknownPart = '\uFFFC';

/** More than any real migration builds; keeps `'x' * 10 ** 9` from filling the memory. */
const maxLength = 4_000_000;

export function textOf(text: string, line?: number): Text {
  return { kind: 'text', text, marks: line === undefined ? [] : [{ at: 0, line }] };
}

/** The line of the character at `offset`; undefined where nobody knows, or the text is another file's (line 0). */
export function lineOf(text: Text, offset = 0): number | undefined {
  let low = 0;
  let high = text.marks.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((text.marks[middle]?.at ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  const line = text.marks[low]?.line;
  return line === 0 ? undefined : line;
}

export function concatenate(parts: readonly Text[]): Text {
  const marks: Mark[] = [];
  let text = '';
  for (const part of parts) {
    if (text.length + part.text.length > maxLength) {
      return textOf(unknownPart, lineOf(part));
    }
    for (const mark of part.marks) {
      if (marks.at(-1)?.line !== mark.line) {
        marks.push({ at: mark.at + text.length, line: mark.line });
      }
    }
    text += part.text;
  }
  return { kind: 'text', text, marks };
}

export function slice(text: Text, from: number, to: number = text.text.length): Text {
  const line = lineOf(text, from);
  const marks = text.marks.filter((mark) => mark.at > from && mark.at < to);
  return {
    kind: 'text',
    text: text.text.slice(from, to),
    marks:
      line === undefined ? [] : [{ at: 0, line }, ...marks.map((mark) => ({ at: mark.at - from, line: mark.line }))],
  };
}

/**
 * A text as it is when put into another one: a name takes the line of the text around it, a longer piece (with white
 * space, so likely SQL) keeps its own.
 */
export function inserted(text: Text): Text {
  return /\s/.test(text.text) ? text : textOf(text.text);
}

/** The same text in other letters, where no letter becomes two. */
export function mapLetters(text: Text, change: (text: string) => string): Text {
  const changed = change(text.text);
  return changed.length === text.text.length ? { ...text, text: changed } : textOf(changed, lineOf(text));
}

/** Splits at every match; the separators are left out, or kept at the end of each part. */
export function split(text: Text, separator: RegExp, keepSeparators = false): Text[] {
  const parts: Text[] = [];
  let from = 0;
  for (const match of text.text.matchAll(separator)) {
    const end = match.index + match[0].length;
    parts.push(slice(text, from, keepSeparators ? end : match.index));
    from = end;
  }
  parts.push(slice(text, from));
  return parts;
}

/** Puts a part between every two of the others. */
export function join(parts: readonly Text[], separator: Text): Text {
  return concatenate(parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part])));
}

/** Python's textwrap.dedent(): takes away the white space that all lines begin with. */
export function dedent(text: Text): Text {
  const lines = split(text, /\n/g, true);
  const margins = lines.filter((line) => line.text.trim() !== '').map((line) => /^[ \t]*/.exec(line.text)?.[0] ?? '');
  let margin = margins[0] ?? '';
  for (const other of margins) {
    while (!other.startsWith(margin)) {
      margin = margin.slice(0, -1);
    }
  }
  return concatenate(
    lines.map((line) => (line.text.trim() === '' ? slice(line, line.text.search(/\n|$/)) : slice(line, margin.length))),
  );
}
