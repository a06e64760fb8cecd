import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

/** A password of its own for each place, as no other text is, and awkward in a URI, a shell, SQL and JSON. */
export function plantedSecret(place: string): string {
  return `pl4nted-${place} s%3Cecret$&'"\\é`;
}

/** The forms in which a secret may come out. */
function formsOf(secret: string): readonly string[] {
  return [
    secret,
    encodeURIComponent(secret),
    encodeURI(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("'", "''"),
    // The three ways in which base64 may cut what stands before it would need three forms; alone, it begins so.
    Buffer.from(secret).toString('base64').slice(0, -4),
  ];
}

/** Which of the planted secrets a text holds, in any form. */
export function secretsIn(text: string, places: readonly string[]): readonly string[] {
  return places.filter((place) => formsOf(plantedSecret(place)).some((form) => text.includes(form)));
}

/** Every file below a folder, with its content as text. */
export async function filesBelow(folder: string): Promise<readonly { readonly file: string; readonly text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return { file, text: await readFile(file, 'utf8') };
      }),
  );
}

/**
 * Looks at the arguments of all processes again and again until it is stopped.
 * @returns stops, and gives what was seen; nothing where the system has no /proc
 */
export function watchProcesses(): () => Promise<readonly string[]> {
  const seen = new Set<string>();
  let isOver = false;
  const watch = async (): Promise<void> => {
    while (!isOver) {
      const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
      for (const id of ids) seen.add(await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => ''));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const watching = watch();
  return async () => {
    isOver = true;
    await watching;
    return [...seen];
  };
}
