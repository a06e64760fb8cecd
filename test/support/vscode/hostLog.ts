import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** How the extension shows up in the extension host's log: its id, and its folder in a stack trace. */
const ours = /database-compare|databaseCompare/;
const complaint = /\[(warning|error|critical)\]|DeprecationWarning|deprecated/i;

/** The entries of the extension hosts' logs that complain about this extension: warnings, errors, deprecations. */
export async function complaintsAboutUs(logs: string): Promise<string[]> {
  const files = await readdir(logs, { recursive: true }).catch(() => []);
  const hostLogs = files.filter((file) => /(^|[\\/])(remote)?exthost\.log$/.test(file));
  const texts = await Promise.all(hostLogs.map((file) => readFile(path.join(logs, file), 'utf8')));
  return texts
    .flatMap((text) => text.split(/\n(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/))
    .filter((entry) => complaint.test(entry) && ours.test(entry));
}
