import { LoginLabError } from '../../provider/model/index.ts';
import type { Config } from '../../scenarios/model/index.ts';
import { forUser } from '../paths.ts';

/** Throws `config` for what a schema cannot see: an id that occurs twice. */
export const requireUniqueIds = (config: Config, file: string): void => {
  const ids = config.apps.map((app) => app.id);
  const twice = ids.findIndex((id, position) => ids.indexOf(id) < position);
  if (twice < 0) return;
  const field = `apps[${twice}].id`;
  const first = `apps[${ids.indexOf(ids[twice] ?? '')}]`;
  const message = `${forUser(file)}: ${field}: expected a unique id, found "${ids[twice]}", which ${first} already has.`;
  throw new LoginLabError('config', message, { field });
};
