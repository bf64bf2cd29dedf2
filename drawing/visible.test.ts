import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible, visibleLine } from './visible.ts';

test('escape sequences, bidi overrides and lone surrogates are spelled out', () => {
  expect(visible('\u001b[31mred\u0000 \u202eevil \ud800')).toBe('\\u001b[31mred\\u0000 \\u202eevil \\ud800');
});

test('ordinary text of any language, tabs and line feeds stay as they are', () => {
  expect(visible('Žofie\t日本語 👩‍💻\r\nnext')).toBe('Žofie\t日本語 👩‍💻\nnext');
});

test('a line is a line', () => {
  expect(visibleLine(' two\n\n  lines\u2028more ')).toBe('two lines\\u2028more');
});

test('nothing that was made visible needs it again', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => visible(visible(text)) === visible(text)));
});
