import { CompareError } from '../compareError.ts';
import { outcomeOf, toJsonDoctor, toMarkdownDoctor, toTextStep, toTextVerdict } from '../reports/doctorReport.ts';
import { examine } from '../workflows/doctor.ts';
import type { Patient } from '../workflows/doctor.ts';
import { openWorkspace, print } from './cliWorkspace.ts';
import type { CliWorkspace } from './cliWorkspace.ts';
import type { CliContext, ReportFlags } from './context.ts';
import { exitCodes } from './context.ts';

/** Examines an environment, prints each step, and gives the exit code. */
export async function doctorCommand(
  request: ReportFlags & { readonly environment: string },
  context: CliContext,
): Promise<number> {
  const workspace = await openWorkspace(request.workspace, context);
  const patient = await patientOf(request.environment, workspace);
  // A person at the terminal sees the steps as they come.
  const streams = request.format === 'text' && request.output === undefined;
  let text = '';
  const report = await examine(patient, workspace.dependencies(), {
    signal: context.signal,
    onStep: (step) => {
      if (streams) context.stdout.write(toTextStep(step));
      else text += toTextStep(step);
    },
  });
  const whole = {
    text: `${text}${toTextVerdict(report)}`,
    json: `${JSON.stringify(toJsonDoctor(report), null, 2)}\n`,
    markdown: toMarkdownDoctor(report),
  };
  await print(whole[request.format], request.output, context);
  return { passed: exitCodes.equal, warning: exitCodes.different, failed: exitCodes.failed }[outcomeOf(report)];
}

/** An entry that cannot be used is what a doctor is for. @throws CompareError `environmentUnknown` */
async function patientOf(argument: string, workspace: CliWorkspace): Promise<Patient> {
  const problems = workspace.known.problems.filter(({ environmentName }) => environmentName === argument);
  try {
    const found = await workspace.environment(argument);
    return { name: found.name, environment: found, problems };
  } catch (error) {
    if (!(error instanceof CompareError) || error.reason !== 'settingsInvalid') throw error;
    return { name: argument, problems: problems.filter(({ severity }) => severity === 'error') };
  }
}
