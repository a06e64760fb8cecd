import type { ErrorDetails } from '../compareError.ts';

export function text(fact: string | number | undefined): string | undefined {
  return fact === undefined || fact === '' ? undefined : String(fact);
}

export function quoted(fact: string | number | undefined, otherwise: string): string {
  const known = text(fact);
  return known === undefined ? otherwise : `"${known}"`;
}

export function because(details: ErrorDetails): string {
  const message = text(details['message'] ?? details['detail']);
  return message === undefined ? '' : `: ${message.trim().replace(/[.\s]+$/, '')}`;
}

/** Time limits travel in milliseconds. */
export function after(details: ErrorDetails): string {
  const limit = details['timeout'];
  return typeof limit === 'number' ? ` (${limit / 1000} s)` : '';
}

export function place(details: ErrorDetails, otherwise: string): string {
  const file = text(details['file']);
  const line = text(details['line']);
  if (file === undefined) return otherwise;
  return line === undefined ? file : `${file}, line ${line},`;
}
