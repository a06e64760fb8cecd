import { Command, InvalidArgumentError, Option } from 'commander';
import { description, version } from '../../package.json';
import type { CliContext, CompareFlags, CountsFlags, PlanFlags, ReportFlags } from './context.ts';

/** The commands, each loaded when it is called, their options and their help. Usage errors are thrown as CommanderError. */
export function buildProgram(context: CliContext): Command {
  const program = new Command('database-compare')
    .description(description)
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
    })
    .showHelpAfterError('(database-compare --help shows how it is called)');
  program
    .command('compare')
    .description('Compare the schemas of two databases, and say which migration explains each difference.')
    .argument('<left>', "an environment's name, a postgres:// URI, or a .sql file or folder")
    .argument('<right>', 'the same for the other side')
    .addOption(workspaceOption(context))
    .addOption(formatOption('text', 'json', 'markdown'))
    .addOption(outputOption())
    .option('--exclude-pending', 'report and count only what remains after the pending migrations')
    .option('--schema <name>', 'compare this schema only; may be given several times', collect, [])
    .option(
      '--ignore <pattern>',
      'set aside what matches this glob over kind:path; may be given several times',
      collect,
      [],
    )
    .option('--owners', 'compare owners')
    .option('--privileges', 'compare privileges')
    .option('--column-order', "compare the order of a table's columns")
    .option('--no-comments', 'leave comments out')
    .option('--whitespace', 'compare white space in the bodies of routines and the queries of views')
    .option('--constraint-names', 'compare names of constraints and indexes that a program made up')
    .option('--storage', 'compare storage parameters, tablespaces, compression and statistics targets')
    .addOption(mapSchemaOption())
    .option(
      '--map-role <one=other>',
      'a role that has another name on the other side; may be given several times',
      collectMapping,
      {},
    )
    .addHelpText(
      'after',
      '\nExits with 0 when the schemas are equal, 1 when they differ, 2 when they could not be compared. With\n--exclude-pending also with 0 when only pending migrations differ.',
    )
    .action(async (left: string, right: string, options: CompareFlags) => {
      const { compareCommand } = await import('./compareCommand.ts');
      context.done(await compareCommand({ left, right, ...options }, context));
    });
  program
    .command('matrix')
    .description('Show every object that differs in any of two to five databases, and why.')
    .argument('<environments...>', "environments' names, postgres:// URIs, or .sql files or folders")
    .addOption(workspaceOption(context))
    .addOption(formatOption('text', 'json', 'markdown'))
    .addOption(outputOption())
    .addHelpText(
      'after',
      '\nExits with 0 when all schemas are equal, 1 when they differ, 2 when one of them could not be read.',
    )
    .action(async (environments: readonly string[], options: ReportFlags) => {
      const { matrixCommand } = await import('./matrixCommand.ts');
      context.done(await matrixCommand({ environments, ...options }, context));
    });
  program
    .command('migrations')
    .description('Show the migrations of a workspace, and which of them each environment has applied.')
    .argument('[environments...]', "environments' names or postgres:// URIs; all of the settings when left out")
    .addOption(workspaceOption(context))
    .addOption(formatOption('text', 'json', 'markdown'))
    .addOption(outputOption())
    .addHelpText(
      'after',
      '\nExits with 0 when nothing is pending, 1 when something is, 2 when an environment could not be read.',
    )
    .action(async (environments: readonly string[], options: ReportFlags) => {
      const { migrationsCommand } = await import('./migrationsCommand.ts');
      context.done(await migrationsCommand({ environments, ...options }, context));
    });
  program
    .command('plan')
    .description('Plan the pending migrations of an environment: risks, locks, what to back up, what to check.')
    .argument('<environment>', "an environment's name, a postgres:// URI, or a .sql file or folder")
    .addOption(workspaceOption(context))
    .addOption(formatOption('markdown', 'json'))
    .addOption(outputOption())
    .option('--against <environment>', 'say what will still differ from this environment')
    .addHelpText(
      'after',
      '\nExits with 0 when nothing is pending, 1 when something is, 2 when the plan could not be made.',
    )
    .action(async (environment: string, options: PlanFlags) => {
      const { planCommand } = await import('./planCommand.ts');
      context.done(await planCommand({ environment, ...options }, context));
    });
  program
    .command('counts')
    .description('Count the rows of one database, or compare the row counts of two.')
    .argument('<left>', "an environment's name, a postgres:// URI, or a .sql file or folder")
    .argument('[right]', 'the same for the other side')
    .addOption(workspaceOption(context))
    .addOption(formatOption('text', 'json', 'markdown', 'csv'))
    .addOption(outputOption())
    .option('--schema <name>', 'count the tables of this schema only; may be given several times', collect, [])
    .option('--estimate', "take the server's estimates in place of counting")
    .option('--views', 'count what views give too')
    .option('--foreign-tables', 'count foreign tables too')
    .addOption(mapSchemaOption())
    .addHelpText(
      'after',
      '\nExits with 0 when every table has as many rows on either side, or one database was counted; 1 when they differ;\n2 when they could not be counted.',
    )
    .action(async (left: string, right: string | undefined, options: CountsFlags) => {
      const { countsCommand } = await import('./countsCommand.ts');
      context.done(await countsCommand({ left, right, ...options }, context));
    });
  program
    .command('doctor')
    .description('Check an environment step by step: settings, network, TLS, credentials, privileges, latency.')
    .argument('<environment>', "an environment's name, a postgres:// URI, or a .sql file or folder")
    .addOption(workspaceOption(context))
    .addOption(formatOption('text', 'json', 'markdown'))
    .addOption(outputOption())
    .addHelpText(
      'after',
      '\nExits with 0 when everything is in order, 1 when something should be done, 2 when a step failed.',
    )
    .action(async (environment: string, options: ReportFlags) => {
      const { doctorCommand } = await import('./doctorCommand.ts');
      context.done(await doctorCommand({ environment, ...options }, context));
    });
  return program;
}

function workspaceOption({ currentFolder }: CliContext): Option {
  return new Option('--workspace <folder>', 'the folder with .vscode/settings.json and the migrations').default(
    currentFolder,
  );
}

/** The first is what is printed where nothing is said. */
function formatOption(...formats: readonly CountsFlags['format'][]): Option {
  return new Option('--format <format>', 'how to print the result').choices(formats).default(formats[0]);
}

function outputOption(): Option {
  return new Option('--output <file>', 'write the result into a file instead of standard output');
}

function mapSchemaOption(): Option {
  return new Option(
    '--map-schema <one=other>',
    'a schema that has another name on the other side; may be given several times',
  )
    .argParser(collectMapping)
    .default({});
}

function collect(value: string, before: readonly string[]): readonly string[] {
  if (value === '') throw new InvalidArgumentError('It must not be empty.');
  return [...before, value];
}

function collectMapping(value: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [left, right, ...more] = value.split('=');
  if (left === undefined || left === '' || right === undefined || right === '' || more.length > 0) {
    throw new InvalidArgumentError('Expected two names with = between them, such as tenant_a=public.');
  }
  return { ...before, [left]: right };
}
