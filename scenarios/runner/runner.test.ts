import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import bundled from '../../fixtures/apps/loginlab.config.ts';
import { createLab, type Lab } from '../../provider/index.ts';
import {
  type AppInput,
  configSchema,
  type RunResult,
  runResultSchema,
  type ScenarioResult,
  SIGN_IN_CHECK_ID,
} from '../model/index.ts';
import type { RunOptions } from './options.ts';
import type { RunEvent } from './run-event.ts';
import { run } from './runner.ts';

const fixtures = new URL('../../fixtures/apps/', import.meta.url).pathname;
let lab: Lab;
let folder: string;
beforeAll(async () => {
  lab = await createLab();
  folder = await mkdtemp(join(tmpdir(), 'loginlab-'));
  // A copied app takes along what the bundled ones share.
  await cp(join(fixtures, 'base'), join(folder, 'node_modules', 'app-base'), { recursive: true });
});
afterAll(async () => {
  await lab.close();
  await rm(folder, { recursive: true });
});

const appInput = (id: string, command: string, more: Partial<AppInput> = {}): AppInput => ({
  id,
  command,
  url: 'http://127.0.0.1:{port}',
  ready: '/healthz',
  readyWithinSeconds: 10,
  connect: 'url',
  personas: ['google'],
  env: ({ google }) => ({
    GOOGLE_ISSUER: google.issuer,
    GOOGLE_CLIENT_ID: google.clientId,
    GOOGLE_CLIENT_SECRET: google.clientSecret,
    GOOGLE_REDIRECT_URI: google.redirectUri,
    GOOGLE_API_BASE: google.apiBase,
  }),
  verbs: {
    signIn: { http: '/auth/{persona}' },
    whoAmI: { http: '/me' },
    useResource: { http: { method: 'POST', path: '/upload', form: { note: '{canary}' } } },
    signOut: { http: { method: 'POST', path: '/logout' } },
  },
  ...more,
});

/** A copy of a bundled app under another name, with a text of it replaced. */
const copyOf = async (app: string, name: string, from = '', to = ''): Promise<AppInput> => {
  const source = await readFile(join(fixtures, app, 'server.mjs'), 'utf8');
  expect(source).toContain(from);
  await writeFile(join(folder, `${name}.mjs`), source.replaceAll(from, to));
  return appInput(name, `node ${name}.mjs`);
};

const inline = async (name: string, answer: string, before = ''): Promise<AppInput> => {
  const source = `import { createServer } from 'node:http';\n${before}\ncreateServer((request, response) => { ${answer} }).listen(process.env.PORT, '127.0.0.1');`;
  await writeFile(join(folder, `${name}.mjs`), source);
  return appInput(name, `node ${name}.mjs`);
};

/** Two stories that every app here can be told. */
const LOGIN = ['login/code-pkce-happy-path', 'login/state-mismatch-rejected'];

const play = (apps: readonly AppInput[], scenarios: readonly string[], more: Partial<RunOptions> = {}): Promise<RunResult> =>
  run({ config: configSchema.parse({ apps }), configDir: folder, scenarios, lab, seed: 'runner', ...more });

/** Without those that do not apply, for want of a verb or of a feature. */
const judged = (result: RunResult): readonly string[] => verdicts(result).filter((verdict) => verdict !== 'skip');
const verdicts = ({ results }: RunResult): readonly string[] => [...new Set(results.map(({ verdict }) => verdict))];
const isSignIn = ({ scenario }: ScenarioResult): boolean => scenario === SIGN_IN_CHECK_ID;
/** What the check before the scenarios found broken, by verb. */
const brokenVerbs = ({ results }: RunResult): readonly string[] =>
  results.filter(isSignIn).flatMap(({ checks }) => checks.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id));
const said = (result: ScenarioResult | undefined): string =>
  [result?.reason, ...(result?.checks.map(({ message }) => message) ?? [])].join('\n');

