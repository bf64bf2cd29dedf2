import path from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder } from '../paths.ts';
import { userEnvironment, userPath } from './app-environment.ts';

const join = (...entries: readonly string[]): string => entries.join(path.delimiter);
const OURS = join('/srv/lab/node_modules/.bin', '/srv/node_modules/.bin', '/node_modules/.bin');
const NODE_GYP = '/usr/lib/node_modules/npm/node_modules/@npmcli/run-script/lib/node-gyp-bin';

test('what npm puts first for the package of the lab goes, and nothing behind it', () => {
  const own = join('/home/ana/shop/node_modules/.bin', '/usr/bin', '/srv/node_modules/.bin');
  expect(userPath(join(OURS, NODE_GYP, own), '/srv/lab')).toBe(own);
});

test('a PATH that begins with something else stays as it is', () => {
  const own = join('/home/ana/shop/node_modules/.bin', OURS, '/usr/bin');
  expect(userPath(own, '/srv/lab')).toBe(own);
});

test('an app under a script of ours gets the variables of the user, and none about our package', () => {
  const environment = {
    ...{ npm_package_json: path.join(packageFolder, 'package.json'), npm_lifecycle_event: 'loginlab', INIT_CWD: '/home/ana' },
    ...{ npm_config_prefix: packageFolder, npm_config_registry: 'http://registry.example/', HOME: '/home/ana' },
    PATH: join(path.join(packageFolder, 'node_modules', '.bin'), '/usr/bin'),
  };
  expect(userEnvironment(environment, packageFolder)).toEqual({
    npm_config_registry: 'http://registry.example/',
    HOME: '/home/ana',
    PATH: '/usr/bin',
  });
});

test('under a script of the user’s own package everything stays', () => {
  const environment = { npm_package_json: '/home/ana/shop/package.json', npm_lifecycle_event: 'dev', PATH: '/usr/bin' };
  expect(userEnvironment(environment, '/home/ana/shop')).toEqual(environment);
});
