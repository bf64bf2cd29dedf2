import { hash } from 'node:crypto';
import { signingKeysOf } from '../../../fixtures/keys/index.ts';
import type { AuthRequest, Engine, Login, Person, Persona } from '../../model/index.ts';
import { createMemoryStore, type Row, type WorldStore } from '../../store/index.ts';
import { type ExchangeContext, inTimeOf, ROW_KINDS, WorldState } from '../../world/index.ts';
import { drawFrom } from '../../world/random.ts';
import { createEngine } from '../engine.ts';
import { type DirectPath, directPath, NO_DIRECT_PATH } from './index.ts';
import type { Case, Form, Operation, Sent } from './test-case.ts';

export const REDIRECT_URI = 'https://app.example/callback';
const VERIFIER = 'v'.repeat(43);
const CHALLENGE = hash('sha256', VERIFIER, 'base64url');
const LAB_URL = 'http://localhost:4400';
const PEOPLE = [
  { key: 'ana', sub: '100000000000000000001' },
  { key: 'ben', sub: '100000000000000000002', hostedDomain: 'example.com', email: 'ben@example.com' },
] as const;

/** The same bytes for the same seed. */
const seeded = (seed: number) => {
  let state = seed | 0;
  return (bytes: Buffer): void => {
    for (let i = 0; i < bytes.length; i++) {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      bytes[i] = (mixed ^ (mixed >>> 14)) & 255;
    }
  };
};

/** How many requests the direct path was asked, and how many it answered, by what they are. */
export type Tally = Record<'ask' | 'authorization_code' | 'refresh_token', { asked: number; answered: number }>;

export const newTally = (): Tally => ({
  ask: { asked: 0, answered: 0 },
  authorization_code: { asked: 0, answered: 0 },
  refresh_token: { asked: 0, answered: 0 },
});

const counted = (path: DirectPath, tally: Tally): DirectPath => {
  const count = async <T>(of: { asked: number; answered: number } | undefined, answering: Promise<T | undefined>) => {
    const answer = await answering;
    if (of) of.asked += 1;
    if (of && answer !== undefined) of.answered += 1;
    return answer;
  };
  return {
    ask: (call) => count(tally.ask, path.ask(call)),
    exchange: (call, form, resource) => count(tally[form.grant_type as keyof Tally], path.exchange(call, form, resource)),
  };
};

type EngineOf = (context: ExchangeContext) => Engine;

/** The engine of a persona with its direct path, and without it. */
export interface Engines {
  readonly direct: EngineOf;
  readonly plain: EngineOf;
}

export const enginesOf = (persona: Persona, tally: Tally): Engines => {
  const [key] = signingKeysOf(persona.id);
  return {
    direct: createEngine(persona, { ...key }, counted(directPath(persona), tally)),
    plain: createEngine(persona, { ...key }, NO_DIRECT_PATH),
  };
};

const newest = async (rows: WorldStore, kind: string, place: number): Promise<Row | undefined> =>
  (await rows.list(kind)).at(-1 - place);

/** One world, and what happened in it so far, as lines of text. */
class Run {
  readonly lines: string[] = [];
  readonly #case: Case;
  readonly #persona: Persona;
  readonly #world: WorldState;
  readonly #rows: WorldStore;
  readonly #engineOf: EngineOf;
  #people: readonly Person[] = [];
  readonly #sessions: { readonly session: string; readonly at: number }[] = [];
  #flows = 0;

  constructor(of: Case, persona: Persona, engineOf: EngineOf) {
    this.#case = of;
    this.#persona = persona;
    this.#engineOf = engineOf;
    const store = createMemoryStore();
    this.#world = new WorldState({ id: 'w', store, behaviours: persona.behaviours, keysOf: signingKeysOf, people: [] });
    this.#rows = store.open('w');
    this.#world.recorder.registerSecret = (kind, value) => void this.lines.push(`secret ${kind} ${value}`);
  }

