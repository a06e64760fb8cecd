import { Command, InvalidArgumentError, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { compareCommand } from './compareCommand.ts';
import type { CliContext, CompareOptions } from './context.ts';

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
    .addHelpText(
      'after',
      '\nExits with 0 when the schemas are equal, 1 when they differ, 2 when they could not be compared.',
    )
    .action(async (left: string, right: string, options: CompareOptions) => {
      context.done(await compareCommand({ left, right, ...options }, context));
    });
  return program;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  if (value === '') throw new InvalidArgumentError('A schema has a name.');
  return [...before, value];
}
