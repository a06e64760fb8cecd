import { appliedUpToHeads } from '../../appliedRevisions.ts';
import type { Framework } from '../framework.ts';
import { alembicFolder, alembicPatterns, findAlembicFolders } from './findAlembicFolders.ts';

/** https://alembic.sqlalchemy.org */
export const alembic: Framework = {
  name: 'alembic',
  label: 'Alembic',
  applyCommand: 'alembic upgrade head',
  patterns: alembicPatterns,
  find: findAlembicFolders,
  inFolder: alembicFolder,
  async read({ configuration, ...input }) {
    const { readAlembic } = await import('./readAlembic.ts');
    const [environmentFile, ...modules] = configuration;
    return readAlembic({ ...input, environmentFile, modules });
  },
  applied: (project, rows) => appliedUpToHeads(project, rows.flatMap(({ version_num: head }) => head ?? []).toSorted()),
};
