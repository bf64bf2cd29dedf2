import { LoginLabError, type World } from '../../model/index.ts';

/** The `LoginLabError` that a promise rejects with. */
export const rejection = async (promise: Promise<unknown>): Promise<LoginLabError> => {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );
  if (outcome instanceof LoginLabError) return outcome;
  throw new Error(`A LoginLabError was expected; found ${outcome instanceof Error ? outcome.stack : JSON.stringify(outcome)}`);
};

/** Adds a person and mints tokens for them. */
export const mintFor = async (world: World, key: string) => {
  await world.people.add({ key });
  return world.google.mint({ as: key });
};

/** Claims of a JWT, unverified. */
export const claimsOf = (jwt = ''): { readonly sub: string; readonly exp: number } =>
  JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());

/** One exchange with the persona itself. */
export const visit = async (world: World): Promise<void> => {
  const response = await fetch(`${world.google.address}/.well-known/openid-configuration`);
  await response.text();
};
