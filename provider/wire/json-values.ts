import { decodeJson } from './escapes.ts';
import type { NamedValue } from './named-value.ts';
import { remembered } from './remembered.ts';

const TOKEN = /"(?:[^"\\]|\\.)*(?:"|$)|[{}[\],:]|[^\s{}[\],:"]+/gs;

/** Constants of JSON are no values of a credential. */
const CONSTANT = /^(?:true|false|null)$/;

/** What is open: the name that a list of values has; undefined in an object. */
type Open = { readonly listOf: string | undefined };

const readString = (token: string, index: number): Pick<NamedValue, 'value' | 'start' | 'end'> => {
  const end = index + token.length - (token.length > 1 && token.endsWith('"') ? 1 : 0);
  return { value: decodeJson(token.slice(1, end - index)), start: index + 1, end };
};

/**
 * Members of any depth whose value is a text, a number or a list of them. Works on text, so that a cut document is read as far
 * as it goes.
 */
export const readJsonValues = remembered((text): readonly NamedValue[] => {
  const values: NamedValue[] = [];
  const open: Open[] = [];
  let latest: string | undefined;
  let name: string | undefined;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === ':') name = latest;
    else if (token === '[') open.push({ listOf: name });
    else if (token === '{') open.push({ listOf: undefined });
    else if (token === ']' || token === '}') open.pop();
    if (token === ',' || token === ']' || token === '}') name = open.at(-1)?.listOf;
    else if (token === '{') name = undefined;
    else if (token.startsWith('"')) {
      const read = readString(token, index);
      latest = read.value;
      if (name !== undefined && latest !== '') values.push({ place: 'json', name, ...read });
    } else if (name !== undefined && token.length > 0 && !/^[[:]$/.test(token) && !CONSTANT.test(token))
      values.push({ place: 'json', name, value: token, start: index, end: index + token.length, isBare: true });
  }
  return values;
});
