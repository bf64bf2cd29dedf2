import { LoginLabError } from './errors.ts';

/** Throws `usage` in production. The signing keys are public, so anyone can forge tokens. */
export const refuseProduction = (environment: Readonly<Record<string, string | undefined>>): void => {
  if (environment.NODE_ENV !== 'production' || environment.LOGINLAB_ALLOW_PRODUCTION === '1') return;
  throw new LoginLabError(
    'usage',
    'NODE_ENV: Login Lab does not start with "production": its signing keys are public, and anybody can sign in as anybody.\n' +
      '  Unset NODE_ENV. If this is no production system, set LOGINLAB_ALLOW_PRODUCTION=1',
    { field: 'NODE_ENV' },
  );
};
