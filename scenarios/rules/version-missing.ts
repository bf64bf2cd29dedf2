import { isApi } from '../../provider/model/index.ts';
import { VENDORS } from '../../provider/personas/vendors.ts';
import { defineRule, lab } from '../model/index.ts';
import { addressOf, describeExchanges, findingAbout } from '../traffic/index.ts';

const VERSIONED: ReadonlySet<string> = new Set(Object.values(VENDORS).flatMap(({ id, versioned }) => (versioned ? [id] : [])));

/** Calls without a version, at an API whose addresses have one. */
export default defineRule({
  id: 'version-missing',
  title: 'Calls name the version of the API',
  level: 'MAY',
  basis: [lab('Without a version the vendor takes the oldest one that the app may use, which changes when that one ends.')],
  fix: 'Put the version that the app was tested with in front of the path: `/v25.0/me`.',
  look: (exchanges) =>
    findingAbout(
      exchanges.filter((each) => isApi(each.endpoint) && VERSIONED.has(each.persona) && !/^\/v\d/.test(addressOf(each).pathname)),
      (found) => `Calls were made without a version: ${describeExchanges(found)}.`,
    ),
});
