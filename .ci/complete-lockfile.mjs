/**
 * Names in package-lock.json the builds for other platforms that npm left out, because the registry at hand does not
 * carry them or because they were not installed here. `npm ci` refuses a lockfile without them, on every platform.
 * With `--check` it only says what is missing.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const place = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(place, 'utf8'));
const packages = lock.packages;

/** Where a package finds another one, by Node's rules; undefined when the lockfile does not have it. */
const find = (from, name) => {
  const key = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (key in packages) return key;
  if (from === '') return undefined;
  const up = from.lastIndexOf('/node_modules/');
  return find(up < 0 ? '' : from.slice(0, up), name);
};

const missing = Object.entries(packages).flatMap(([from, { dev, optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => find(from, name) === undefined)
    .map(([name, range]) => ({ from, name, range, dev })),
);

const OS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const CPU = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** The platform that the name of a package tells: `@oxc-parser/binding-linux-arm-musleabihf`. */
const platformOf = (name) => {
  const words = name.split(/[/-]/);
  const os = words.find((word) => OS.includes(word));
  const cpu = words.find((word) => CPU.includes(word));
  if (cpu === undefined) throw new Error(`${name}: the name tells no processor; write its entry into package-lock.json by hand.`);
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : undefined;
  return { cpu: [cpu], ...(libc && { libc }), ...(os && { os: [os] }) };
};

const entryOf = ({ name, range, dev }) => {
  if (!/^\d+\.\d+\.\d+\S*$/.test(range))
    throw new Error(`${name}: expected an exact version, found "${range}"; write its entry by hand.`);
  const { cpu, libc, os } = platformOf(name);
  return { version: range, cpu, ...(dev && { dev }), ...(libc && { libc }), optional: true, ...(os && { os }) };
};

if (process.argv.includes('--check')) {
  if (missing.length > 0) {
    const names = [...new Set(missing.map(({ name }) => name))].join(', ');
    console.error(`package-lock.json lacks ${names}. Add them with: node .ci/complete-lockfile.mjs`);
    process.exitCode = 1;
  }
} else if (missing.length > 0) {
  for (const one of missing) packages[`node_modules/${one.name}`] = entryOf(one);
  lock.packages = Object.fromEntries(Object.entries(packages).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  writeFileSync(place, `${JSON.stringify(lock, undefined, 2)}\n`);
  console.log(`${missing.length} entries added`);
}
