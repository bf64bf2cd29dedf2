import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.ts';
import { explainFailure } from './failure.ts';
import { buildProgram } from './program.ts';

/** Runs one command line to its end. Returns the exit code; never throws. */
export const runCommandLine = async (args: readonly string[]): Promise<number> => {
  let exitCode: number = EXIT.held;
  const program = buildProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.held : EXIT.usage;
    const failure = explainFailure(error);
    console.error(failure.text);
    return failure.exitCode;
  }
};
