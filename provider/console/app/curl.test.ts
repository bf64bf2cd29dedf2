import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { renderCurl } from './curl.ts';

const LAB = new URL('http://localhost:4400');

test('a write is a command with its body', () => {
  expect(renderCurl(LAB, 'clock.age', { path: { world: 'default' }, body: { by: '1d' } })).toBe(
    `curl -X POST http://localhost:4400/_lab/worlds/default/clock/age -H 'content-type: application/json' -d '{"by":"1d"}'`,
  );
  expect(renderCurl(LAB, 'faults.clear', { path: { world: 'k3', fault: 'f1' } })).toBe(
    `curl -X DELETE http://localhost:4400/_lab/worlds/k3/faults/f1 -H 'content-type: application/json' -d '{}'`,
  );
});

test('a reading is an address, quoted where a shell would take it apart', () => {
  const input = { path: { world: 'default', exchange: 'x7' }, query: { reveal: true } };
  expect(renderCurl(LAB, 'wire.find', input)).toBe(`curl 'http://localhost:4400/_lab/worlds/default/wire/x7?reveal=true'`);
});

test('a lab beyond loopback gets its token from the environment', () => {
  expect(renderCurl(new URL('http://buildhost:4400'), 'clock.read', { path: { world: 'default' } })).toBe(
    'curl http://buildhost:4400/_lab/worlds/default/clock -H "authorization: Bearer $LOGINLAB_TOKEN"',
  );
});

test.each([`o'brien`, '$(touch /tmp/x)', '`id`', '"; rm -rf ~; "', '\\', '!!', "a'b'c\nd"])(
  'a shell hands %j on as it is',
  (key) => {
    const command = renderCurl(LAB, 'people.add', { path: { world: 'default' }, body: { key } });
    const words = execFileSync('sh', ['-c', command.replace(/^curl/, `printf '%s\\0'`)], { encoding: 'utf8' }).split('\0');
    expect(JSON.parse(words[words.indexOf('-d') + 1] ?? '')).toEqual({ key });
    expect(words).toHaveLength(8); // -X POST address -H type -d body, and the end
  },
);