describe('an app that needs what the lab does not serve', () => {
  const CALENDAR = ['/upload/drive/v3/files', '/calendar/v3/calendars/primary/events'] as const;
  /** In a lab of the run's own. */
  const playNextDay = async (name: string, more: Partial<RunOptions>): Promise<RunResult> => {
    const app = await copyOf('upload-resuming', name, ...CALENDAR);
    const scenarios = ['reauth/online-access-resume-request:next-day'];
    return run({ config: configSchema.parse({ apps: [app] }), configDir: folder, scenarios, ...more });
  };

  test('is inconclusive, which names the gap, and no failure of the app', async () => {
    const events: RunEvent[] = [];
    const result = await playNextDay('calendar', { onEvent: (event) => events.push(event) });
    expect(verdicts(result)).toEqual(['inconclusive']);
    expect(said(result.results[0])).toMatch(/^Login Lab does not serve POST http:\S+\/calendar\/v3\/calendars\/primary\/events,/);
    expect(result.results.flatMap(({ checks }) => checks).filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(events).toContainEqual({ type: 'gap', why: expect.stringContaining('/calendar/v3/calendars/primary/events') });
  });

  test('meets the page of the vendor, if the run wants it so', async () => {
    const result = await playNextDay('calendar-404', { gaps: 'vendor' });
    expect(said(result.results[0])).not.toContain('does not serve');
    expect(said(result.results[0])).toContain('404');
  });
});

describe('an app that cannot be judged is never a pass:', () => {
  test('one that does not start, with its last lines; the others go on', async () => {
    const dead = await inline('dead', '', "console.error('no database'); process.exit(1);");
    const events: RunEvent[] = [];
    const both = await play([dead, await copyOf('upload-resuming', 'alive')], LOGIN, {
      onEvent: (event) => events.push(event),
      workers: 2,
    });
    const [ofDead, ofAlive] = ['dead', 'alive'].map((id) => both.results.filter(({ app }) => app.id === id));
    const [check, ...others] = ofDead ?? [];
    expect([check?.verdict, check?.scenario, said(check)]).toEqual([
      'fail',
      SIGN_IN_CHECK_ID,
      expect.stringContaining('no database'),
    ]);
    expect(others.every(({ verdict, reason }) => verdict === 'skip' && reason?.includes('no database'))).toBe(true);
    expect(ofAlive?.every(({ verdict }) => verdict === 'pass')).toBe(true);
    expect(others).toHaveLength(ofAlive?.length ?? 0);
    expect(events.filter(({ type }) => type === 'app-down')).toHaveLength(1);
    expect(both.summary.red).toBe(true);
    expect(both.summary.reasons[0]).toContain(
      'Nothing was judged of dead with google: every scenario was skipped: "dead" exited',
    );
  });

  test('one that never gets ready', async () => {
    const app = { ...(await inline('never-ready', 'response.writeHead(500).end()')), readyWithinSeconds: 0.5 };
    const result = await play([app], ['login/code-pkce-happy-path']);
    expect(verdicts(result)).toEqual(['fail', 'skip']);
    expect([brokenVerbs(result), said(result.results[0])]).toEqual([
      ['start'],
      expect.stringContaining('was not ready within 0.5 s'),
    ]);
  });

  // The whole catalogue: more than a test usually takes.
  test('one that answers 500 to everything but the probe', { timeout: 30_000 }, async () => {
    const app = await inline('broken', "response.writeHead(request.url === '/healthz' ? 200 : 500).end('oops')");
    const result = await play([app], ['**']);
    expect(judged(result)).toEqual(['fail']);
    expect(brokenVerbs(result)).toEqual(['signIn']);
    const [first, ...others] = result.results;
    expect(said(first)).toContain('GET /auth/google answered 500: "oops" and did not redirect to a provider');
    const reasons = others.map(({ reason = '' }) => reason).filter((reason) => !reason.includes('has no verb'));
    expect(new Set(reasons).size).toBe(1);
  });

  test('one that hangs', async () => {
    const app = await inline('hanging', "if (request.url === '/healthz') response.end('ok')");
    const result = await play([app], ['login/code-pkce-happy-path'], { limitSeconds: 0.5 });
    expect(verdicts(result)).toEqual(['fail', 'skip']);
    expect([brokenVerbs(result), said(result.results[0])]).toEqual([
      ['signIn'],
      expect.stringContaining('did not finish within 0.5 s.'),
    ]);
  });

  test('one that says yes to everything without any login', async () => {
    const app = await inline('yes-man', "response.end('Welcome, Ana!')");
    const result = await play([app], ['**']);
    expect(judged(result)).toEqual(['fail']);
    expect(brokenVerbs(result)).toEqual(['signIn']);
    expect(result.results.filter(({ verdict }) => verdict === 'fail')).toHaveLength(1);
  });

  test('one that shows the wrong person', async () => {
    const app = await copyOf(
      'upload-resuming',
      'wrong-person',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: text of the program that is copied
      'Signed in as ${name} ${email}',
      'Signed in as Ana Alvarez ana@example.com',
    );
    const result = await play([app], LOGIN);
    expect(brokenVerbs(result)).toEqual(['whoAmI']);
    const [, happy, ...others] = result.results;
    expect(happy?.verdict).toBe('fail');
    expect(happy?.checks.find(({ id }) => id === 'right-user-shown')?.verdict).toBe('fail');
    expect([...new Set(others.map(({ verdict }) => verdict))]).toEqual(['skip']);
  });

  test('one that has one session for everybody', async () => {
    const app = await copyOf(
      'upload-resuming',
      'one-session',
      "const visitors = createVisitors('upload_resuming');",
      "const visitors = createVisitors('upload_resuming'); const everybody = { logins: [] }; visitors.of = () => everybody;",
    );
    const { results } = await play([{ ...app }], ['login/code-pkce-happy-path']);
    const happy = results.find((result) => !isSignIn(result));
    expect(happy?.checks.find(({ id }) => id === 'right-user-shown')?.verdict).toBe('fail');
  });
});

test('a verb that is broken is expected by its name, and the entry is stale once it works', async () => {
  const right = await copyOf('upload-resuming', 'known');
  const wrong = { ...right, verbs: { ...right.verbs, signOut: { http: '/me' } } };
  const about = { scenario: SIGN_IN_CHECK_ID, check: 'signOut', app: 'known', persona: 'google' };
  const expected = [{ ...about, verdict: 'fail' as const, reason: 'there is no button yet' }];
  const known = await play([wrong], ['login/state-mismatch-rejected:other'], { expected });
  expect([brokenVerbs(known), known.summary.red]).toEqual([['signOut'], false]);
  const stale = await play([right], ['login/state-mismatch-rejected:other'], { expected });
  expect([brokenVerbs(stale), stale.summary.red]).toEqual([[], true]);
  expect(stale.summary.reasons.join()).toContain('app/sign-in / signOut of known');
});

describe('an app that breaks under the twist fails:', () => {
  const REFUSAL = "return page(400, 'That sign-in was not started in this browser.');";

  test('one that dies of it; the next scenario starts it again', async () => {
    const app = await copyOf('upload-resuming', 'crashing', REFUSAL, "{ console.error('unexpected state'); process.exit(3); }");
    const { results } = await play([app], LOGIN);
    const crashed = results.filter(({ scenario }) => scenario === 'login/state-mismatch-rejected');
    expect(results[0]?.verdict).toBe('pass');
    expect(new Set(crashed.map(({ control }) => String(control?.exchanges))).size).toBe(crashed.length); // told honestly anew
    for (const result of crashed) {
      expect(result.verdict).toBe('fail');
      expect(result.checks.find(({ id }) => id === 'app-alive')?.message).toMatch(/exited with code 3[\s\S]*unexpected state/);
    }
  });

  test('one that lets nobody in any more', async () => {
    const app = await copyOf(
      'upload-resuming',
      'shut',
      REFUSAL,
      "{ visitors.of = () => ({ logins: [] }); return page(400, 'no'); }",
    );
    const { results } = await play([app], ['login/state-mismatch-rejected:other']);
    expect(results[0]?.verdict).toBe('fail');
    expect(results[0]?.checks.find(({ id }) => id === 'liveness')?.message).toContain('After the scenario the app is broken');
  });
});

describe('an app copied elsewhere under another name', () => {
  test('that loses the upload fails, and the message says so', async () => {
    const result = await play([await copyOf('upload-naive', 'my-notes')], ['reauth/online-access-resume-request']);
    expect(verdicts(result)).toEqual(['fail']);
    expect(result.summary.reasons[0]).toContain('the upload was lost after the 401');
  });

  test('that resumes passes', async () => {
    expect(
      verdicts(await play([await copyOf('upload-resuming', 'my-better-notes')], ['reauth/online-access-resume-request'])),
    ).toEqual(['pass']);
  });

  test('fails without its state check', async () => {
    const app = await copyOf(
      'upload-resuming',
      'unchecked',
      "if (query.get('state') !== login.state) return page(400, 'That sign-in was not started in this browser.');",
    );
    expect(verdicts(await play([app], ['login/state-mismatch-rejected']))).toEqual(['fail']);
  });

  test('may have other paths, and any callback where none is named', async () => {
    const app = await copyOf('upload-resuming', 'other-paths', '/callback/google', '/oauth/return');
    const moved = {
      ...app,
      env: (personas: Parameters<AppInput['env']>[0]) => ({ ...app.env(personas), GOOGLE_REDIRECT_URI: '' }),
    };
    const source = (await readFile(join(folder, 'other-paths.mjs'), 'utf8'))
      .replace('GOOGLE_REDIRECT_URI = `', 'IGNORED, REDIRECT = `')
      .replaceAll('GOOGLE_REDIRECT_URI', 'REDIRECT');
    await writeFile(join(folder, 'other-paths.mjs'), source);
    expect(judged(await play([moved], ['login/code-pkce-happy-path', 'reauth/**']))).toEqual(['pass']);
  });

  test('is skipped, with the reason, where it lacks a verb', async () => {
    const { verbs, ...app } = await copyOf('upload-resuming', 'small');
    const { results } = await play([{ ...app, verbs: { signIn: verbs.signIn } }], ['**']);
    const lacking = results.filter(({ reason }) => reason?.includes('has no verb'));
    expect(lacking.every(({ verdict }) => verdict === 'skip')).toBe(true);
    expect(lacking.map(({ reason }) => reason)).toContain('The app has no verb useResource.');
  });

  test('is judged from the wire alone where it has no page that says who is signed in', async () => {
    const { verbs, ...app } = await copyOf('upload-resuming', 'unnamed');
    const signIn = { ...app, verbs: { signIn: verbs.signIn } };
    expect(judged(await play([signIn], [...LOGIN, 'login/access-denied', 'login/two-tabs-interleaved']))).toEqual(['pass']);
    const source = (await readFile(join(fixtures, 'upload-resuming/server.mjs'), 'utf8')).replace(
      "if (query.get('state') !== login.state) return page(400, 'That sign-in was not started in this browser.');",
      '',
    );
    await writeFile(join(folder, 'unnamed.mjs'), source);
    expect(judged(await play([signIn], ['login/state-mismatch-rejected:other']))).toEqual(['fail']);
  });
});

describe('a run', () => {
  test('is a run result, whose ids lead somewhere and whose secrets are gone', async () => {
    const app = await copyOf('upload-resuming', 'whole');
    const result = await play([app], ['reauth/online-access-resume-request:next-day'], { command: 'loginlab' });
    expect(runResultSchema.parse(structuredClone(result))).toEqual(result);
    const [only] = result.results;
    const named = [
      ...(only?.exchanges ?? []),
      ...(only?.control?.exchanges ?? []),
      ...(only?.checks.flatMap(({ exchanges }) => exchanges) ?? []),
    ];
    expect(named.filter((id) => !result.exchanges[id])).toEqual([]);
    expect(Object.keys(result.behaviours)).toContain('google/api/401-invalid-token');
    expect(only?.reproduce).toBe('loginlab run --app whole --scenario reauth/online-access-resume-request:next-day');
    expect(JSON.stringify(result)).not.toMatch(/ya29\.a0\w{8}|GOCSPX-|4\/0A\w{8}|upload_resuming=(?!session-cookie#)[\w-]{20}/);
  });

  test('shows who asked whom, in order', async () => {
    const { results, exchanges } = await play(
      [await copyOf('upload-resuming', 'ordered')],
      ['reauth/online-access-resume-request:next-day'],
    );
    const lanes = results[0]?.exchanges.map(
      (id) => `${exchanges[id]?.from} → ${exchanges[id]?.to}: ${exchanges[id]?.endpoint} ${exchanges[id]?.response?.status}`,
    );
    expect(lanes).toMatchInlineSnapshot(`
      [
        "person → app: app 303",
        "app → provider: discovery 200",
        "person → provider: authorize 200",
        "person → provider: sign-in 200",
        "person → provider: consent 302",
        "person → app: app 303",
        "app → provider: token 200",
        "person → app: app 200",
        "person → app: app 303",
        "app → api: api:drive.files.create 200",
        "person → app: app 200",
        "person → app: app 303",
        "app → api: api:drive.files.create 401",
        "app → provider: discovery 200",
        "person → provider: authorize 302",
        "person → app: app 303",
        "app → provider: token 200",
        "app → api: api:drive.files.create 200",
        "person → app: app 200",
        "person → app: app 200",
      ]
    `);
  });

  test('plays the parts of a shard only', async () => {
    const app = await copyOf('upload-resuming', 'sharded');
    const shards = await Promise.all([1, 2].map((index) => play([app], LOGIN, { shard: { index, of: 2 } })));
    const names = shards.flatMap(({ results }) => results.map(({ variant }) => variant ?? 'happy'));
    const whole = await play([app], LOGIN);
    expect(names.sort()).toEqual(whole.results.map(({ variant }) => variant ?? 'happy').sort());
    expect(shards.map(({ results }) => results.length).every((count) => count > 0)).toBe(true);
  });

  test('that is stopped gives what had ended, and leaves no app behind', async () => {
    const controller = new AbortController();
    const onEvent = (event: RunEvent) => event.type === 'result' && controller.abort();
    const result = await play([await copyOf('upload-resuming', 'stopped')], LOGIN, {
      signal: controller.signal,
      onEvent,
      workers: 1,
    });
    expect(result.interrupted).toBe(true);
    expect(result.results).toHaveLength(1);
  });

  const never = (asked: () => void) => () => {
    asked();
    return new Promise<never>(() => undefined);
  };
  const changed = <T extends object>(whole: T, member: keyof T, value: unknown): T =>
    new Proxy(whole, { get: (of, name) => (name === member ? value : Reflect.get(of, name)) });
  /** Labs that stand still at one place: there they do not answer, and say that they were asked. */
  const STANDING: Readonly<Record<string, (asked: () => void) => Pick<Lab, 'world'>>> = {
    'where a world is made': (asked) => ({ world: never(asked) }),
    'where exchanges are read': (asked) => ({
      world: async () => {
        const world = await lab.world();
        return changed(world, 'wire', { ...world.wire, read: never(asked) });
      },
    }),
    'where a world is closed': (asked) => ({
      world: async () => changed(await lab.world(), Symbol.asyncDispose, never(asked)),
    }),
  };

  test.each(Object.keys(STANDING))('ends though the lab stands still %s', async (place) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const asked = Promise.withResolvers<void>();
    const events: RunEvent[] = [];
    const app = appInput('naive', `${process.execPath} ${join(fixtures, 'upload-naive', 'server.mjs')}`);
    const ownLab = STANDING[place]?.(asked.resolve);
    const playing = play([app], ['session/*'], { ...(ownLab && { lab: ownLab }), onEvent: (event) => events.push(event) });
    await asked.promise;
    await vi.advanceTimersByTimeAsync(30 * 60_000);
    const { results } = await playing;
    expect(results.length).toBeGreaterThan(1);
    expect(events).toContainEqual(expect.objectContaining({ type: 'lane-lost', apps: ['naive'] }));
  });

  test('that is stopped ends as one that is stopped, though the lab stands still after it', async () => {
    const controller = new AbortController();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const asked = Promise.withResolvers<void>();
    const events: RunEvent[] = [];
    const onEvent = (event: RunEvent) => {
      events.push(event);
      if (event.type === 'result') controller.abort();
    };
    const app = appInput('naive', `${process.execPath} ${join(fixtures, 'upload-naive', 'server.mjs')}`);
    const ownLab = STANDING['where a world is closed']?.(asked.resolve);
    const playing = play([app], LOGIN, { ...(ownLab && { lab: ownLab }), signal: controller.signal, onEvent, workers: 1 });
    await asked.promise;
    await vi.advanceTimersByTimeAsync(30 * 60_000);
    const { interrupted, results } = await playing;
    expect([interrupted, results.length]).toEqual([true, 1]);
    expect(events.filter(({ type }) => type === 'lane-lost')).toEqual([]);
  });

  test('gives what is left no verdict where the lab stands still', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const asked = Promise.withResolvers<void>();
    const app = appInput('naive', `${process.execPath} ${join(fixtures, 'upload-naive', 'server.mjs')}`);
    const ownLab = STANDING['where exchanges are read']?.(asked.resolve);
    const playing = play([app], ['session/*'], { ...(ownLab && { lab: ownLab }) });
    await asked.promise;
    await vi.advanceTimersByTimeAsync(30 * 60_000);
    const { results, summary } = await playing;
    expect(new Set(results.map(({ verdict }) => verdict))).toEqual(new Set(['inconclusive']));
    expect(results[0]?.reason).toContain('The lab itself stood still');
    expect(summary.red).toBe(true);
  });

  test('refuses what it cannot do before it starts anything', async () => {
    const app = await copyOf('upload-resuming', 'refused');
    await expect(play([app], LOGIN, { shard: { index: 3, of: 2 } })).rejects.toMatchObject({
      code: 'usage',
      field: 'shard',
    });
    await expect(play([app], LOGIN, { workers: 0 })).rejects.toMatchObject({ code: 'usage', field: 'workers' });
    await expect(play([app], ['logni/*'])).rejects.toMatchObject({ code: 'unknown-id' });
  });
});

describe('what does not depend on the variant', () => {
  const play = (app: string, scenarios: readonly string[], extraEnv = {}): Promise<RunResult> =>
    run({ config: configSchema.parse(bundled), configDir: fixtures, apps: [app], scenarios, lab, workers: 1, extraEnv });
  const legsOf = ({ results }: RunResult) =>
    results.map(({ control, exchanges }) => [...(control?.exchanges ?? []), ...exchanges]);

  test('is played once: the honest story, shown with each variant', async () => {
    const ended = await play('web', ['adversarial/idtoken-alg-none']);
    const controls = ended.results.map(({ control }) => control?.exchanges);
    expect(ended.results.map(({ verdict, control }) => [verdict, control?.verdict])).toEqual(
      controls.map(() => ['pass', 'pass']),
    );
    expect(controls.length).toBeGreaterThan(1);
    expect(new Set(controls.map(String)).size).toBe(1);
    expect(new Set(ended.results.map(({ exchanges }) => String(exchanges))).size).toBe(controls.length);
    expect(
      legsOf(ended)
        .flat()
        .filter((id) => !ended.exchanges[id]),
    ).toEqual([]);
  });

  test('is played once: the way to a skip', async () => {
    const { results } = await play('web-online', ['refresh/transient-failure-keeps-session']);
    expect(
      new Set(results.map(({ verdict, reason, exchanges, control }) => JSON.stringify([verdict, reason, exchanges, control])))
        .size,
    ).toBe(1);
    expect(results[0]).toMatchObject({
      verdict: 'skip',
      reason: 'No refresh token was seen: every token response of this leg is without one.',
    });
    expect(new Set(results.map(({ variant, reproduce }) => `${variant} ${reproduce}`)).size).toBe(results.length);
  });

  test('has secrets of its own names: no label stands for two values beside it', async () => {
    const ended = await play('web', ['adversarial/idtoken-alg-none']);
    const codes = legsOf(ended).map((ids) =>
      ids.flatMap((id) => /[?&]code=(code%23\d+)/.exec(ended.exchanges[id]?.request.url ?? '')?.[1] ?? []),
    );
    for (const each of codes) expect(new Set(each).size).toBe(each.length);
  });
});
