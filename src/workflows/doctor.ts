import type { Session } from '../catalog/session.ts';
import { CompareError } from '../compareError.ts';
import type { Environment, SettingsProblem } from '../environments/environment.ts';
import type { OpenOptions } from '../environments/provider.ts';
import { examineSession } from './doctorSession.ts';
import { stepsWithin, wayTo } from './doctorStep.ts';
import type { DoctorReport, DoctorStep, DoctorStepName } from './doctorStep.ts';
import { createWay } from './doctorWay.ts';
import type { ReadDependencies } from './readSide.ts';

export interface DoctorOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: OpenOptions['onProgress'];
  /** Told each step as it is done, in their order. */
  readonly onStep?: ((step: DoctorStep) => void) | undefined;
}

/** What the settings say of an environment: one that can be used, or why not. */
export interface Patient {
  readonly name: string;
  /** Absent where the settings' problems keep it from being used. */
  readonly environment?: Environment;
  readonly problems: readonly SettingsProblem[];
}

/**
 * Examines an environment step by step, in the way that a comparison reaches it: opened by its provider, which tells how
 * far it comes. After a step that fails the others are not reached.
 *
 * @throws CompareError `cancelled`; whatever else goes wrong is a step of the report
 */
export async function examine(
  { name, environment, problems }: Patient,
  dependencies: ReadDependencies,
  { signal, onProgress, onStep }: DoctorOptions = {},
): Promise<DoctorReport> {
  const steps: DoctorStep[] = [];
  const tell = (step: DoctorStep): void => {
    steps.push(step);
    onStep?.(step);
  };
  const examinedAt = new Date();
  const settings = settingsStep(environment, problems);
  if (environment === undefined) {
    tell(settings);
    return { environment: name, examinedAt, steps };
  }
  const failure = await follow(environment, dependencies, { signal, onProgress }, settings, tell);
  if (signal?.aborted === true) throw new CompareError('cancelled');
  const told = new Set(steps.map((step) => step.name));
  const names = (['settings', ...wayTo(environment), ...stepsWithin[environment.type]] as const).filter(
    (each) => !told.has(each),
  );
  const failed = failure?.step ?? names[0];
  for (const each of names) {
    if (failure !== undefined && each === failed) tell({ name: each, outcome: 'failed', error: failure.error });
    else tell({ name: each, outcome: 'notReached' });
  }
  return { environment: name, examinedAt, steps };
}

interface Failure {
  readonly error: CompareError;
  /** Undefined for the first step that was not told. */
  readonly step: DoctorStepName | undefined;
}

/** Tells every step that works. */
async function follow(
  environment: Environment,
  { open, projects }: ReadDependencies,
  options: Omit<DoctorOptions, 'onStep'>,
  settings: DoctorStep,
  tell: (step: DoctorStep) => void,
): Promise<Failure | undefined> {
  const way = createWay(environment);
  let session: Session;
  try {
    session = await open(environment, { ...options, onStage: way.onStage });
  } catch (error) {
    if (!(error instanceof CompareError)) throw error;
    const step = way.failedStep(error);
    if (step !== 'settings') tell(settings);
    for (const each of await way.stepsBefore(step)) tell(each);
    return { error, step };
  }
  try {
    tell(settings);
    for (const step of await way.steps(session)) tell(step);
    const within: readonly DoctorStepName[] = stepsWithin[environment.type];
    await examineSession(environment, session, await projects, within, { signal: options.signal, tell });
    return undefined;
  } catch (error) {
    if (!(error instanceof CompareError)) throw error;
    return { error, step: undefined };
  } finally {
    await session.close();
  }
}

function settingsStep(environment: Environment | undefined, problems: readonly SettingsProblem[]): DoctorStep {
  const messages = problems.map(({ message }) => message);
  if (environment === undefined) {
    const error = new CompareError('settingsInvalid', { message: messages[0] });
    return { name: 'settings', outcome: 'failed', error };
  }
  const outcome = messages.length === 0 ? 'passed' : 'warning';
  return { name: 'settings', outcome, facts: { type: environment.type, warnings: messages } };
}
