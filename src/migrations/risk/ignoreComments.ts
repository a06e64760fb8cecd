/** A comment in a migration file by which somebody takes responsibility for a risk. */
export interface IgnoreComment {
  readonly rule: string;
  readonly reason: string;
  /** The line that it is about, from 1: the next one that is no comment, or its own where code stands before it. */
  readonly line: number;
}

const comment = /(--|#|\/\/|\/\*|\*|<!--)\s*database-compare: ignore (\S+) because (.*?)\s*(?:\*\/|-->)?\s*$/;
const onlyComment = /^\s*(?:--|#|\/\/|\/\*|\*|<!--|$)/;

/** The comments of the form `-- database-compare: ignore drop-column because nobody reads it`, in whatever language. */
export function readIgnoreComments(text: string): readonly IgnoreComment[] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const [written, , rule, reason] = comment.exec(line) ?? [];
    if (written === undefined || rule === undefined || reason === undefined || reason === '') return [];
    const isAlone = line.slice(0, line.indexOf(written)).trim() === '';
    const next = lines.findIndex((other, place) => place > index && !onlyComment.test(other));
    return [{ rule, reason, line: isAlone ? next + 1 : index + 1 }];
  });
}

/** The reason why a rule does not count on a line; undefined where it does. */
export function acceptedBy(comments: readonly IgnoreComment[]): (rule: string, line: number) => string | undefined {
  return (rule, line) => comments.find((each) => each.rule === rule && each.line === line)?.reason;
}

/** The comment that accepts a risk, without its reason's end. `style` is that of the place where it will stand. */
export function ignoreComment(style: CommentStyle, rule: string, reason: string): string {
  const text = `database-compare: ignore ${rule} because ${reason}`;
  return style === '<!--' ? `<!-- ${text} -->` : `${style} ${text}`;
}

export type CommentStyle = '--' | '#' | '//' | '<!--';

/**
 * How a comment is written above a line: in the file's language, but in SQL's where the line is in the middle of a
 * string that holds SQL.
 *
 * @param lineText the lines of the file up to the one that the comment goes above
 */
export function commentStyle(file: string, before: string): CommentStyle {
  const extension = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  switch (extension) {
    case 'py':
      return isOpen(before, /"""|'''/g) ? '--' : '#';
    case 'rb':
      return isInHeredoc(before) ? '--' : '#';
    case 'js':
    case 'mjs':
    case 'cjs':
    case 'ts':
    case 'mts':
    case 'cts':
      return isOpen(before, /`/g) ? '--' : '//';
    case 'yaml':
    case 'yml':
      return '#';
    case 'xml':
      return '<!--';
    default:
      return '--';
  }
}

/** Whether a quotation that has one mark for both ends is open at the end. */
function isOpen(text: string, mark: RegExp): boolean {
  let open: string | undefined;
  for (const [found] of text.matchAll(mark)) {
    if (open === undefined) open = found;
    else if (open === found) open = undefined;
  }
  return open !== undefined;
}

/** https://docs.ruby-lang.org/en/master/syntax/literals_rdoc.html#label-Here+Document+Literals */
function isInHeredoc(text: string): boolean {
  let end: string | undefined;
  for (const line of text.split('\n')) {
    if (end !== undefined) {
      if (line.trim() === end) end = undefined;
    } else end = /<<[~-]?["'`]?([A-Z_]\w*)["'`]?/.exec(line)?.[1];
  }
  return end !== undefined;
}
