import { expect, test } from 'vitest';
import { inventPerson, UserRegistry } from './user-registry.ts';

const [ana, ben] = [inventPerson('seed', 'ana'), inventPerson('seed', 'ben')];
const registry = new UserRegistry();
registry.add(ana);
registry.add(ben);

test.each([
  ['nobody', 'Please sign in', false],
  ['the person alone', `Hello ${ana.name}, ${ana.email}`, false],
  ['somebody else by name', `Hello ${ben.name}`, true],
  ['somebody else by e-mail', `signed in: ${ben.email}`, true],
  ['somebody else inside of a longer word', `user-x${ben.givenName}y`, true],
  ['both', `${ana.name} and ${ben.name}`, true],
  ['somebody of no run', inventPerson('other seed', 'ben').name, false],
])('a page that names %s', (_, page, names) => {
  expect(registry.namesAnother(page, ana)).toBe(names);
});
