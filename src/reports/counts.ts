import type { Explanation, ExplanationCause } from '../migrations/explanation.ts';

/** How many differences have which explanation. */
export function countCauses(
  differences: readonly { readonly explanation: Explanation }[],
): Record<ExplanationCause, number> {
  const counts = { pending: 0, 'not in effect': 0, 'revision unknown': 0, unmanaged: 0 };
  for (const difference of differences) counts[difference.explanation.cause]++;
  return counts;
}

/** "1 table", "2 tables", "2 indexes", "2 operator classes", "2 statistics". */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${count === 1 ? noun : plural(noun)}`;
}

function plural(noun: string): string {
  if (/(?:x|ss)$/.test(noun)) return `${noun}es`;
  // Statistics and default privileges have no singular.
  if (noun.endsWith('s')) return noun;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
