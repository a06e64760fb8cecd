import type { PageDifference } from '../../src/protocol/pageModel.ts';

/**
 * A name or value from a database on one line: line breaks become ⏎, other control characters their
 * visible pictures, and the characters that reverse the reading direction a replacement mark, since they could
 * make one name look like another.
 */
export function oneLine(text: string): string {
  return text
    .replace(/\r\n|\n|\r/g, '⏎')
    .replace(/\p{Cc}/gu, controlPicture)
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** https://www.unicode.org/charts/PDF/U2400.pdf */
function controlPicture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

/** "1 column", "20 columns", "2 indexes", "3 properties". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural(noun)}`;
}

export function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  if (/(?:ss|x|ch)$/.test(noun)) return `${noun}es`;
  // Statistics and default privileges have no singular.
  return noun.endsWith('s') ? noun : `${noun}s`;
}

/** The local time of day of an ISO 8601 instant, `14:02:31`; the text itself where it is no instant. */
export function clock(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** An attribute's value as a reader reads it; null where the object has no such attribute. */
export function scalarText(value: PageDifference['attributes'][number]['left']): string | null {
  if (value === null) return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? String(value) : value;
}
