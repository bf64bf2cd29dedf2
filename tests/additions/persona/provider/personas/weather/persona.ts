import { z } from 'zod';
import { defineBehaviour, definePersona, defineRoute, type LabRequest, type Ports, type Reply } from '../../model/index.ts';
import { registration, registrationOf } from './registration.ts';

const json = (status: number, body: object, more: Reply['headers'] = []): Reply => ({
  status,
  headers: [['Content-Type', 'application/json'], ...more],
  body: JSON.stringify(body),
});

const cookieOf = (request: LabRequest): string | undefined => /weather_session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];

const freePlan = defineBehaviour({
  id: 'weather/forecast/free-plan',
  summary: 'Looks two days ahead for an app on the free plan.',
  stage: 'weather.forecast',
  origin: 'vendor',
  setting: z.boolean().default(true),
  source: { url: 'https://weather.example/plans', row: 'W-01', checkedOn: '2026-11-29', confidence: 'documented' },
  apply: ({ plan }) => (plan === 'free' ? { days: 2, because: 'the app is on the free plan' } : undefined),
});

/** A client asks for a key by its id; the key brings a forecast and a cookie; the cookie brings a forecast. */
const giveKey = async (app: string, ports: Ports): Promise<Reply> => {
  const client = await ports.clients.find(app);
  if (!client) return json(403, { error: 'no such app' });
  const key = `wk_${ports.random(24)}`;
  await ports.credentials('weather-key').issue(key, { client, lifetimeSeconds: 86_400 });
  return json(201, { weather_key: key });
};

const forecast = async (request: LabRequest, ports: Ports): Promise<Reply> => {
  const app = request.url.searchParams.get('app');
  if (app !== null) return giveKey(app, ports);
  const key = await ports.credentials('weather-key').find(request.headers['x-weather-key'] ?? '');
  const session = await ports.credentials('weather-session').find(cookieOf(request) ?? '');
  const known = [key, session].find((each) => each?.state === 'live');
  if (!known) return json(401, { error: key?.why ?? session?.why ?? 'no key' });
  const client = await ports.clients.find(known.clientId);
  const { days } = ports.decide('weather.forecast', { plan: registrationOf(client).plan ?? 'free' }, { days: 10 });
  const cookie = ports.random(24);
  await ports.credentials('weather-session').issue(cookie, { ...(client && { client }), lifetimeSeconds: 3600 });
  return json(200, { days }, [['Set-Cookie', `weather_session=${cookie}; Path=/`]]);
};

export const persona = definePersona({
  registration,
  defaultClient: () => ({ clientId: 'weather-app', name: 'A test app' }),
  rows: {
    persona: 'weather',
    title: 'Weather',
    sections: [{ title: 'Plans', rows: [['W-01', 'The free plan looks two days ahead']] }],
  },
  routes: [
    defineRoute({
      endpoint: 'api:weather.forecast.get',
      host: 'api.weather.example',
      method: 'GET',
      path: '/v1/forecast',
      handle: forecast,
    }),
  ],
  behaviours: [freePlan],
  unrouted: () => json(404, { error: 'nothing here' }),
  malformed: (status) => json(status, { error: 'malformed' }),
});
