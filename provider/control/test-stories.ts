import { LoginLabError, type PlayedClient, type StoryInfo, type StoryPlay, type StoryPlayer } from '../model/index.ts';

const STORY: StoryInfo = {
  id: 'remember-me',
  question: 'Do we store the password?',
  answer: 'Never. Ask for a token that lives longer.',
  command: 'loginlab run --story remember-me',
  situations: [
    {
      ...{ scenario: 'session/remember-me', title: 'A person ticks “remember me”' },
      ...{ provider: 'Issues a token for 30 days.', rightClient: 'Keeps the token.' },
      command: 'loginlab explain session/remember-me',
      sources: [{ name: 'RFC6265-5.3', url: 'https://www.rfc-editor.org/rfc/rfc6265#section-5.3' }],
    },
  ],
};

const CLIENT: PlayedClient = {
  ...{ app: 'rest', verdict: 'fail', requirement: 'no password is kept', found: 'found one', fix: 'Keep the token.' },
  breaks: [{ rule: 'secret-leaked', verdict: 'warn', found: 'a password' }],
  exchanges: [
    {
      ...{ id: 'x1', from: 'app', to: 'provider', startedAtEpochMs: 1, durationMs: 2, method: 'POST', aim: 'login.session' },
      status: 200,
      because: [{ id: 'first-party/session/lives', why: 'the box was ticked' }],
      decides: true,
    },
    { id: 'x2', from: 'app', to: 'api', startedAtEpochMs: 4, durationMs: 2, method: 'GET', aim: 'users.me.get', because: [] },
  ],
};

const PLAYED: StoryPlay = {
  state: 'played',
  durationMs: 9,
  situations: [{ scenario: 'session/remember-me', persona: 'first-party', right: CLIENT, naive: CLIENT }],
};

/** Stories of a lab in a test: one, which plays until it is ended. */
export class TestStories implements StoryPlayer {
  #play: StoryPlay = PLAYED;
  closed = 0;

  async list(): Promise<readonly StoryInfo[]> {
    return [STORY];
  }

  async read(id: string): Promise<StoryPlay> {
    if (id === STORY.id) return this.#play;
    throw new LoginLabError('unknown-id', `Unknown story "${id}".`, { field: 'story' });
  }

  async play(id: string): Promise<StoryPlay> {
    if ((await this.read(id)).state === 'playing') throw new LoginLabError('too-many', 'The story plays.');
    this.#play = { state: 'playing', done: 0, of: 2, now: 'rest is in use' };
    return this.#play;
  }

  async stop(id: string): Promise<StoryPlay> {
    await this.read(id);
    this.#play = { state: 'stopped' };
    return this.#play;
  }

  async close(): Promise<void> {
    this.closed += 1;
  }
}
