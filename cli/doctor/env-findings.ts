import { includesHost } from '../../provider/model/index.ts';
import { PERSONA_VALUES } from '../../scenarios/model/index.ts';
import type { Examination } from '../../scenarios/runner/index.ts';
import { broken, type DoctorFinding, note, ok } from './finding.ts';

type Told = Pick<Examination, 'app' | 'persona' | 'given' | 'url' | 'vendorHosts'>;

const ANSWER_WITHIN_MS = 2_000;

/** The lab answers something at each of its addresses. */
const answers = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
};

/** `google.clientId`, of a value that is one of those that `env` received. */
const nameOfValue = (value: string, { persona, given }: Told): string | undefined => {
  const name = (Object.keys(PERSONA_VALUES) as (keyof typeof given)[]).find((key) => given[key] !== '' && given[key] === value);
  return name && `${persona}.${name}`;
};

const shown = (value: string, told: Told): string => {
  const { clientSecret } = told.given;
  const text = clientSecret === '' ? value : value.replaceAll(clientSecret, '…');
  return nameOfValue(value, told) ?? `"${text}"`;
};

const aboutAddress = async (field: string, value: string, told: Told): Promise<DoctorFinding> => {
  const { app, url, persona, given, vendorHosts } = told;
  const { origin, host } = new URL(value);
  const name = nameOfValue(value, told);
  const what = name ? `${name}, ${value}` : value;
  if (includesHost(vendorHosts, host))
    return app.connect === 'url'
      ? broken(
          field,
          `${value} is the provider itself, and connect "url" intercepts nothing. Use ${persona}.issuer or ${persona}.apiBase, or leave connect out.`,
        )
      : ok(field, `${what}: intercepted (connect "${app.connect}")`);
  if (origin === url.origin) return ok(field, `${what}: the app itself`);
  if (origin !== new URL(given.issuer).origin) return note(field, `${what}: neither the lab nor the app; not tried`);
  return (await answers(value)) ? ok(field, `${what}: reaches the lab`) : broken(field, `${what}: the lab does not answer there`);
};

/** Programs that put a scheme before a host and a path of the vendor behind it. */
const aboutHost = (field: string, value: string, { app, persona, given, vendorHosts }: Told): DoctorFinding | undefined => {
  const issuer = new URL(given.issuer);
  if (value === issuer.host && issuer.pathname.length > 1)
    return broken(
      field,
      `${value} is the host of the lab, and ${persona} answers below ${issuer.pathname}. Leave connect out, and name a host of the provider.`,
    );
  if (app.connect !== 'url' || !includesHost(vendorHosts, value)) return undefined;
  return broken(field, `${value} is the provider itself, and connect "url" intercepts nothing. Leave connect out.`);
};

const isAddress = (value: string): boolean => /^https?:\/\//.test(value) && URL.canParse(value);

/** Text that JavaScript writes for a value that is missing. */
const MISSING = /\b(?:undefined|null|NaN)\b|\[object \w+\]/;

const aboutValue = async (name: string, value: string, told: Told): Promise<DoctorFinding> => {
  const field = `env.${name}`;
  if (MISSING.test(value))
    return broken(field, `"${value}" contains the text "${MISSING.exec(value)?.[0]}": a value that it is made of is missing.`);
  if (value.trim() === '')
    return told.given.clientSecret === '' && /secret/i.test(name)
      ? ok(field, 'empty: this kind of client has no secret')
      : note(field, 'empty');
  return isAddress(value) ? aboutAddress(field, value, told) : (aboutHost(field, value, told) ?? ok(field, shown(value, told)));
};

/** One finding for each variable of `env`. */
export const envFindings = async (examination: Examination): Promise<readonly DoctorFinding[]> => {
  const { env, given, persona, result } = examination;
  const values = Object.entries(env).map(([name, value]) => [name, String(value)] as const);
  const findings = await Promise.all(values.map(([name, value]) => aboutValue(name, value, examination)));
  const isKnown = values.some(([, value]) => value.includes(given.clientId));
  const isIn = result.checks.some(({ id, verdict }) => id === 'signIn' && verdict === 'pass');
  if (isKnown || isIn) return findings;
  return [
    ...findings,
    broken('env', `no variable has ${persona}.clientId: the app cannot know the client that is registered for it.`),
  ];
};
