import { credentialRow } from '../../model/credential.ts';
import type { Vendor } from '../../model/index.ts';
import type { WeatherRegistration } from './registration.ts';

const NAMES = { 'api:weather.forecast.get': 'api' } as const;

declare global {
  interface LoginLabPersonas {
    weather: { endpoint: keyof typeof NAMES; registration: WeatherRegistration };
  }
  interface LoginLabStages {
    'weather.forecast': { input: { plan: string }; decision: { days: number } };
  }
}

/** An API that speaks no OAuth: who knows a key is let in, and then knows a cookie. */
export const weather: Vendor = {
  id: 'weather',
  title: 'Weather',
  place: 99,
  hosts: ['api.weather.example'],
  pages: [],
  endpoints: NAMES,
  stages: { 'weather.forecast': { merge: 'first' } },
  credentials: [
    { name: 'weather-key', names: ['weather_key'], headers: ['x-weather-key'], row: credentialRow('WeatherKey') },
    { name: 'weather-session', cookies: ['weather_session'], row: credentialRow('WeatherSession') },
  ],
  rowKinds: [{ kind: 'Forecast', epochFields: ['madeAtEpochSeconds'], atReset: 'forgotten' }],
  load: () => import('./persona.ts'),
};
