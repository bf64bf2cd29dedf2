import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runResultSchema } from '../../scenarios/model/index.ts';
import { packageFolder } from '../paths.ts';

/** The apps that come with Login Lab. */
export const BUNDLED = path.join(packageFolder, 'fixtures', 'apps', 'loginlab.config.ts');
/** A run of one scenario with them. */
export const NEXT_DAY = ['run', '--config', BUNDLED, '--scenario', 'reauth/online-access-resume-request:next-day'];

/** Stands in the progress of every run. */
export const DRIVEN = '1 of 1 apps';

/** What a run wrote into a folder. */
export const readRun = (folder: string) => runResultSchema.parse(JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8')));