  async play(): Promise<string> {
    drawFrom(seeded(this.#case.seed));
    this.#people = await Promise.all(PEOPLE.map((input) => this.#world.people.add(input)));
    for (const input of this.#case.clients) await this.#world.clients.register(this.#persona, input);
    this.#world.settings.change(this.#case.settings);
    for (const operation of this.#case.operations) await this.#perform(operation);
    for (const { kind } of ROW_KINDS) for (const row of await this.#rows.list(kind)) this.#say(kind, row);
    return this.#withoutForeignIds(this.lines.join('\n'));
  }

  /** The engine draws the ids of a session of nobody itself. Nobody gets to know them. */
  async #withoutForeignIds(text: string): Promise<string> {
    const anonymous = (await this.#rows.list('Session')).filter(({ payload }) => !('loginTs' in payload));
    return anonymous.reduce(
      (rest, { id, keys: { uid = '' } }, i) => rest.replaceAll(id, `session-${i}`).replaceAll(uid, `uid-${i}`),
      text,
    );
  }

  #say(what: string, value: unknown): void {
    this.lines.push(`${what} ${JSON.stringify(value)}`);
  }

  #engine(overrides: ExchangeContext['overrides'] = {}): Engine {
    const log = {
      note: (facts: object) => this.#say('note', facts),
      because: (id: string, why: string) => this.#say('because', [id, why]),
    };
    const mount = { kind: 'vendor' } as const;
    return this.#engineOf({
      world: this.#world,
      persona: this.#persona,
      mount,
      log,
      labUrl: LAB_URL,
      ...(overrides && { overrides }),
    });
  }

  async #perform(operation: Operation): Promise<void> {
    const answer = inTimeOf(this.#world, () => this.#answer(operation));
    const shown = await answer.catch((error: unknown) => ({ thrown: error instanceof Error ? error.message : String(error) }));
    this.#say(operation.do, shown);
  }

  async #answer(operation: Operation): Promise<unknown> {
    switch (operation.do) {
      case 'sign-in':
        return this.#signIn(operation.person);
      case 'ask':
        return this.#ask(operation);
      case 'redeem':
        return this.#redeem(operation);
      case 'refresh':
        return this.#refresh(operation);
      case 'derive':
        return this.#derive(operation.kind);
      default:
        return this.#change(operation);
    }
  }

