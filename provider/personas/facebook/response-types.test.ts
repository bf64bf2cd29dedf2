import { describe, expect, it } from 'vitest';
import { engineResponseType } from './response-types.ts';

describe('a response type of Facebook', () => {
  it.each([
    [undefined, 'code'],
    ['', 'code'],
    ['code', 'code'],
    ['token', 'token'],
    ['token code', 'code token'],
    ['code,granted_scopes', 'code'],
    ['granted_scopes', 'code'],
    ['token,signed_request,graph_domain,granted_scopes', 'token'],
    ['id_token,token,signed_request,graph_domain', 'id_token token'],
    ['token id_token', 'id_token token'],
    ['nonsense', 'nonsense'],
    ['token nonsense', 'token nonsense'],
  ])('%s is %s to the protocol', (sent, engine) => {
    expect(engineResponseType(sent)).toBe(engine);
  });
});
