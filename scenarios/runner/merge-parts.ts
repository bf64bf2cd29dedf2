import { LoginLabError } from '../../provider/model/index.ts';
import { type RunResult, type ShardResult, SIGN_IN_CHECK_ID } from '../model/index.ts';

/** A run, and the file it was read from, for messages. */
export interface NamedRun {
  readonly name: string;
  readonly run: RunResult;
}

/** A run that is one part of several. */
export interface Part extends NamedRun {
  readonly shard: ShardResult;
}

type Parts = readonly [Part, ...Part[]];

const refuse = (message: string, field: string): never => {
  throw new LoginLabError('usage', message, { field });
};

const asPart = ({ name, run }: NamedRun): Part =>
  run.shard
    ? { name, run, shard: run.shard }
    : refuse(`${name}: shard: expected a part of a run, found a whole one. Make parts with: loginlab run --shard 1/3`, 'shard');

/** `2 and 3`, `1, 2 and 3` */
const listed = (items: readonly (string | number)[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** A property that all parts of one run share. */
interface Shared {
  readonly field: string;
  readonly of: (part: Part) => string;
  /** What differs, and what to do. */
  readonly why: string;
}

const OTHER_VERSION = 'Run all parts with the same version of Login Lab.';

const SHARED: readonly Shared[] = [
  { field: 'tool.version', of: ({ run }) => run.tool.version, why: OTHER_VERSION },
  { field: 'catalogueRevision', of: ({ run }) => run.catalogueRevision, why: OTHER_VERSION },
  { field: 'environment.personas', of: ({ run }) => JSON.stringify(run.environment.personas), why: OTHER_VERSION },
  { field: 'shard.of', of: ({ shard }) => String(shard.of), why: 'Split the run into the same number of parts everywhere.' },
  {
    field: 'shard.plan',
    of: ({ shard }) => shard.plan,
    why: 'Run all parts with the same config and the same options: apps, personas, scenarios, suite, --strict, --person.',
  },
  {
    field: 'shard.expected',
    of: ({ shard }) => JSON.stringify(shard.expected),
    why: 'Run all parts with the same expected.json.',
  },
  {
    field: 'seed',
    of: ({ run, shard }) => (shard.seedGiven ? run.seed : ''),
    why: 'The parts are of different runs. Run all of them with the same --seed, or none with one.',
  },
];

/** Longer values are digests and lists, which say nothing to a reader. */
const LONGEST_SHOWN = 40;

const shown = (value: string): string => {
  if (value === '') return 'none';
  return value.length > LONGEST_SHOWN ? 'another one' : `"${value}"`;
};

const checkShared = ([first, ...others]: Parts): void => {
  for (const { field, of, why } of SHARED) {
    const other = others.find((part) => of(part) !== of(first));
    if (other)
      refuse(
        `${other.name}: ${field}: expected ${shown(of(first))} as in ${first.name}, found ${shown(of(other))}. ${why}`,
        field,
      );
  }
};

/** A library of an app that was updated between two parts. */
const checkLibraries = (parts: Parts): void => {
  const seen = new Map<string, { readonly version: string; readonly name: string }>();
  for (const { name, run } of parts) {
    for (const { app } of run.results) {
      const [before, version] = [seen.get(app.id), app.version ?? ''];
      if (before && before.version !== version)
        refuse(
          `${name}: version of the app ${app.id}: expected ${shown(before.version)} as in ${before.name}, found ${shown(version)}. Run all parts with the same version.`,
          'app.version',
        );
      seen.set(app.id, { version, name });
    }
  }
};

const checkDoubled = (parts: Parts): void => {
  for (const [index, same] of Map.groupBy(parts, ({ shard }) => shard.index)) {
    const [one, other] = same;
    if (one && other)
      refuse(
        `Part ${index} of ${one.shard.of} is there twice: ${one.name} and ${other.name}. Leave out one of them.`,
        'shard.index',
      );
  }
};

const checkMissing = (parts: Parts): void => {
  const { of } = parts[0].shard;
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter(
    (index) => !parts.some(({ shard }) => shard.index === index),
  );
  if (missing.length === 0) return;
  const what = missing.length === 1 ? 'Part' : 'Parts';
  refuse(
    `${what} ${listed(missing)} of ${of} ${missing.length === 1 ? 'is' : 'are'} missing; found ${listed(parts.map(({ shard }) => shard.index).toSorted((a, b) => a - b))}. Run the rest: loginlab run --shard ${missing[0]}/${of}`,
    'shard.index',
  );
};

/** What a part says of itself must fit its results, and the places of the other parts. */
const checkPlaces = (parts: Parts): void => {
  const taken = new Map<number, string>();
  for (const { name, run, shard } of parts) {
    const played = run.results.filter(({ scenario }) => scenario !== SIGN_IN_CHECK_ID);
    if (played.length !== shard.places.length)
      refuse(
        `${name}: shard.places: expected the place of each of ${played.length} results, found ${shard.places.length}. The file was changed; run this part again.`,
        'shard.places',
      );
    for (const place of shard.places) {
      const other = taken.get(place);
      if (other !== undefined || place >= shard.planned)
        refuse(
          `${name}: shard.places: ${other === undefined ? `there is no result ${place} of ${shard.planned}` : `result ${place} is in ${other} as well`}. The file was changed; run this part again.`,
          'shard.places',
        );
      taken.set(place, name);
    }
  }
  const { planned } = parts[0].shard;
  if (taken.size < planned && !parts.some(({ run }) => run.interrupted))
    refuse(
      `${planned - taken.size} of ${planned} results are in no part, though no part was interrupted. A file was changed; run the parts again.`,
      'shard.places',
    );
};

/** The runs as parts that make one whole, in order. Throws `usage` with the file and the field that do not fit. */
export const checkParts = (named: readonly NamedRun[]): Parts => {
  const [first, ...others] = named.map(asPart);
  if (!first) return refuse('No run is named. Name the folders of all parts: loginlab report merge DIR…', 'RUN');
  const parts: Parts = [first, ...others];
  checkShared(parts);
  checkDoubled(parts);
  checkMissing(parts);
  checkLibraries(parts);
  checkPlaces(parts);
  const [one = first, ...rest] = parts.toSorted((a, b) => a.shard.index - b.shard.index);
  return [one, ...rest];
};
