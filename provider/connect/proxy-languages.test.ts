/** Each language with the variables that `serve --proxy` prints for it, and no others. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLab, type Lab, type LabProxy, openProxy, PROXY_LANGUAGES, type World } from '../index.ts';

const run = promisify(execFile);
const DISCOVERY = 'https://accounts.google.com/.well-known/openid-configuration';

let lab: Lab;
let world: World;
let proxy: LabProxy;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'loginlab-languages-'));
  lab = await createLab();
  world = await lab.world();
  proxy = await openProxy({ lab, world: world.id, onRefused: () => undefined });
});
afterAll(async () => {
  await proxy.close();
  await lab.close();
  await rm(folder, { recursive: true });
});

type Language = keyof typeof PROXY_LANGUAGES;

interface Sample {
  readonly language: Language;
  readonly client: string;
  /** A command that succeeds where the client is installed. */
  readonly probe: readonly string[];
  /** A command that prints the status of an answer: 200. `FILE` is the path of `source`. */
  readonly ask: readonly string[];
  readonly source?: { readonly name: string; readonly text: string };
}

/** The system's own Python: modules are installed for that one. */
const PYTHON = '/usr/bin/python3';
const python = (client: string, module: string, source: string, language: Language): Sample => ({
  language,
  client,
  probe: [PYTHON, '-c', `import ${module}`],
  ask: [PYTHON, '-c', source],
});
const perl = (language: Language, module: string, source: string): Sample => ({
  language,
  client: module,
  probe: ['perl', `-M${module}`, '-e', '1'],
  ask: ['perl', `-M${module}`, '-e', source],
});
const java = (client: string, body: string): Sample => ({
  language: 'Java',
  client,
  probe: ['javac', '--version'],
  ask: ['java', 'FILE'],
  source: { name: 'Ask.java', text: `public class Ask { public static void main(String[] args) throws Exception { ${body} } }` },
});
const MOJO = `my $tx = Mojo::UserAgent->new->get('${DISCOVERY}'); print $tx->res->code // $tx->error->{message}`;
const PHP = `$c = curl_init('${DISCOVERY}'); curl_setopt($c, CURLOPT_RETURNTRANSFER, true); curl_exec($c); echo curl_getinfo($c, CURLINFO_HTTP_CODE), curl_error($c);`;
const AIOHTTP = `import aiohttp, asyncio
async def main():
    async with aiohttp.ClientSession(trust_env=True) as session:
        async with session.get('${DISCOVERY}') as answer: print(answer.status)
asyncio.run(main())`;
const GO = `package main
import ("fmt"; "net/http")
func main() { answer, err := http.Get("${DISCOVERY}"); if err != nil { fmt.Println(err) } else { fmt.Println(answer.StatusCode) } }`;
const MODERN_JAVA = `var client = java.net.http.HttpClient.newHttpClient();
  var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create("${DISCOVERY}")).build();
  System.out.println(client.send(request, java.net.http.HttpResponse.BodyHandlers.ofString()).statusCode());`;

