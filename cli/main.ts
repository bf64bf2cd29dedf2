#!/usr/bin/env node
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `[loginlab] Login Lab needs Node 22.12 or newer; this is Node ${process.versions.node}.\n` +
      '  In a clone, `npm run -s loginlab -- ARGS` uses its own Node. Elsewhere: npx -p node@24 -p loginlab loginlab ARGS',
  );
  process.exitCode = 3;
} else {
  // A reader that closes the pipe (`| head`) is not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  // Before anything large is loaded: Node keeps the compiled code for the next start, and writes it on a clean exit.
  module.enableCompileCache?.();
  const { runCommandLine } = await import('./command-line.ts');
  process.exitCode = await runCommandLine(process.argv.slice(2));
}
