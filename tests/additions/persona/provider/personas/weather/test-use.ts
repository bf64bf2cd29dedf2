/** What a user of the lab sees of the added persona; printed as JSON. */
import { connectLab, createLab } from '../../index.ts';

await using lab = await createLab({ personas: ['weather', 'google'] });
const world = await connectLab(lab.url).then((remote) => remote.default);
const { address } = world.weather;
const at = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${address}${path}`, { headers });
  return {
    status: response.status,
    body: (await response.json()) as { readonly weather_key?: string },
    cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
  };
};
const refusal = async (action: Promise<unknown>) => action.then(String, (error: Error) => error.message);

const registered = await world.weather.register({ clientId: 'shop', plan: 'free' });
const wrong = await refusal(world.weather.register({ clientId: 'shop', plan: 'gratis' as 'free' }));
const foreign = await refusal(world.weather.register({ clientId: 'shop', testers: ['ana'] }));
const key = (await at('/v1/forecast?app=shop')).body.weather_key ?? '';
const byKey = await at('/v1/forecast', { 'x-weather-key': key });
const byCookie = await at('/v1/forecast', { cookie: byKey.cookie });
const tokens = (await world.tokens.list({ persona: 'weather' })).map(({ kind, label, clientId }) => ({ kind, label, clientId }));
const log = JSON.stringify(await world.wire.read());
const snapshot = await world.snapshot();
await world.clock.age('2d');
const aged = await at('/v1/forecast', { 'x-weather-key': key });
await world.restore(snapshot);
const restored = await at('/v1/forecast', { 'x-weather-key': key });
const again = JSON.stringify(await world.wire.read());
const revoked = await world.tokens.revoke({ kinds: ['weather-key'] });
const ended = await at('/v1/forecast', { 'x-weather-key': key });
await world.reset();
const { exchanges } = await at('/v1/forecast', { cookie: byCookie.cookie }).then(() => world.wire.read());
const openApi = JSON.stringify(await (await fetch(`${lab.url}/_lab/openapi.json`)).json());

console.log(
  JSON.stringify({
    registered,
    wrong,
    foreign,
    byKey: [byKey.status, byKey.body],
    byCookie: [byCookie.status, byCookie.body],
    tokens,
    leaks: [key, byKey.cookie.split('=')[1] ?? ''].filter((secret) => log.includes(secret) || again.includes(secret)),
    because: /weather\/forecast\/free-plan/.test(log),
    labels: [/weather-key#1/.test(log), /weather-session#1/.test(log)],
    aged: [aged.status, aged.body],
    restored: restored.status,
    revoked,
    ended: [ended.status, ended.body],
    stale: exchanges.at(-1)?.stale,
    openApi: [/WeatherSettings/.test(openApi), /weather-key/.test(openApi), /api:weather\.forecast\.get/.test(openApi)],
    mint: await refusal(world.weather.mint({ as: 'ana' })),
    rotate: await refusal(world.weather.rotateKeys()),
    keys: await world.weather.keys(),
  }),
);
