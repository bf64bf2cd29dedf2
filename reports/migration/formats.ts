import type { ComparedCell, Migration, ReliedOn } from '../../scenarios/model/index.ts';
import type { TextOptions } from '../comparison/formats/text.ts';
import { type Sheet, type SheetEntry, sheetHtml, sheetMarkdown, sheetText } from '../comparison/sheet.ts';

/** Where it is documented: by each behaviour that decided it, else the vendor's own page, if there is a vendor. */
const sourcesOf = ({ behaviours }: Migration, cell: ComparedCell, docs: string) => {
  if (cell.behaviours.length === 0) return docs === '' ? [] : [{ text: 'documentation', url: docs }];
  return cell.behaviours.map((id) => {
    const known = Object.hasOwn(behaviours, id) ? behaviours[id] : undefined;
    return { text: known ? `${id}, ${known.row}` : id, url: known?.url ?? '' };
  });
};

const differenceOf = (migration: Migration, { about, from, to }: ReliedOn): SheetEntry['lines'] => [
  { word: 'differs', text: about },
  { word: migration.from.title, text: from.text, sources: sourcesOf(migration, from, migration.from.docs) },
  { word: migration.to.title, text: to.text, sources: sourcesOf(migration, to, migration.to.docs) },
];

/** What an app does, with everything in which the providers differ about it. */
const entriesOf = (migration: Migration): readonly SheetEntry[] =>
  [...Map.groupBy(migration.lines, ({ id }) => id).values()].flatMap((lines) => {
    const [first] = lines;
    if (!first) return [];
    return [
      {
        title: `It ${first.relies}`,
        lines: [
          { word: 'seen', text: first.seen },
          ...lines.flatMap((each) => differenceOf(migration, each)),
          { word: 'to do', text: first.todo },
        ],
      },
    ];
  });

const sheetOf = (migration: Migration): Sheet => {
  const { app, from, to, played, lines, same } = migration;
  return {
    title: `${app}: from ${from.title} to ${to.title}`,
    about: [
      `Played at ${from.title}: ${played.pass} results passed and are read here, ${played.other} others are not. Set against the stories of both providers.`,
    ],
    entries: entriesOf(migration),
    nothing:
      played.pass === 0
        ? 'Nothing can be said: no result passed, so that nothing shows what the app relies on.'
        : `Nothing that it relies on was found to be otherwise at ${to.title}.`,
    end: [
      ...(same.length > 0 ? [`The same at both: it ${same.join('; it ')}.`] : []),
      ...(lines.length > 0 ? ['Only what the app did in these results is read: what it never did here is not in the list.'] : []),
    ],
  };
};

export const MIGRATION_FORMATS = {
  text: { file: 'compare.txt', render: (migration: Migration) => renderMigration(migration, { color: false, width: 100 }) },
  json: { file: 'compare.json', render: (migration: Migration) => `${JSON.stringify(migration, undefined, 2)}\n` },
  markdown: { file: 'compare.md', render: (migration: Migration) => sheetMarkdown(sheetOf(migration)) },
  html: { file: 'compare.html', render: (migration: Migration) => sheetHtml(sheetOf(migration)) },
} as const;

export const renderMigration = (migration: Migration, options: TextOptions): string => sheetText(sheetOf(migration), options);
