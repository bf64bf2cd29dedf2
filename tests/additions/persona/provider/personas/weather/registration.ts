import { z } from 'zod';
import type { Client, Registration } from '../../model/index.ts';

const schema = z.strictObject({ plan: z.enum(['free', 'paid']).exactOptional().describe('how far the forecast reaches') });

export type WeatherRegistration = Readonly<z.output<typeof schema>>;

export const registration: Registration = { schema, defaults: () => ({ plan: 'free' }) };

export const registrationOf = (client: Client | undefined): WeatherRegistration => (client ?? {}) as WeatherRegistration;
