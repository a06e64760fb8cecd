/** How alike two names are, from 0 to 1: the Sørensen–Dice coefficient of their pairs of letters. */
export function nameSimilarity(a: string, b: string): number {
  const [first, second] = [letterPairs(a), letterPairs(b)];
  if (first.length === 0 || second.length === 0) return a === b ? 1 : 0;
  const left = new Map<string, number>();
  for (const pair of first) left.set(pair, (left.get(pair) ?? 0) + 1);
  let common = 0;
  for (const pair of second) {
    const count = left.get(pair) ?? 0;
    if (count === 0) continue;
    left.set(pair, count - 1);
    common++;
  }
  return (2 * common) / (first.length + second.length);
}

function letterPairs(name: string): string[] {
  const text = name.toLowerCase().replace(/[\s_-]+/g, '');
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2));
}
