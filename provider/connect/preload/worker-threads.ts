import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import workers, { type WorkerOptions } from 'node:worker_threads';

/** Node loads what `--import` names into worker threads too, but for those that run a text: they get it by `--require`. */
export const leadWorkers = (preload: string): void => {
  const { Worker } = workers;
  workers.Worker = class extends Worker {
    constructor(program: string | URL, options: WorkerOptions = {}) {
      const execArgv = [...(options.execArgv ?? process.execArgv), `--require=${fileURLToPath(preload)}`];
      super(program, options.eval ? { ...options, execArgv } : options);
    }
  };
  syncBuiltinESMExports();
};
