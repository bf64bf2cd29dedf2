import type { RowKind } from '../model/index.ts';

/** Kinds of rows of every world, whatever its personas. */
export const WORLD_ROWS: readonly RowKind[] = [
  {
    kind: 'BrowserSession',
    epochFields: ['startedAtEpochSeconds'],
    atReset: 'dies',
    secret: { name: 'session-cookie' },
  },
  { kind: 'Consent', epochFields: ['grantedAtEpochSeconds'], atReset: 'forgotten' },
  { kind: 'Ticket', epochFields: ['expiresAtEpochSeconds'], atReset: 'forgotten', secret: { name: 'ticket' } },
  {
    kind: 'Login',
    epochFields: [
      'authorizedAtEpochSeconds',
      'passwordChangedAtEpochSeconds',
      'signedInAtEpochSeconds',
      'signedOutAtEpochSeconds',
    ],
    atReset: 'forgotten',
  },
  { kind: 'Person', epochFields: [], atReset: 'forgotten' },
  { kind: 'Password', epochFields: ['changedAtEpochSeconds'], atReset: 'forgotten' },
  { kind: 'PasswordChange', epochFields: ['changedAtEpochSeconds'], atReset: 'forgotten' },
  { kind: 'Message', epochFields: ['sentAtEpochSeconds'], atReset: 'forgotten' },
  { kind: 'Client', epochFields: [], atReset: 'stays', secret: { name: 'client-secret', member: 'clientSecret' } },
  { kind: 'Record', epochFields: ['changedAtEpochSeconds'], atReset: 'forgotten' },
];
