import { Command, InvalidArgumentError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { compareCommand } from './compareCommand.ts';
import type { CliContext, CompareFlags } from './context.ts';

/** The commands, their options and their help. Usage errors are thrown as CommanderError. */
export function buildProgram(context: CliContext): Command {
  const program = new Command('database-compare')
    .description(packageJson.description)
    .version(packageJson.version)
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
    .option('--workspace <folder>', 'the folder with .vscode/settings.json and the migrations', context.currentFolder)
    .addOption(new Option('--format <format>', 'how to print the result').choices(['text', 'json']).default('text'))
    .option('--output <file>', 'write the result into a file instead of standard output')
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
    .option(
      '--map-schema <left=right>',
      'a schema that has another name on the left; may be given several times',
      collectMapping,
      {},
    )
    .option(
      '--map-role <left=right>',
      'a role that has another name on the left; may be given several times',
      collectMapping,
      {},
    )
    .addHelpText(
      'after',
      '\nExits with 0 when the schemas are equal, 1 when they differ, 2 when they could not be compared.',
    )
    .action(async (left: string, right: string, options: CompareFlags) => {
      context.done(await compareCommand({ left, right, ...options }, context));
    });
  return program;
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
