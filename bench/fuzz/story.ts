import fc from 'fast-check';
import type { Persona } from '../../provider/index.ts';
import { controlDraft, type Described, type OpenApi } from './control-drafts.ts';
import type { Draft } from './draft.ts';
import { FRAMING_NAMES, type Framing } from './framing.ts';
import { type Mutation, mutations } from './mutations.ts';
import { loginOf, personaDraft } from './persona-drafts.ts';

/** Ways to a persona. */
export const WAYS = ['local', 'vendor host', 'TLS', 'proxy', 'tunnel'] as const;
export type Way = (typeof WAYS)[number];

/** One request: what a right client would send, what is wrong with it, how it is written and which way it goes. */
export interface Step {
  readonly draft: Draft;
  readonly mutations: readonly Mutation[];
  readonly framing: Framing;
  readonly at: number;
  readonly way: Way;
}

/** Requests to one world, one after another. */
export type Story = readonly Step[];

export interface Known {
  readonly personas: readonly Persona[];
  readonly document: OpenApi;
  readonly described: readonly Described[];
}

const NONE = { query: [], headers: [] } as const;

/** Pages and addresses beside the control API and the personas. */
const elsewhere: fc.Arbitrary<Draft> = fc.oneof(
  fc
    .constantFrom(
      '/',
      '/console.js',
      '/console.css',
      '/nowhere',
      '/_lab/worlds',
      '/_lab/openapi.json',
      '/_lab/worlds/«world»/wire',
      '/_lab/worlds/«world»/wire/events',
    )
    .map((path): Draft => ({ ...NONE, area: 'console', method: 'GET', path })),
  fc
    .constantFrom(
      '/',
      '/_lab',
      '/_lab/openapi.json',
      '/nowhere',
      '/@no-such-world/google/token',
      '/@«world»/nobody/x',
      '/favicon.ico',
    )
    .map((path): Draft => ({ ...NONE, area: 'front', method: 'GET', path })),
  fc.constant<Draft>({ ...NONE, area: 'front', method: 'POST', path: '/register', form: [['ticket', '«google.ticket»']] }),
  fc.constant<Draft>({ ...NONE, area: 'this-machine', method: 'POST', path: '/x', form: [['a', 'b']] }),
);

const step = (draft: fc.Arbitrary<Draft>): fc.Arbitrary<Step> =>
  fc.record({
    draft,
    mutations,
    framing: fc.oneof(
      { weight: 3, arbitrary: fc.constant<Framing>('plain') },
      { weight: 1, arbitrary: fc.constantFrom(...FRAMING_NAMES) },
    ),
    at: fc.nat(400),
    way: fc.oneof({ weight: 8, arbitrary: fc.constant<Way>('local') }, { weight: 3, arbitrary: fc.constantFrom(...WAYS) }),
  });

const RIGHT = { mutations: [], framing: 'plain', at: 0, way: 'local' } as const;

/** A login; a step of it may be spoiled. */
const login = (persona: Persona): fc.Arbitrary<Story> =>
  fc.tuple(
    ...loginOf(persona).map((draft) =>
      fc.oneof(
        { weight: 6, arbitrary: fc.constant<Step>({ ...RIGHT, draft }) },
        { weight: 1, arbitrary: step(fc.constant(draft)) },
      ),
    ),
  );

const call = (method: string, path: string): Step => ({
  ...RIGHT,
  draft: { ...NONE, area: 'control', method, path: `/_lab/worlds/«world»/${path}` },
});

/** What fills the live values: a client of each persona. */
const OPENING: Story = [
  call('GET', 'personas/google/clients'),
  call('GET', 'personas/facebook/clients'),
  call('GET', 'personas/auth0/clients'),
  call('GET', 'personas/first-party/clients'),
];

/** What is read of everything that was sent. */
const CLOSING: Story = [
  'wire?limit=10000',
  'wire/har',
  'findings',
  'tokens',
  'grants',
  'sessions',
  'people',
  'mailbox',
  'settings/described',
  'snapshot',
].map((path) => call('GET', path));

/** Stories; one in three injects faults. */
export const storyOf = ({ personas, document, described }: Known): fc.Arbitrary<Story> => {
  const stepsWith = (faults: boolean) => {
    const one = fc
      .oneof(
        { weight: 6, arbitrary: step(personaDraft(personas)) },
        { weight: 4, arbitrary: step(controlDraft(document, described, faults)) },
        { weight: 1, arbitrary: step(elsewhere) },
      )
      .map((each): Story => [each]);
    const logins = fc.oneof(...personas.map(login));
    return fc.array(fc.oneof({ weight: 12, arbitrary: one }, { weight: 1, arbitrary: logins }), {
      minLength: 5,
      maxLength: 30,
      size: 'max',
    });
  };
  return fc
    .tuple(
      fc.oneof(...personas.map(login)),
      fc.oneof({ weight: 2, arbitrary: stepsWith(false) }, { weight: 1, arbitrary: stepsWith(true) }),
    )
    .map(([first, rest]) => [...OPENING, ...first, call('GET', 'snapshot'), ...rest.flat(), ...CLOSING]);
};