  async #signIn(place: number): Promise<unknown> {
    const person = this.#people[place % this.#people.length];
    if (!person) throw new Error('no person');
    const made = await this.#engine().signIn(person);
    this.#sessions.push({ session: made.session, at: made.signedInAtEpochSeconds });
    return made;
  }

  async #ask(wanted: Extract<Operation, { do: 'ask' }>): Promise<unknown> {
    const client = this.#case.clients[wanted.client % this.#case.clients.length];
    const known = this.#sessions.at(-1 - wanted.session);
    const challenge = wanted.hasChallenge ? { code_challenge: CHALLENGE, code_challenge_method: 'S256' } : {};
    const params: Record<string, string> = {
      ...{ client_id: client?.clientId ?? '', redirect_uri: client?.redirectUris?.[0] ?? REDIRECT_URI, response_type: 'code' },
      ...{ scope: wanted.scope, state: 'state', ...challenge, ...expanded(wanted.changes) },
    };
    for (const name of wanted.drops) delete params[name];
    const registered = await this.#world.clients.find(this.#persona.id, client?.clientId ?? '');
    const request: AuthRequest = {
      ...{ params, ...decisionsOf(wanted), consentShown: wanted.consentShown, flow: `flow${++this.#flows}` },
      vendorParams: { ...params, ...wanted.vendor },
      ...(known && { session: known.session, signedInAtEpochSeconds: known.at }),
      ...(wanted.resource !== undefined && { resource: wanted.resource }),
      ...(wanted.judged !== undefined && { redirectUriFits: wanted.judged }),
      ...(wanted.looked && registered && { client: registered }),
      ...(wanted.grantedForSeconds !== undefined && { grantedForSeconds: wanted.grantedForSeconds }),
    };
    return this.#engine().ask(request);
  }

  async #redeem(wanted: Extract<Operation, { do: 'redeem' }>): Promise<unknown> {
    const row = await newest(this.#rows, 'AuthorizationCode', wanted.code);
    if (!row) return 'there is no code';
    const verifiers = { right: VERIFIER, wrong: `w${VERIFIER}`, short: 'v', empty: '' } as const;
    const uris = { right: String(row.payload.redirectUri), wrong: 'https://app.example/other', short: '', empty: '' } as const;
    const hasChallenge = row.payload.codeChallenge !== undefined;
    const verifier = wanted.verifier === 'right' && !hasChallenge ? 'none' : wanted.verifier;
    const form: Form = {
      ...{ grant_type: 'authorization_code', code: row.id },
      ...(wanted.redirectUri !== 'none' && { redirect_uri: uris[wanted.redirectUri] }),
      ...(verifier !== 'none' && { code_verifier: verifiers[verifier] }),
    };
    return this.#exchange(form, row, wanted);
  }

  async #refresh(wanted: Extract<Operation, { do: 'refresh' }>): Promise<unknown> {
    const row = await newest(this.#rows, 'RefreshToken', wanted.token);
    if (!row) return 'there is no refresh token';
    const scope = wanted.scope === undefined ? {} : { scope: wanted.scope };
    return this.#exchange({ grant_type: 'refresh_token', refresh_token: row.id, ...scope }, row, wanted);
  }

  async #exchange(
    grant: Form,
    row: Row,
    wanted: Pick<Extract<Operation, { do: 'redeem' }>, 'client' | 'secret' | 'looked' | 'changes' | 'resource'> & {
      readonly rotates?: boolean;
    },
  ): Promise<unknown> {
    const own = this.#case.clients.find(({ clientId }) => clientId === row.keys.clientId);
    const client = wanted.client === undefined ? own : this.#case.clients[wanted.client % this.#case.clients.length];
    const registered = await this.#world.clients.find(this.#persona.id, client?.clientId ?? '');
    const login = (await this.#world.rows.read('Login', row.keys.grantId ?? ''))?.payload as Login | undefined;
    const sender = { client_id: client?.clientId ?? 'nobody', ...secretOf(registered, wanted.secret) };
    const form = { ...grant, ...sender, ...expanded(wanted.changes) };
    return this.#engine(wanted.rotates ? { rotateRefreshToken: true } : {}).exchange(form, {
      ...(wanted.looked.client && registered && { client: registered }),
      ...(wanted.looked.login && login && { login }),
      ...(wanted.resource !== undefined && { resource: wanted.resource }),
    });
  }

  async #derive(kind: 'code' | 'access-token'): Promise<unknown> {
    const row = await newest(this.#rows, 'AccessToken', 0);
    const about = { kind, grantType: 'derived', redirectUri: REDIRECT_URI } as const;
    return this.#engine().derive(row?.id ?? '', about);
  }

  async #change(operation: Exclude<Operation, { do: 'sign-in' | 'ask' | 'redeem' | 'refresh' | 'derive' }>): Promise<unknown> {
    const world = this.#world;
    switch (operation.do) {
      case 'age':
        return world.age(operation.seconds);
      case 'shift':
        world.shiftMs += operation.seconds * 1000;
        return world.shiftMs;
      case 'kill': {
        const row = await newest(this.#rows, operation.kind, operation.newest);
        return world.rows.kill(operation.kind, { id: row?.id ?? '' }, operation.why);
      }
      case 'amend': {
        const row = await newest(this.#rows, operation.kind, operation.newest);
        return row && world.rows.amend(operation.kind, row.id, { ...row.payload, ...structuredClone(operation.changes) });
      }
      case 'set':
        return world.settings.change(operation.values);
      case 'register': {
        const input = this.#case.clients[operation.client % this.#case.clients.length];
        return input && world.clients.register(this.#persona, { ...input, ...operation.input });
      }
      case 'remove-person': {
        const person = this.#people[operation.person % this.#people.length];
        return person && world.people.remove(person);
      }
      case 'short':
        world.shortLifetimeSeconds = operation.seconds;
        return operation.seconds;
      case 'rotate-keys':
        // A second time would make a new key, another one in each run.
        return world.keys(this.#persona.id).rotation.current === 0 && (await world.keys(this.#persona.id).rotate()).kid;
    }
  }
}

const secretOf = (client: { readonly clientSecret?: string } | undefined, sent: Sent): Form => {
  const right = client?.clientSecret;
  const secrets = { right, wrong: `${right}x`, empty: '', short: right?.slice(1), none: undefined };
  const secret = secrets[sent];
  return secret === undefined ? {} : { client_secret: secret };
};

const GRANTED: Readonly<Record<Extract<Operation, { do: 'ask' }>['granted'], (scopes: readonly string[]) => readonly string[]>> =
  {
    all: (scopes) => scopes,
    first: (scopes) => scopes.slice(0, 1),
    none: () => [],
    more: (scopes) => [...scopes, 'more', 'offline_access'],
    joined: (scopes) => [scopes.join(' ')],
    twice: (scopes) => [...scopes, ...scopes],
  };

/** What many and long parameters stand for, so that a case can be read. */
const expanded = ({ more, filler, ...changes }: Form): Form => ({
  ...Object.fromEntries(Array.from({ length: Number(more ?? 0) }, (_, i) => [`p${i}`, '1'])),
  ...(filler !== undefined && { filler: 'x'.repeat(Number(filler)) }),
  ...changes,
});

const decisionsOf = ({ scope, granted, declines }: Extract<Operation, { do: 'ask' }>) => {
  const scopes = scope.split(' ');
  const given = GRANTED[granted](scopes);
  const rest = scopes.filter((each) => !given.includes(each));
  return { granted: given, declined: declines === 'none' ? [] : declines === 'rest' ? rest : scopes };
};

/** Plays a case. Returns what happened in it, and what is left. */
export const play = async (of: Case, persona: Persona, engineOf: Engines[keyof Engines]): Promise<string> => {
  try {
    return await new Run(of, persona, engineOf).play();
  } finally {
    drawFrom();
  }
};

/** Plays a case with the engine alone and with the direct path. */
export const playBoth = async (
  of: Case,
  persona: Persona,
  { plain, direct }: Engines,
): Promise<{ readonly plain: string; readonly direct: string }> => ({
  plain: await play(of, persona, plain),
  direct: await play(of, persona, direct),
});

/** The first lines in which two texts differ, with what came before. */
export const firstDifference = (plain: string, direct: string): string | undefined => {
  if (plain === direct) return undefined;
  const [left, right] = [plain.split('\n'), direct.split('\n')];
  const at = left.findIndex((line, i) => line !== right[i]);
  const place = at < 0 ? left.length : at;
  return [...left.slice(Math.max(0, place - 6), place), `plain:  ${left[place]}`, `direct: ${right[place]}`].join('\n');
};
