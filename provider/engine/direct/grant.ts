import type { AuthRequest } from '../../model/index.ts';
import { indicatorOf } from '../resources.ts';

interface Scopes {
  readonly openid?: { readonly scope?: string };
  /** Scopes of APIs, by their resource indicator. */
  readonly resources?: Readonly<Record<string, string>>;
}

/** The engine's Grant as its row keeps it: what a person granted and declined in one login. */
export interface GrantPayload extends Scopes {
  readonly accountId: string;
  readonly clientId: string;
  readonly kind: string;
  readonly jti: string;
  readonly rejected?: Scopes;
}

const scopesFor = (scope: string, resource: string | undefined): Scopes => ({
  openid: { scope },
  ...(resource !== undefined && { resources: { [resource]: scope } }),
});

/** Returns the Grant of an authorization, its members in the engine's order. `granted` must not be empty. */
export const grantFor = (
  { granted, declined = [], resource }: Pick<AuthRequest, 'granted' | 'declined' | 'resource'>,
  { jti, accountId, clientId }: Pick<GrantPayload, 'jti' | 'accountId' | 'clientId'>,
): GrantPayload => {
  const indicator = resource ? indicatorOf(resource) : undefined;
  const { openid = {}, ...apis } = scopesFor(granted.join(' '), indicator);
  const about = { accountId, clientId, kind: 'Grant', jti, openid };
  const no = declined.join(' ');
  return no === '' ? { ...about, ...apis, rejected: {} } : { ...about, rejected: scopesFor(no, indicator), ...apis };
};

const without = (granted: string, declined: string, always: string | undefined): readonly string[] => {
  const left = new Set(granted.split(' '));
  for (const scope of declined.split(' ')) if (scope !== always) left.delete(scope);
  return [...left];
};

/** Scopes that a grant covers besides those of APIs. `openid` cannot be declined. */
export const identityScopes = ({ openid, rejected }: GrantPayload): readonly string[] => {
  const granted = openid?.scope ?? '';
  if (granted === '') return [''];
  return rejected ? without(granted, rejected.openid?.scope ?? '', 'openid') : granted.split(' ');
};

/** Scopes that a grant covers at an API. */
export const apiScopes = ({ resources, rejected }: GrantPayload, resource: string): readonly string[] => {
  const granted = resources?.[resource] ?? '';
  if (granted === '') return [''];
  return rejected ? without(granted, rejected.resources?.[resource] ?? '', undefined) : granted.split(' ');
};

/** Scopes that were declined, at an API or besides. */
export const declinedScopes = ({ rejected }: GrantPayload, resource?: string): readonly string[] =>
  ((resource === undefined ? rejected?.openid?.scope : rejected?.resources?.[resource]) ?? '').split(' ');

/** The scopes of a list that are wanted, as a token keeps them. */
export const scopeOf = (scopes: readonly string[], wanted: ReadonlySet<string>): string =>
  scopes.filter((scope) => wanted.has(scope)).join(' ');
