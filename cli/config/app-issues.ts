import { statSync } from 'node:fs';
import path from 'node:path';
import { PERSONA_IDS } from '../../provider/index.ts';
import { nearestKnown } from '../nearest.ts';
import type { ConfigIssue } from './config-issue.ts';
import { envIssuesOf } from './env-issues.ts';
import { isRecord } from './placeholders.ts';
import type { CheckContext, WrittenApp } from './written-app.ts';

type Check = (written: WrittenApp, context: CheckContext) => readonly ConfigIssue[];

const idIsUnique: Check = ({ field, app: { id }, all }) => {
  const first = all.findIndex((other) => isRecord(other) && other.id === id);
  if (id === undefined || `apps[${first}]` === field) return [];
  return [
    { field: `${field}.id`, message: `${field}.id: expected a unique id, found "${id}", which apps[${first}] already has.` },
  ];
};

const personasExist: Check = ({ field, app: { personas } }) =>
  (Array.isArray(personas) ? personas : []).flatMap((persona, i) => {
    if (typeof persona !== 'string' || PERSONA_IDS.some((id) => id === persona)) return [];
    const place = `${field}.personas[${i}]`;
    return [{ field: place, message: `${place}: Unknown persona "${persona}". ${nearestKnown(persona, PERSONA_IDS)}` }];
  });

const folderExists: Check = ({ field, app: { cwd } }, { folder }) => {
  if (typeof cwd !== 'string') return [];
  const place = path.resolve(folder, cwd);
  const found = statSync(place, { throwIfNoEntry: false });
  if (found?.isDirectory()) return [];
  const what = found ? `${place} is a file` : `there is no folder ${place}`;
  return [{ field: `${field}.cwd`, message: `${field}.cwd: ${what}. It is relative to the folder of the config.` }];
};

const CHECKS: readonly Check[] = [idIsUnique, personasExist, folderExists, envIssuesOf];

/** What a schema cannot see in the apps of a config, as it was written. */
export const appIssues = (written: unknown, context: CheckContext): readonly ConfigIssue[] => {
  const all: readonly unknown[] = isRecord(written) && Array.isArray(written.apps) ? written.apps : [];
  return all.flatMap((app, i) =>
    isRecord(app) ? CHECKS.flatMap((check) => check({ field: `apps[${i}]`, app, all }, context)) : [],
  );
};
