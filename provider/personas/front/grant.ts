import type { Login, OauthFailure, Ports, TokenReply, TokenState } from '../../model/index.ts';

type Params = Readonly<Record<string, string>>;

/** The code or refresh token of a token request, as the lab knows it, and its login. */
export const grantOf = async (form: Params, ports: Ports): Promise<{ grant: TokenState; login?: Login }> => {
  const value = form.code ?? form.refresh_token;
  const grant: TokenState = value === undefined ? { state: 'unknown' } : await ports.engine.token(value);
  const login = grant.state === 'unknown' ? undefined : grant.login;
  return { grant, ...(login && { login }) };
};

/** Tells the wire log whose token request this is. */
export const noteLogin = async (login: Login | undefined, ports: Ports): Promise<void> => {
  const person = login && (await ports.people.find(login.sub));
  ports.note({ ...(login && { flow: login.flow }), ...(person && { person }) });
};

/** What went wrong, as the engine says it; precisely, where it does. */
export const failureOf = ({ body, failure }: Pick<TokenReply, 'body' | 'failure'>): OauthFailure =>
  failure ?? {
    error: String(body.error),
    ...(typeof body.error_description === 'string' && { description: body.error_description }),
  };

/** The words of the engine, which takes each parameter once. */
export const repeatedFailure = (repeated: readonly string[]) => ({
  error: 'invalid_request',
  description: `'${repeated[0]}' parameter must not be provided twice`,
});
