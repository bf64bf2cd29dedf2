import manifest from '../package.json' with { type: 'json' };
import { doctorCommand } from './commands/doctor.ts';
import { execCommand } from './commands/exec.ts';
import { explainCommand } from './commands/explain.ts';
import { initCommand } from './commands/init.ts';
import { listCommand } from './commands/list.ts';
import { runCommand } from './commands/run.ts';
import { serveCommand } from './commands/serve.ts';
import { tokenCommand } from './commands/token.ts';
import { LabCommand, type SetExitCode } from './lab-command.ts';

/** The command line. Each command imports what it needs when it runs. */
export const buildProgram = (setExitCode: SetExitCode): LabCommand => {
  const program = new LabCommand('loginlab');
  program
    .description(
      'A stand-in for Google and Facebook that ages, refuses and misbehaves on command, and a harness that drives real clients against it.',
    )
    .version(manifest.version, '--version', 'print the version')
    .helpOption('--help', 'show help')
    .exitOverride()
    .enablePositionalOptions()
    .addHelpText('after', EXIT_CODES);
  for (const command of [
    execCommand(setExitCode),
    runCommand(setExitCode),
    initCommand(),
    doctorCommand(setExitCode),
    serveCommand(),
    listCommand(),
    explainCommand(),
    tokenCommand(),
  ]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
};

const EXIT_CODES = `
Exit codes:
  0  no new failure, and something of each app was judged
  1  a MUST newly failed (a SHOULD with --strict), nothing of an app was judged, a result is inconclusive, or an expectation is stale
  2  the command or the config is wrong, or there is nothing to run
  3  the lab failed
exec returns the exit code of its command; 127: command not found; 126: it cannot be run.`;
