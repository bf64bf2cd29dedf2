import fc from 'fast-check';

const NAMES_OF_LIVE = [
  'access_token',
  'refresh_token',
  'id_token',
  'code',
  'ticket',
  'cookie',
  'client_id',
  'client_secret',
  'sub',
  'id',
  'upload_id',
];

/** What means something in this world, did before, or does in another one; numbers and texts that are wrong everywhere. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('google', 'facebook', 'control'), fc.constantFrom(...NAMES_OF_LIVE), fc.nat(3))
      .map(([of, name, back]) => `«${of}.${name}.${back}»`),
  },
  { weight: 2, arbitrary: fc.nat(199).map((i) => `«foreign.${i}»`) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...['', ' ', '0', '-1', '1e999', '9007199254740993', '-9999999999999', 'NaN', 'null', 'undefined', 'true', '[]', '{}'],
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...[
        '%',
        '\u0000',
        '\ud800',
        'é\u2028',
        '\u202e',
        '__proto__',
        'constructor',
        'toString',
        'javascript:alert(1)',
        '<script>',
        '../..',
        "' or 1=1",
        '%0d%0aset-cookie:a=b',
        '\r\nx: y',
        'http://[::1',
        'http://a b',
        'https://127.0.0.1:1/\u0000',
      ],
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'x'.repeat(5000),
      '('.repeat(2000),
      'a,'.repeat(3000),
      `${'picture{'.repeat(500)}`,
      '\u0130'.repeat(400),
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);
