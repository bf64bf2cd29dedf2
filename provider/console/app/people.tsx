import { useSignal } from '@preact/signals';
import { visible } from '../../../drawing/visible.ts';
import type { Client, Minted, Person } from '../../model/index.ts';
import { ActionButton } from './action-button.tsx';
import { addPerson, mintToken } from './actions.ts';
import { Command } from './command.tsx';
import * as state from './state.ts';

/** The address of the app: of the last redirect back to it, or of a client's redirect URI. */
const appOf = ({ redirectUris }: Client): string | undefined => {
  const uri = redirectUris.find((each) => /^https?:/.test(each));
  return uri === undefined ? undefined : URL.parse(uri)?.origin;
};

const stateOf = (person: Person): string => {
  const signedIn = state.sessions.value.filter(({ sub }) => sub === person.sub).map(({ persona }) => persona);
  const words = [
    person.status === undefined || person.status === 'active' ? '' : `account ${person.status}`,
    person.emailVerified ? '' : 'e-mail not verified',
    signedIn.length > 0 ? `signed in at ${[...new Set(signedIn)].join(', ')}` : 'not signed in',
  ];
  return words.filter(Boolean).join(' · ');
};

const allClients = (): readonly Client[] => state.personas.value.flatMap(({ clients }) => clients);

const HowToSignIn = ({ person }: { readonly person: Person }) => {
  const apps = [...new Set(allClients().flatMap((client) => appOf(client) ?? []))];
  return (
    <div class="how">
      <p>
        Press the sign-in button of your app and choose <b>{visible(person.email)}</b>. No password is asked.
      </p>
      {apps.length > 0 && (
        <p>
          Apps that are registered:{' '}
          {apps.map((origin) => (
            <a key={origin} href={origin} target="_blank" rel="noreferrer">
              {visible(origin)}
            </a>
          ))}
        </p>
      )}
      <p>
        A browser with a session at the vendor signs in without asking again: <i>End sessions</i> makes it ask again.
      </p>
    </div>
  );
};

const Tokens = ({ minted }: { readonly minted: Minted }) => (
  <dl class="minted">
    {(['access_token', 'refresh_token', 'id_token'] as const).map((name) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{minted[name] === undefined ? 'none' : <Command text={minted[name]} what={name} />}</dd>
      </div>
    ))}
  </dl>
);

const MakeToken = ({ person }: { readonly person: Person }) => {
  const minted = useSignal<Minted | undefined>(undefined);
  const chosen = useSignal(0);
  const clients = allClients();
  const client = clients[chosen.value] ?? clients[0];
  if (!client) return <p>A token needs a client, and none is registered yet.</p>;
  const make = mintToken(state.world.value, client, person, (made) => {
    minted.value = made;
  });
  return (
    <div class="make">
      {clients.length > 1 && (
        <label>
          For the client{' '}
          <select
            value={chosen}
            onChange={(event) => {
              chosen.value = Number(event.currentTarget.value);
            }}
          >
            {clients.map(({ persona, clientId }, index) => (
              <option key={`${persona} ${clientId}`} value={index}>
                {visible(`${persona}: ${clientId}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <ActionButton action={make} small />
      {minted.value && <Tokens minted={minted.value} />}
    </div>
  );
};

const PersonRow = ({ person }: { readonly person: Person }) => (
  <li>
    <b>{visible(person.name)}</b> <small>{visible(person.email)}</small>
    <p class="row-state">{stateOf(person)}</p>
    <details class="more">
      <summary>
        Sign in as <span>{visible(person.key)}</span> …
      </summary>
      <HowToSignIn person={person} />
      <MakeToken person={person} />
    </details>
  </li>
);

const AddPerson = () => {
  const key = useSignal('');
  return (
    <div class="add">
      <label>
        Name of a new person{' '}
        <input
          value={key}
          placeholder="dora"
          onInput={(event) => {
            key.value = event.currentTarget.value;
          }}
        />
      </label>
      <ActionButton action={addPerson(state.world.value, key.value.trim() || 'dora')} small />
    </div>
  );
};

/** The people who can sign in, and their state. */
export const People = () => (
  <section class="card" aria-labelledby="people-title">
    <h2 id="people-title">People</h2>
    {state.people.value.length === 0 && <p>No people. Add a person.</p>}
    <ul class="rows">
      {state.people.value.map((person) => (
        <PersonRow key={person.sub} person={person} />
      ))}
    </ul>
    <AddPerson />
  </section>
);
