/** `V1_2__x` and `V01.2.0__x` are both of version 1.2; undefined for a repeatable migration. */
export function bareVersion(name: string): string | undefined {
  const written = /^[VUB]?(\d[\d._]*?)(?:__|$)/.exec(name)?.[1];
  if (written === undefined) return undefined;
  const parts = written.split(/[._]/).map((part) => (part === '' ? '0' : BigInt(part).toString()));
  return parts.join('.').replace(/(?:\.0)+$/, '');
}

/** What tells a repeatable migration: its description, in which `_` stands for a space. */
export function repeatableName(name: string): string {
  return `R ${name.replace(/^R__/, '').replaceAll('_', ' ')}`;
}
