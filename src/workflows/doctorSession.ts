import type { Session } from '../catalog/session.ts';
import type { Environment } from '../environments/environment.ts';
import type { MigrationProject } from '../migrations/migrationProject.ts';
import type { DoctorFacts, DoctorStepName, FoundStep } from './doctorStep.ts';
import { readVersions } from './readVersions.ts';

/** How many round trips are timed. Behind a function each is an invocation. */
const roundTrips = 5;

/** Examines what is open, and tells each step that works. @throws CompareError for the first one that does not */
export async function examineSession(
  environment: Environment,
  session: Session,
  projects: readonly MigrationProject[],
  names: readonly DoctorStepName[],
  { signal, tell }: { readonly signal: AbortSignal | undefined; readonly tell: (step: FoundStep) => void },
): Promise<void> {
  for (const name of names) {
    switch (name) {
      case 'version': {
        const { version, database, user } = session.server;
        tell({ name, outcome: 'passed', facts: { version, database, user } });
        break;
      }
      case 'privileges': {
        const facts = await readPrivileges(environment, session, signal);
        tell({ name, outcome: facts.closed === 0 ? 'passed' : 'warning', facts });
        break;
      }
      case 'migrations': {
        const versions = await readVersions(session, projects, signal);
        const known = projects
          .filter(({ versionTables }) => versionTables.length > 0)
          .map(({ folder, framework }) => ({ folder, framework, isFound: versions.has(folder) }));
        const isFound = known.length === 0 || known.some((project) => project.isFound);
        tell({ name, outcome: isFound ? 'passed' : 'warning', facts: { projects: known } });
        break;
      }
      case 'latency':
        tell({ name, outcome: 'passed', facts: { milliseconds: await medianTrip(session, signal), roundTrips } });
        break;
      case 'readOnly': {
        const [row] = await session.query<DoctorFacts['readOnly']>(proofStatement, [], { signal });
        const facts = { isReadOnly: row?.isReadOnly === true, nothingWritten: row?.nothingWritten === true };
        tell({ name, outcome: facts.isReadOnly && facts.nothingWritten ? 'passed' : 'warning', facts });
        break;
      }
      default:
    }
  }
}

/** By the older name of the function, which PostgreSQL 12 knows too. */
const proofStatement = `SELECT pg_catalog.current_setting('transaction_read_only') = 'on' AS "isReadOnly",
  pg_catalog.txid_current_if_assigned() IS NULL AS "nothingWritten"`;

async function readPrivileges(
  { schemas }: Environment,
  session: Session,
  signal: AbortSignal | undefined,
): Promise<DoctorFacts['privileges']> {
  const [row] = await session.query<{ tables: number; closed: number; examples: string | null }>(
    `SELECT count(*)::int AS tables, count(*) FILTER (WHERE NOT t.open)::int AS closed,
       string_agg(t.path, E'\\n') FILTER (WHERE t.place <= 5) AS examples
     FROM (
       SELECT p.open, p.path, CASE WHEN NOT p.open THEN row_number() OVER (PARTITION BY p.open ORDER BY p.path) END AS place
       FROM (
         SELECT format('%I.%I', n.nspname, c.relname) AS path,
           has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS open
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
           AND ($1::text[] IS NULL OR n.nspname = ANY ($1::text[]))
       ) p
     ) t`,
    [schemas ?? null],
    { signal },
  );
  const examples = row?.examples ?? '';
  return { tables: row?.tables ?? 0, closed: row?.closed ?? 0, examples: examples === '' ? [] : examples.split('\n') };
}

async function medianTrip(session: Session, signal: AbortSignal | undefined): Promise<number> {
  const times: number[] = [];
  for (let trip = 0; trip < roundTrips; trip += 1) {
    const started = performance.now();
    await session.query('SELECT 1 AS one', [], { signal });
    times.push(performance.now() - started);
  }
  return times.toSorted((one, other) => one - other)[Math.floor(roundTrips / 2)] ?? 0;
}
