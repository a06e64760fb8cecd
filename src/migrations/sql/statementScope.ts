import type { ScanToken } from 'libpg-query';
import type { KnownNames } from './knownNames.ts';

/** What the reading of one statement needs to know about its surroundings. Locations count bytes, as the parser does. */
export interface StatementScope {
  /** The schema of unqualified names; undefined where the text leaves it to the search path. */
  readonly defaultSchema: string | undefined;
  readonly names: KnownNames;
  /** The line on which the statement begins. */
  readonly line: number;
  /** Whether all of it stands on that line. */
  readonly isOneLine: boolean;
  /** The line of a location; the statement's own where the parser gives none. */
  lineAt(location: number | undefined): number;
  /** The statement's tokens, without comments. */
  tokens(): readonly ScanToken[];
  textBetween(start: number, end: number): string;
}

/**
 * The tokens from `start` on, cut at every comma that no bracket encloses, up to the bracket that closes the list.
 * Lists in the parse tree carry no locations, their places in the text do.
 */
export function commaSegments(tokens: readonly ScanToken[], start: number): readonly (readonly ScanToken[])[] {
  const segments: ScanToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.start < start) continue;
    if (token.text === ';') break;
    if (depth === 0 && (token.text === ',' || token.text === ')' || token.text === ']')) {
      if (token.text !== ',') break;
      segments.push([]);
      continue;
    }
    if (token.text === '(' || token.text === '[') depth += 1;
    if (token.text === ')' || token.text === ']') depth -= 1;
    segments.at(-1)?.push(token);
  }
  return segments;
}

/** The text from the first token to the last, as written. */
export function textOfTokens(scope: StatementScope, tokens: readonly ScanToken[]): string | undefined {
  const first = tokens[0];
  const last = tokens.at(-1);
  return first === undefined || last === undefined ? undefined : scope.textBetween(first.start, last.end);
}
