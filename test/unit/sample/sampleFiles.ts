import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import scenario from '../../fixtures/scenario.json' with { type: 'json' };

export { scenario };

/** The workspace folder of the sample project. */
export const sampleFolder = fileURLToPath(new URL('../../../media/sample', import.meta.url));
export const versionsFolder = path.join(sampleFolder, 'migrations', 'versions');

export type SampleSide = 'production' | 'local';

export interface SampleEnvironment {
  readonly name: string;
  readonly role: string;
  readonly type: string;
  readonly files: readonly string[];
}

/** The environments that the sample's own settings name. */
export function sampleEnvironments(): readonly SampleEnvironment[] {
  const settings = JSON.parse(readFileSync(path.join(sampleFolder, '.vscode', 'settings.json'), 'utf8')) as {
    'databaseCompare.environments': readonly SampleEnvironment[];
  };
  return settings['databaseCompare.environments'];
}

/** The SQL of one of the sample's databases, file after file as its settings list them. */
export function sampleSql(side: SampleSide): string {
  const environment = sampleEnvironments().find(({ name }) => name === side);
  if (environment === undefined) throw new Error(`The sample's settings have no environment ${side}`);
  return environment.files
    .map((file) => readFileSync(file.replace('${workspaceFolder}', sampleFolder), 'utf8'))
    .join('\n');
}
