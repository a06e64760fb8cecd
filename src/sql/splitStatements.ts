/** A stretch of an SQL file. The pieces of a text, in order, are the text: nothing is lost between them. */
export interface SqlPiece {
  /**
   * `trivia`: white space and comments between statements. `statement`: from its first word up to and with its
   * semicolon. `metaCommand`: a backslash command of psql up to the end of its line. `copyData`: the lines behind
   * `COPY ... FROM stdin`, up to and with the line `\.`.
   */
  readonly kind: 'trivia' | 'statement' | 'metaCommand' | 'copyData';
  readonly text: string;
  /** Where the piece begins, in UTF-16 units from 0. */
  readonly offset: number;
  /** The line on which the piece begins, from 1. */
  readonly line: number;
  /** Of a `COPY ... FROM stdin`: where the word `stdin` begins within `text`. */
  readonly stdinOffset?: number;
}

const escapeStrings =
  /^set\s+(?:session\s+|local\s+)?standard_conforming_strings\s*(?:=|\s+to\s)\s*'?(off|false|0|on|true|1)\b/i;

/**
 * Splits an SQL text where psql would: at semicolons outside of quotes, comments, parentheses and the bodies of
 * `BEGIN ATOMIC` routines. It follows the rules of PostgreSQL's src/fe_utils/psqlscan.l and never fails: a quote that
 * nothing closes lasts until the end of the text, where the server reports it.
 *
 * A backslash outside of quotes is never SQL, so it ends a statement and begins one of psql's commands, as `\g` does.
 */
