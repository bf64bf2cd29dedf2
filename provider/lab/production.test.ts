import { afterEach, expect, test, vi } from 'vitest';
import { createLab } from './create-lab.ts';

afterEach(() => void vi.unstubAllEnvs());

test('a lab does not open in production: its keys are public', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  await expect(createLab()).rejects.toMatchObject({
    code: 'usage',
    field: 'NODE_ENV',
    message: expect.stringContaining('LOGINLAB_ALLOW_PRODUCTION=1'),
  });
});

test.each([
  ['production', '1', true],
  ['production', 'yes', false],
  ['production', '', false],
  ['development', '', true],
  ['', '', true],
])('NODE_ENV=%s LOGINLAB_ALLOW_PRODUCTION=%s: opens %s', async (NODE_ENV, allow, opens) => {
  vi.stubEnv('NODE_ENV', NODE_ENV);
  vi.stubEnv('LOGINLAB_ALLOW_PRODUCTION', allow);
  const opened = await createLab().then(
    (lab) => lab.close().then(() => true),
    () => false,
  );
  expect(opened).toBe(opens);
});
