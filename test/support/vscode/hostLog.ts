import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** How the extension shows up in the extension host's log: its id, and its folder in a stack trace. */
const ours = /database-compare|databaseCompare/;
const complaint = /\[(warning|error|critical)\]|DeprecationWarning|deprecated/i;

/**
 * VS Code's own word for a click on a row that a tree redraws at that moment: it has let go of the row's command, which
 * the new row has again. Nothing of the extension runs then.
 */
const clickedWhileRedrawn = 'Actual command not found, wanted to execute';

/** The entries of the extension hosts' logs that complain about this extension: warnings, errors, deprecations. */
export async function complaintsAboutUs(logs: string): Promise<string[]> {
  const files = await readdir(logs, { recursive: true }).catch(() => []);
  const hostLogs = files.filter((file) => /(^|[\\/])(remote)?exthost\.log$/.test(file));
  const texts = await Promise.all(hostLogs.map((file) => readFile(path.join(logs, file), 'utf8')));
  return texts
    .flatMap((text) => text.split(/\n(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)/))
    .filter((entry) => complaint.test(entry) && ours.test(entry) && !entry.includes(clickedWhileRedrawn));
}
