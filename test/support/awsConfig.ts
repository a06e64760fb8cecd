import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Gives this process an ~/.aws/config of its own, and no other credentials. @returns what undoes it */
export async function useAwsConfig(config: string): Promise<() => Promise<void>> {
  // The SDK remembers files by their names: each has its own.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'aws-'));
  const file = path.join(folder, 'config');
  await writeFile(file, config);
  const own = {
    HOME: folder,
    AWS_CONFIG_FILE: file,
    AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const before = Object.keys(own).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, own);
  return async () => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await rm(folder, { recursive: true, force: true });
  };
}
