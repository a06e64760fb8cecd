import type { SyntaxNode } from '@lezer/common';
import { children } from '../values/syntaxTree.ts';
import { concatenate, inserted, type Mark, type Text } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import { display } from './meaning.ts';
import type { JavaScriptSource } from './parseJavaScript.ts';

/** A string literal, or a template with what its placeholders come to. */
export function readString(node: SyntaxNode, source: JavaScriptSource, evaluate: (node: SyntaxNode) => Value): Text {
  const isClosed = node.to - node.from > 1 && source.text[node.to - 1] === source.text[node.from];
  const end = isClosed ? node.to - 1 : node.to;
  const parts: Text[] = [];
  let from = node.from + 1;
  for (const placeholder of children(node).filter((child) => child.name === 'Interpolation')) {
    parts.push(decode(source, from, placeholder.from));
    const expression = children(placeholder).find((child) => !child.name.startsWith('Interpolation'));
    if (expression !== undefined) parts.push(inserted(display(evaluate(expression))));
    from = placeholder.to;
  }
  parts.push(decode(source, from, end));
  return concatenate(parts);
}

const simpleEscapes: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  0: '\0',
};
const token = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(\r\n|[^]))|\r\n?|\n/g;

/** The characters of a literal between two places, with a mark at each new line of the file. */
function decode(source: JavaScriptSource, from: number, to: number): Text {
  const raw = source.text.slice(from, to);
  const marks: Mark[] = [{ at: 0, line: source.lineAt(from) }];
  let text = '';
  let done = 0;
  for (const match of raw.matchAll(token)) {
    text += raw.slice(done, match.index) + decodeToken(match);
    done = match.index + match[0].length;
    if (/[\r\n]/.test(match[0])) marks.push({ at: text.length, line: source.lineAt(from + done) });
  }
  return { kind: 'text', text: text + raw.slice(done), marks };
}

function decodeToken([found, byte, short, long, other]: RegExpExecArray): string {
  if (!found.startsWith('\\')) return '\n';
  const hex = byte ?? short ?? long;
  if (hex !== undefined) {
    const code = Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  }
  // A backslash at the end of a line joins the lines.
  return other === '\n' || other === '\r\n' || other === undefined ? '' : (simpleEscapes[other] ?? other);
}
