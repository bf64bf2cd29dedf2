/** A text that may stand only in some files. */
export interface HouseRule {
  readonly name: string;
  readonly forbids: RegExp;
  /** Where it applies; everywhere but in test code when left out. */
  readonly within?: RegExp;
  readonly except?: RegExp;
  readonly because: string;
}

/** Plain programs, which must not know our house, and programs for measuring. */
const PROGRAMS = 'fixtures/apps/[^/]+/|bench/|examples/|[a-z]+\\.config\\.ts$';

export const HOUSE_RULES: readonly HouseRule[] = [
  {
    name: 'only the clock reads the clock',
    forbids: /\bDate\.now\b|\bnew Date\(\s*\)/,
    except: new RegExp(`^(provider/(world/clock|console/app/now)\\.ts$|${PROGRAMS})`),
    because: 'worlds live at different times, and only provider/world/clock.ts knows whose time it is',
  },
  {
    name: 'only one module makes randomness',
    forbids: /\bMath\.random\b|\brandom(UUID|Bytes|Int|FillSync)\b|\bgetRandomValues\b|\bnanoid\b/,
    except: new RegExp(`^(provider/world/random\\.ts$|${PROGRAMS})`),
    because: 'values that must be unguessable are made in one place, which can be read at once',
  },
  {
    name: 'nothing inside the provider imports its index',
    forbids: /from '(\.\.\/)+index\.ts'/,
    within: /^provider\/[^/]+\/[^/]+\.ts$/,
    because: 'provider/index.ts composes the parts; a part that imported it would depend on all the others',
  },
  {
    name: 'scenarios do not sleep',
    forbids: /\bset(Timeout|Interval|Immediate)\b|timers\/promises/,
    within: /^scenarios\/catalogue\//,
    because: 'the clock of the world ages at once; a story that waits is slow and tells less',
  },
  {
    name: 'scenarios do not loop over personas',
    forbids: /\.personas\b/,
    within: /^scenarios\/catalogue\//,
    because: 'the harness multiplies a story by the personas',
  },
  {
    name: 'reports are pure',
    forbids: /\bprocess\.(?!argv|exitCode)|\bperformance\.now\b|\bnode:fs\b|\bfetch\(/,
    within: /^reports\//,
    // The script of the page is a part of the program, which the bundler makes.
    except: /^reports\/(?:generate-|formats\/html\/page-script\.ts$)/,
    because: 'the same run must give the same bytes, on any machine and at any time',
  },
  {
    name: 'parts do not print',
    forbids: /\bconsole\.\w+\(|\bprocess\.std(out|err)\b/,
    // The lab says aloud when it fails itself: that must not pass in silence whoever started it.
    except: new RegExp(`^(cli/|reports/generate-|provider/lab/create-lab\\.ts$|${PROGRAMS})`),
    because: 'a library that prints cannot be used by a program with an output of its own; the command line prints',
  },
  {
    name: 'only the page kit escapes HTML',
    forbids: /'&(lt|#39|quot);'/,
    // Redaction finds secrets under escapes: it reads them back.
    except: new RegExp(`^(provider/(pages/html|wire/escapes)\\.ts$|${PROGRAMS})`),
    because: 'one template escapes whatever is put into it, and a second one would escape a little less',
  },
  {
    name: 'no drawer for everything',
    forbids: /from '[^']*\/(utils?|helpers?|common|misc|shared)(\/index)?\.ts'/,
    because: 'a file is named for what it does; what does not have a name does not have a place',
  },
];
