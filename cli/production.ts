import { refuseProduction as refuse } from '../provider/model/index.ts';

/** Throws `usage` in production, before anything is loaded. */
export const refuseProduction = (environment: NodeJS.ProcessEnv = process.env): void => refuse(environment);
