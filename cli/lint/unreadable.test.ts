import { afterEach, describe, expect, test, vi } from 'vitest';
import { entry, fileWith, lintEntries, loginWith, renderAs, rulesIn } from './example-har.ts';
import { LINT_FORMAT_NAMES } from './format-names.ts';
import { lint } from './lint.ts';

const TOKEN = 'aaaa1111bbbb2222';
const call = entry('GET', `https://api.shop.test/m?access_token=${TOKEN}`);
const withHeader = (value: unknown) => ({ ...call, request: { ...call.request, headers: [{ name: 'x', value }] } });
const withStatus = (status: unknown) => ({ ...call, response: { ...call.response, status } });

describe('what no rule needs makes no entry unreadable', () => {
  test.each([
    ['a time as text', { ...call, time: '10' }],
    ['a time with its unit', { ...call, time: '12 ms' }],
    ['a start that is none', { ...call, startedDateTime: [] }],
    ['a header without a value', withHeader(null)],
    ['a number as a value', withHeader(7)],
    ['a status as text', withStatus('200')],
    ['no status', withStatus(null)],
  ])('%s', async (_, odd) => {
    const linted = await lintEntries([...loginWith(TOKEN).map((each) => ({ ...each, time: '10' })), odd]);
    expect(linted).toMatchObject({ judged: 3, unreadable: [] });
    expect(rulesIn(linted)).toEqual(['token-in-query']);
  });
});

describe('entries that could not be read are no good news', () => {
  const odd = [null, 1, {}, { request: {} }, withStatus('OK'), withHeader({})] as readonly object[];

  test.each(LINT_FORMAT_NAMES)('%s says how many, which, and what to do', async (format) => {
    const text = await renderAs(format, await lintEntries([...loginWith(TOKEN), ...odd]));
    expect(text).toMatch(/log\.entries\\?\[2/);
    expect(text).not.toContain('✓');
    expect(text).not.toContain('No findings.');
    if (format === 'text') expect(text).toContain('6 entries could not be read, and were not judged:');
    if (format === 'text') expect(text).toContain('      and 3 more\n      Fix: Export the recording again as HAR 1.2');
    if (format === 'markdown') expect(text).toContain('Fix: Export the recording again as HAR 1.2');
    if (format === 'sarif')
      expect(JSON.parse(text).runs[0].invocations[0]).toMatchObject({
        executionSuccessful: false,
        toolExecutionNotifications: expect.objectContaining({ length: 6 }),
      });
  });

  test('of none that was read, neither', async () => {
    const linted = await lintEntries([{ request: {} }]);
    expect(await renderAs('text', linted)).toContain('– no traffic of a login in what could be read');
    expect(await renderAs('markdown', linted)).toContain('No traffic of a login was found in what could be read.');
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('the exit code is 1, and the reason goes to stderr whatever the format', async () => {
    vi.spyOn(console, 'log').mockReturnValue();
    const said = vi.spyOn(console, 'error').mockReturnValue();
    expect(await lint([fileWith(loginWith(TOKEN))], {})).toBe(0);
    expect(said).not.toHaveBeenCalled();
    expect(await lint([fileWith([...loginWith(TOKEN), { request: {} }])], { format: ['sarif'] })).toBe(1);
    expect(said).toHaveBeenCalledWith(expect.stringMatching(/1 entry could not be read, and was not judged\. Export/));
  });
});