const SAMPLES: readonly Sample[] = [
  {
    language: 'curl',
    client: 'curl',
    probe: ['curl', '--version'],
    ask: ['curl', '-sS', '-o', '/dev/null', '-w', '%{http_code}', DISCOVERY],
  },
  python('requests', 'requests', `import requests; print(requests.get('${DISCOVERY}').status_code)`, 'Python: requests'),
  python('httpx', 'httpx', `import httpx; print(httpx.get('${DISCOVERY}').status_code)`, 'Python: httpx, urllib, aiohttp'),
  python(
    'urllib',
    'ssl',
    `import urllib.request; print(urllib.request.urlopen('${DISCOVERY}').status)`,
    'Python: httpx, urllib, aiohttp',
  ),
  python('aiohttp', 'aiohttp', AIOHTTP, 'Python: httpx, urllib, aiohttp'),
  python('httplib2', 'httplib2', `import httplib2; print(httplib2.Http().request('${DISCOVERY}')[0].status)`, 'Python: httplib2'),
  {
    language: 'Ruby',
    client: 'Net::HTTP',
    probe: ['ruby', '-e', "require 'net/http'"],
    ask: ['ruby', '-e', `require 'net/http'; puts Net::HTTP.get_response(URI('${DISCOVERY}')).code`],
  },
  {
    language: 'PHP',
    client: 'curl',
    probe: ['php', '-r', 'exit(function_exists("curl_init") ? 0 : 1);'],
    ask: ['php', '-r', PHP],
  },
  perl('Perl: LWP', 'LWP::Protocol::https', `use LWP::UserAgent; print LWP::UserAgent->new->get('${DISCOVERY}')->code`),
  perl('Perl: Mojolicious', 'Mojo::UserAgent', MOJO),
  {
    ...perl('Perl: HTTP::Tiny', 'HTTP::Tiny', `print HTTP::Tiny->new->get('${DISCOVERY}')->{status}`),
    probe: ['perl', '-MHTTP::Tiny', '-MIO::Socket::SSL', '-e', '1'],
  },
  {
    language: 'Go',
    client: 'net/http',
    probe: ['go', 'version'],
    ask: ['go', 'run', 'FILE'],
    source: { name: 'ask.go', text: GO },
  },
  java(
    'HttpURLConnection',
    `System.out.println(((java.net.HttpURLConnection) new java.net.URL("${DISCOVERY}").openConnection()).getResponseCode());`,
  ),
  java('HttpClient', MODERN_JAVA),
  {
    language: 'Node 22.21 and newer',
    client: 'fetch',
    probe: [process.execPath, '--version'],
    ask: [process.execPath, '--eval', `fetch('${DISCOVERY}').then((answer) => console.log(answer.status))`],
  },
];

const isThere = ([file = '', ...args]: readonly string[]): Promise<boolean> =>
  run(file, args).then(
    () => true,
    () => false,
  );

/** The environment that the user has after the lines that are printed for the language. */
const environmentOf = (language: Language): NodeJS.ProcessEnv => {
  const all = proxy.environment(world.id);
  const names = ['no_proxy', 'NO_PROXY', ...PROXY_LANGUAGES[language].variables];
  return {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME },
    ...Object.fromEntries(names.map((name) => [name, all[name]])),
  };
};

const ask = async ({ language, ask: command, source }: Sample, more: NodeJS.ProcessEnv = {}): Promise<string> => {
  const at = source && path.join(folder, source.name);
  if (at && source) await writeFile(at, source.text);
  const [file = '', ...args] = command.map((part) => (part === 'FILE' ? (at ?? '') : part));
  const env = { ...environmentOf(language), ...more };
  const { stdout, stderr } = await run(file, args, { env }).catch((error) => error as { stdout: string; stderr: string });
  return stdout.trim() || stderr;
};

const LONG_MS = 120_000; // a compiler may run before

describe.each(SAMPLES)('$language, $client', async (sample) => {
  const skip = !(await isThere(sample.probe));
  it(`reaches a vendor${skip ? ` (skipped: ${sample.probe.join(' ')} fails here)` : ''}`, {
    skip,
    timeout: LONG_MS,
  }, async () => {
    const seen = (await world.wire.read()).last;
    expect(await ask(sample)).toBe('200');
    expect((await world.wire.read({ after: seen })).exchanges.map(({ endpoint }) => endpoint)).toEqual(['discovery']);
  });
});

const hasJdk = await isThere(['javac', '--version']);

describe('a client that names its world only when it is asked', () => {
  const NAMED = `java.net.Authenticator.setDefault(new java.net.Authenticator() {
      protected java.net.PasswordAuthentication getPasswordAuthentication() {
        return new java.net.PasswordAuthentication(System.getenv("WORLD"), "x".toCharArray()); } });
    System.out.println(((java.net.HttpURLConnection) new java.net.URL("${DISCOVERY}").openConnection()).getResponseCode());`;
  const sample = java('Authenticator', NAMED);
  it(`lands there, though other worlds are open${hasJdk ? '' : ' (skipped: there is no JDK)'}`, {
    skip: !hasJdk,
    timeout: LONG_MS,
  }, async () => {
    await using shared = await openProxy({ lab, onRefused: () => undefined });
    const seen = (await world.wire.read()).last;
    const ofDefault = (await lab.default.wire.read()).last;
    const { JAVA_TOOL_OPTIONS } = shared.environment(world.id);
    expect(await ask(sample, { JAVA_TOOL_OPTIONS, WORLD: world.id })).toBe('200');
    expect((await world.wire.read({ after: seen })).exchanges).toHaveLength(1);
    expect((await lab.default.wire.read({ after: ofDefault })).exchanges).toEqual([]);
  });
});
