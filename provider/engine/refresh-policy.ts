import type { Client, Login } from '../model/index.ts';
import { askBehaviours, nowEpochSeconds } from '../world/index.ts';
import { clientAtWork, currentCall } from './engine-call.ts';
import { loginBehind } from './logins.ts';

/** A code that is redeemed: its grant, and whether it covers `offline_access`. */
interface RedeemedCode {
  readonly clientId: string;
  readonly grantId: string | undefined;
  readonly isOffline: boolean;
}

/** Returns whether a code brings a refresh token. Settles the lifetime of that token, if the persona decides it. */
export const bringsRefreshToken = async ({ clientId, grantId, isOffline }: RedeemedCode): Promise<boolean> => {
  const { context } = currentCall();
  const [login, client] = [await loginBehind(grantId), clientAtWork(clientId)];
  const plain = { issue: isOffline };
  if (!login || !client) return plain.issue;
  const { issue } = askBehaviours(context, 'refresh.issue', { login, client }) ?? plain;
  const now = { nowEpochSeconds: nowEpochSeconds() };
  const life = issue ? askBehaviours(context, 'refresh.lifetime', { login, client, used: false, ...now }) : undefined;
  if (life) currentCall().refreshLifetimeSeconds = life.lifetimeSeconds;
  return issue;
};

/** A refresh token that is used. */
interface UsedRefreshToken {
  readonly clientId: string | undefined;
  readonly grantId: string | undefined;
  /** When the first token of its family was issued, in epoch seconds. */
  readonly firstIssuedAtEpochSeconds: number | undefined;
}

/** Returns whether a refresh token is replaced with this use. Settles the lifetime of the next one, if the persona decides it. */
export const isRotated = async ({ clientId, grantId, firstIssuedAtEpochSeconds }: UsedRefreshToken): Promise<boolean> => {
  const { context } = currentCall();
  if (context.overrides?.rotateRefreshToken) return true;
  const login = await loginBehind(grantId);
  const client = clientAtWork(clientId);
  if (!login || !client) return false;
  const rotates = askBehaviours(context, 'refresh.rotate', { login, client })?.rotate ?? false;
  if (rotates) settleNextLifetime(firstIssuedAtEpochSeconds, login, client);
  return rotates;
};

const settleNextLifetime = (firstIssuedAtEpochSeconds: number | undefined, login: Login, client: Client): void => {
  const first = firstIssuedAtEpochSeconds === undefined ? {} : { firstIssuedAtEpochSeconds };
  const input = { login, client, used: true, ...first, nowEpochSeconds: nowEpochSeconds() };
  const life = askBehaviours(currentCall().context, 'refresh.lifetime', input);
  if (life) currentCall().refreshLifetimeSeconds = life.lifetimeSeconds;
};
