/** Runs the candidates in turn, so that a slow moment of the machine meets all of them; gives medians in milliseconds. */
export async function inTurn(
  rounds: number,
  candidates: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<Readonly<Record<string, number>>> {
  const times = new Map(Object.keys(candidates).map((name): [string, number[]] => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, candidate] of Object.entries(candidates)) {
      const start = performance.now();
      await candidate();
      // The first round only warms the caches.
      if (round > 0) times.get(name)?.push(performance.now() - start);
    }
  }
  const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  return Object.fromEntries([...times].map(([name, list]) => [name, median(list)]));
}
