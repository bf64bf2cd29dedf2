import { type Client, type Engine, LoginLabError, type Minted, type MintRequest, oauthOf, type Person } from '../model/index.ts';
import { type ExchangeContext, nearestOrAll, nowEpochSeconds } from '../world/index.ts';
import { isJwt, openJwt, signingKeyOf, signJwt } from './jwt.ts';

const unknown = (what: string, id: string, known: readonly string[], field: string): never => {
  throw new LoginLabError('unknown-id', `Unknown ${what} "${id}" in this world${nearestOrAll(id, known)}`, {
    field,
  });
};

const clientFor = async (context: ExchangeContext, clientId: string | undefined): Promise<Client> => {
  const clients = await context.world.clients.list(context.persona.id);
  const found = clientId === undefined ? clients[0] : clients.find((client) => client.clientId === clientId);
  return (
    found ??
    unknown(
      'client',
      clientId ?? '',
      clients.map((client) => client.clientId),
      'clientId',
    )
  );
};

const personFor = async (context: ExchangeContext, id: string): Promise<Person> =>
  (await context.world.people.find(id)) ??
  unknown(
    'person',
    id,
    (await context.world.people.list()).map((person) => person.key),
    'as',
  );

/** Runs the whole protocol without its pages, so that a minted token equals any other. */
const logIn = async (
  context: ExchangeContext,
  engine: Engine,
  client: Client,
  person: Person,
  { scope, resource }: { readonly scope: string; readonly resource: string | undefined },
): Promise<Minted> => {
  const { session } = await engine.signIn(person);
  const redirect_uri = client.redirectUris[0] ?? 'https://none.invalid/';
  const answer = await engine.ask({
    params: { client_id: client.clientId, redirect_uri, response_type: 'code', scope },
    session,
    granted: scope.split(' '),
    consentShown: true,
    flow: context.world.newFlow(),
    vendorParams: oauthOf(context.persona).mintParams ?? {},
    ...(resource !== undefined && { resource }),
  });
  if (answer.kind !== 'answer' || typeof answer.payload.code !== 'string') {
    throw new LoginLabError('usage', `No token could be issued for scope "${scope}": ${JSON.stringify(answer)}.`, {
      field: 'scope',
    });
  }
  const secret = client.clientSecret === undefined ? {} : { client_secret: client.clientSecret };
  const form = {
    grant_type: 'authorization_code',
    code: answer.payload.code,
    redirect_uri,
    client_id: client.clientId,
    ...secret,
  };
  const reply = await engine.exchange(form);
  await engine.endSession(session, 'signed-out');
  return reply.body as unknown as Minted;
};

/** An hour of life, an hour ago. */
const past = () => ({ iat: nowEpochSeconds() - 7_200, exp: nowEpochSeconds() - 3_600 });

const reworkIdToken = async (context: ExchangeContext, jwt: string, request: MintRequest): Promise<string> => {
  const { header, claims } = openJwt(jwt);
  const times = request.expired ? past() : {};
  const signed = await signJwt({ header, claims: { ...claims, ...times, ...request.claims } }, signingKeyOf(context));
  const made = request.tamper ? corruptSignature(signed) : signed;
  context.world.recorder.registerSecret('id-token', made);
  return made;
};

/** Another signature of the same length over the same alphabet: invalid in no other way. */
export const corruptSignature = (jwt: string): string => {
  const [header, claims, signature = ''] = jwt.split('.');
  const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
  return `${header}.${claims}.${flipped}`;
};

/** A JWT says itself when its life ended: another one takes its place. An opaque token stays as it is. */
const ended = async (context: ExchangeContext, accessToken: string): Promise<string> => {
  const { rows } = context.world;
  const row = isJwt(accessToken) ? await rows.read('AccessToken', accessToken) : undefined;
  if (!row) return accessToken;
  const { header, claims } = openJwt(accessToken);
  const value = await signJwt({ header, claims: { ...claims, ...past() } }, signingKeyOf(context));
  await rows.write('AccessToken', value, { ...row.payload, ...past() }, row.keys);
  await rows.remove('AccessToken', accessToken);
  return value;
};

/** A vendor may issue only one of the tokens. */
const expire = async <M extends Partial<Minted>>(context: ExchangeContext, made: M): Promise<M> => {
  const { access_token: before, refresh_token: refreshToken } = made;
  const accessToken = before === undefined ? undefined : await ended(context, before);
  const issued = [['AccessToken', accessToken] as const, ['RefreshToken', refreshToken] as const];
  for (const [kind, id] of issued) if (id !== undefined) await context.world.rows.kill(kind, { id }, 'expired');
  return accessToken === undefined ? made : { ...made, access_token: accessToken };
};

/** Issues tokens for a person and client without a login. */
export const mint = async (context: ExchangeContext, engine: Engine, request: MintRequest): Promise<Minted> => {
  const [client, person] = [await clientFor(context, request.clientId), await personFor(context, request.as)];
  const scope = request.scope ?? oauthOf(context.persona).mintScope ?? 'openid email profile';
  const issued = await logIn(context, engine, client, person, { scope, resource: request.resource });
  const made = request.expired ? await expire(context, issued) : issued;
  if (made.id_token === undefined) return made;
  return { ...made, id_token: await reworkIdToken(context, made.id_token, request) };
};
