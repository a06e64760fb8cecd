import type { SyntaxNode } from '@lezer/common';
import { type PythonSource } from './parsePython.ts';
import { children } from '../values/syntaxTree.ts';
import { concatenate, inserted, type Mark, type Text, textOf, unknownPart } from '../values/text.ts';
import { knownText, type Value } from '../values/value.ts';
import { display } from './meaning.ts';

const opening = /^([a-zA-Z]*)("""|'''|"|')/;

/** The text of a `String`, `FormatString` or `ContinuedString` node; `evaluate` tells what stands between braces. */
export function readStringLiteral(node: SyntaxNode, source: PythonSource, evaluate: (node: SyntaxNode) => Value): Text {
  if (node.name === 'ContinuedString') {
    return concatenate(children(node).map((piece) => readStringLiteral(piece, source, evaluate)));
  }
  const literal = source.text.slice(node.from, node.to);
  const match = opening.exec(literal);
  const prefix = match?.[1]?.toLowerCase() ?? '';
  const quote = match?.[2] ?? '';
  const isRaw = prefix.includes('r');
  const isFormat = node.name === 'FormatString';
  const to =
    literal.endsWith(quote) && literal.length > prefix.length + quote.length ? node.to - quote.length : node.to;
  const parts: Text[] = [];
  let from = node.from + prefix.length + quote.length;
  if (isFormat) {
    for (const replacement of children(node).filter((child) => child.name === 'FormatReplacement')) {
      parts.push(decode(source, from, replacement.from, isRaw, true));
      parts.push(replace(replacement, source, evaluate));
      from = replacement.to;
    }
  }
  parts.push(decode(source, from, to, isRaw, isFormat));
  return concatenate(parts);
}

/** Python's format(): the conversions and the few specifications that names and SQL are built with. */
export function formatValue(value: Value, conversion: string, specification: string): Text {
  const shown = display(value);
  if (conversion === '!r' && value.kind === 'text') {
    return knownText(value) === undefined ? textOf(unknownPart) : textOf(pythonRepr(value.text));
  }
  if (specification === '' || specification === 's' || specification === 'd') {
    return inserted(shown);
  }
  const zeros = /^0(\d{1,2})d?$/.exec(specification)?.[1];
  if (zeros !== undefined && value.kind === 'number') {
    return textOf(shown.text.padStart(Number(zeros), '0'));
  }
  return textOf(unknownPart);
}

function replace(node: SyntaxNode, source: PythonSource, evaluate: (node: SyntaxNode) => Value): Text {
  const parts = children(node);
  const expression = parts.find((part) => part.name !== '{');
  const textIn = (name: string): string => {
    const part = parts.find((candidate) => candidate.name === name);
    return part === undefined ? '' : source.text.slice(part.from, part.to);
  };
  if (expression === undefined || textIn('FormatSelfDoc') !== '') {
    return textOf(unknownPart);
  }
  return formatValue(evaluate(expression), textIn('FormatConversion'), textIn('FormatSpec').slice(1));
}

function pythonRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
const token = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(\r\n|[^]))|\r\n?|\n|\{\{|\}\}/g;

/** Decodes the characters of a literal between `from` and `to`, with a mark at each new line of the file. */
function decode(source: PythonSource, from: number, to: number, isRaw: boolean, isFormat: boolean): Text {
  const raw = source.text.slice(from, to);
  const marks: Mark[] = [{ at: 0, line: source.lineAt(from) }];
  let text = '';
  let done = 0;
  for (const match of raw.matchAll(token)) {
    const found = match[0];
    text += raw.slice(done, match.index) + decodeToken(match, isRaw, isFormat);
    done = match.index + found.length;
    if (found.includes('\n') || found === '\r') {
      marks.push({ at: text.length, line: source.lineAt(from + done) });
    }
  }
  return { kind: 'text', text: text + raw.slice(done), marks };
}

function decodeToken(match: RegExpExecArray, isRaw: boolean, isFormat: boolean): string {
  const [found, byte, short, long, octal, other] = match;
  if (found === '{{' || found === '}}') {
    return isFormat ? found.slice(1) : found;
  }
  if (!found.startsWith('\\')) {
    return '\n';
  }
  if (isRaw) {
    return found.replace('\r\n', '\n');
  }
  const hex = byte ?? short ?? long;
  if (hex !== undefined) {
    const code = Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : unknownPart;
  }
  if (octal !== undefined) {
    return String.fromCharCode(Number.parseInt(octal, 8));
  }
  // A backslash at the end of a line joins the lines; one before any other letter stays.
  return other === '\n' || other === '\r\n' || other === undefined ? '' : (simpleEscapes[other] ?? found);
}
