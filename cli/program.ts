import manifest from '../package.json' with { type: 'json' };
import { compareCommand } from './commands/compare.ts';
import { doctorCommand } from './commands/doctor.ts';
import { execCommand } from './commands/exec.ts';
import { explainCommand } from './commands/explain.ts';
import { initCommand } from './commands/init.ts';
import { lintCommand } from './commands/lint.ts';
import { listCommand } from './commands/list.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { serveCommand } from './commands/serve.ts';
import { tokenCommand } from './commands/token.ts';
import { EXIT_MEANINGS } from './exit-codes.ts';
import { LabCommand, type SetExitCode } from './lab-command.ts';

const WIDEST = Math.max(...EXIT_MEANINGS.map(([codes]) => codes.length));
const exitCodes = `
Exit codes:
${EXIT_MEANINGS.map(([codes, meaning]) => `  ${codes.padEnd(WIDEST)}  ${meaning.replaceAll('`', '')}`).join('\n')}`;

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
    .addHelpText('after', exitCodes);
  for (const command of [
    execCommand(setExitCode),
    runCommand(setExitCode),
    initCommand(),
    doctorCommand(setExitCode),
    serveCommand(),
    compareCommand(setExitCode),
    lintCommand(setExitCode),
    reportCommand(setExitCode),
    listCommand(),
    explainCommand(),
    tokenCommand(),
  ]) {
    program.addCommand(command.copyInheritedSettings(program));
    for (const sub of command.commands) sub.copyInheritedSettings(command);
  }
  return program;
};
