import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Line } from 'ssh-config';
import { CompareError } from '../../compareError.ts';

/** What ssh's configuration says of a host, by parameter in lower case. */
export type HostConfig = Readonly<Record<string, readonly string[]>>;

/**
 * What ~/.ssh/config and the system's file say of a host (https://man.openbsd.org/ssh_config.5). The first value of a
 * parameter counts. Nothing is run for it: `Match exec` matches nothing, and names are not made canonical.
 *
 * @throws CompareError 'fileUnreadable' for a file that is not written as ssh wants it
 */
export async function readHostConfig(alias: string, homeFolder: string): Promise<HostConfig> {
  const userFolder = path.join(homeFolder, '.ssh');
  const lines = [
    ...(await readLines(path.join(userFolder, 'config'), { alias, includesFrom: userFolder, homeFolder, open: [] })),
    ...(await readLines('/etc/ssh/ssh_config', { alias, includesFrom: '/etc/ssh', homeFolder, open: [] })),
  ];
  const { SSHConfig } = await import('ssh-config');
  const config = new SSHConfig();
  config.push(...lines);
  const found = config.compute(alias, { ignoreCase: true, matchExec: false });
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, [value].flat()]));
}

interface Reading {
  readonly alias: string;
  /** Where the relative paths of `Include` start. */
  readonly includesFrom: string;
  readonly homeFolder: string;
  /** The files that are being read: one that includes itself says nothing new. */
  readonly open: readonly string[];
}

/** The lines of a file, with those of the files that it includes in their place. */
async function readLines(file: string, reading: Reading): Promise<Line[]> {
  const { parse } = await import('ssh-config');
  const text = reading.open.includes(file) ? undefined : await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  let lines: Line[];
  try {
    lines = [...parse(text)];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new CompareError('fileUnreadable', { file, message }, { cause: error });
  }
  return withIncludes(lines, { ...reading, open: [...reading.open, file] });
}

async function withIncludes(lines: readonly Line[], reading: Reading): Promise<Line[]> {
  const { LineType, glob } = await import('ssh-config');
  const all: Line[] = [];
  for (const line of lines) {
    if (line.type !== LineType.DIRECTIVE || isRunningSomething(line.param)) continue;
    if (isInclude(line)) {
      all.push(...(await included(wordsOf(line), reading)));
    } else if ('config' in line) {
      const inner = await withIncludes(line.config, reading);
      const isSection = (each: Line): boolean => 'config' in each;
      const { SSHConfig } = await import('ssh-config');
      const config = new SSHConfig();
      config.push(...inner.filter((each) => !isSection(each)));
      all.push({ ...line, config });
      // What is included within a section counts only where the section does.
      if (/^host$/i.test(line.param) && glob([...wordsOf(line)], reading.alias)) all.push(...inner.filter(isSection));
    } else {
      all.push(line);
    }
  }
  return all;
}

/** The library would ask nslookup for canonical names. */
function isRunningSomething(parameter: string): boolean {
  return /^CanonicalizeHostname$/i.test(parameter);
}

function isInclude(line: Line): boolean {
  return 'param' in line && /^include$/i.test(line.param);
}

function wordsOf(line: Line): readonly string[] {
  if (!('value' in line)) return [];
  return typeof line.value === 'string' ? [line.value] : line.value.map(({ val }) => val);
}

async function included(patterns: readonly string[], reading: Reading): Promise<Line[]> {
  const { glob } = await import('tinyglobby');
  const lines: Line[] = [];
  for (const pattern of patterns) {
    const expanded = pattern.startsWith('~/') ? path.join(reading.homeFolder, pattern.slice(2)) : pattern;
    const whole = path.resolve(reading.includesFrom, expanded);
    const files = await glob([whole.replaceAll('\\', '/')], { absolute: true, dot: true, expandDirectories: false });
    for (const file of files.sort()) lines.push(...(await readLines(file, reading)));
  }
  return lines;
}