export function splitStatements(text: string): SqlPiece[] {
  const pieces: SqlPiece[] = [];
  const length = text.length;
  const dollarQuote = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
  let at = 0;
  let pieceStart = 0;
  let lineOffset = 0;
  let line = 1;
  /** How `'...'` ends: backslashes are escapes in it after `SET standard_conforming_strings = off`. */
  let afterString = afterPlainString;

  /** Where the statement that is being read begins; -1 between statements. */
  let statementStart = -1;
  let parentheses = 0;
  let bodyDepth = 0;
  let words: string[] = [];
  let previousWord = '';
  let stdinAt = -1;

  function emit(kind: SqlPiece['kind'], end: number): void {
    if (end > pieceStart) {
      for (
        let next = text.indexOf('\n', lineOffset);
        next !== -1 && next < pieceStart;
        next = text.indexOf('\n', next + 1)
      ) {
        line++;
        lineOffset = next + 1;
      }
      const piece = { kind, text: text.slice(pieceStart, end), offset: pieceStart, line };
      pieces.push(kind === 'statement' && stdinAt >= 0 ? { ...piece, stdinOffset: stdinAt - pieceStart } : piece);
    }
    pieceStart = end;
  }

  function begin(): void {
    if (statementStart === -1) {
      emit('trivia', at);
      statementStart = at;
    }
  }

  function finish(end: number): void {
    emit('statement', end);
    const statement = pieces.at(-1)?.text ?? '';
    const setting =
      words[0] === 'set' && words.includes('standard_conforming_strings') && escapeStrings.exec(statement);
    if (setting) afterString = /^(?:off|false|0)$/i.test(setting[1] ?? '') ? afterEscapeString : afterPlainString;
    statementStart = -1;
    parentheses = 0;
    bodyDepth = 0;
    words = [];
    previousWord = '';
    stdinAt = -1;
  }

  /** To the end of the text when nothing closes the quote. */
  function after(mark: string, from: number): number {
    const found = text.indexOf(mark, from);
    return found === -1 ? length : found + mark.length;
  }

  function afterPlainString(from: number): number {
    return after("'", from);
  }

  function afterEscapeString(from: number): number {
    for (let i = from; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code === 92 /* \ */) i++;
      else if (code === 39 /* ' */) return i + 1;
    }
    return length;
  }

  function afterBlockComment(from: number): number {
    let depth = 1;
    for (let i = from; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code === 42 /* * */ && text.charCodeAt(i + 1) === 47) {
        i++;
        if (--depth === 0) return i + 1;
      } else if (code === 47 /* / */ && text.charCodeAt(i + 1) === 42) {
        i++;
        depth++;
      }
    }
    return length;
  }

  /** Reads a word; what it tells about the statement is what psqlscan.l keeps track of. */
  function readWord(): void {
    const start = at;
    do at++;
    while (at < length && isWordPart(text.charCodeAt(at)));
    if (text.charCodeAt(at) === 39 && at - start === 1 && (text.charCodeAt(start) | 32) === 101 /* e */) {
      at = afterEscapeString(at + 1);
      return;
    }
    const routine = words[0] === 'create' && isRoutine(words);
    if (words.length >= 4 && !routine && words[0] !== 'copy') return;
    const word = text.slice(start, at).toLowerCase();
    if (words.length < 4) words.push(word);
    if (routine) {
      if (word === 'begin') bodyDepth++;
      else if (word === 'case' && bodyDepth > 0) bodyDepth++;
      else if (word === 'end' && bodyDepth > 0) bodyDepth--;
    }
    if (words[0] === 'copy' && word === 'stdin' && previousWord === 'from' && parentheses === 0) stdinAt = start;
    previousWord = word;
  }

  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === 32 || (code >= 9 && code <= 13)) {
      at++;
    } else if (code === 45 /* - */ && text.charCodeAt(at + 1) === 45) {
      at = after('\n', at + 2);
    } else if (code === 47 /* / */ && text.charCodeAt(at + 1) === 42) {
      at = afterBlockComment(at + 2);
    } else if (code === 92 /* \ */) {
      if (statementStart >= 0) finish(at);
      else emit('trivia', at);
      at = after('\n', at);
      emit('metaCommand', at);
    } else {
      begin();
      if (code === 59 /* ; */) {
        at++;
        if (parentheses === 0 && bodyDepth === 0) {
          const copies = stdinAt >= 0;
          finish(at);
          if (copies) {
            at = after('\n', at);
            emit('trivia', at);
            at = afterCopyData(text, at);
            emit('copyData', at);
          }
        }
      } else if (code === 39 /* ' */) {
        at = afterString(at + 1);
        previousWord = '';
      } else if (code === 34 /* " */) {
        at = after('"', at + 1);
        previousWord = '';
      } else if (code === 36 /* $ */) {
        dollarQuote.lastIndex = at;
        const tag = dollarQuote.exec(text)?.[0];
        at = tag === undefined ? at + 1 : after(tag, at + tag.length);
      } else if (isWordStart(code)) {
        readWord();
      } else {
        if (code === 40 /* ( */) parentheses++;
        else if (code === 41 /* ) */ && parentheses > 0) parentheses--;
        at++;
        // The $ behind a digit is part of a number, not the beginning of a dollar quote, as in a word.
        if (code >= 48 && code <= 57) while (at < length && isWordPart(text.charCodeAt(at))) at++;
      }
    }
  }
  if (statementStart >= 0) finish(length);
  else emit('trivia', length);
  return pieces;
}

function isRoutine(words: readonly string[]): boolean {
  const kind = words[1] === 'or' && words[2] === 'replace' ? words[3] : words[1];
  return kind === 'function' || kind === 'procedure';
}

function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || (code >= 48 && code <= 57) || code === 36;
}

/** Behind the line that is `\.` alone, or the end of the text. */
function afterCopyData(text: string, from: number): number {
  for (let at = from; at < text.length;) {
    if (text.startsWith('\\.', at)) {
      const end = text.indexOf('\n', at);
      const lineEnd = end === -1 ? text.length : end;
      if (lineEnd === at + 2 || (lineEnd === at + 3 && text[at + 2] === '\r')) return end === -1 ? lineEnd : end + 1;
    }
    const next = text.indexOf('\n\\.', at);
    at = next === -1 ? text.length : next + 1;
  }
  return text.length;
}
