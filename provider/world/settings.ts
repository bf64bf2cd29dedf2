import { closest, distance } from 'fastest-levenshtein';
import { type Behaviour, LoginLabError, type SettingInfo, type SettingValue, settingSchema } from '../model/index.ts';

type Values = Readonly<Record<string, SettingValue>>;

/** True for a setting that disables its behaviour. */
export const isOff = (value: SettingValue): boolean => value === false || value === 'off';

/** Returns `; did you mean X?`, or an empty text if no known id is similar. */
export const nearest = (id: string, known: readonly string[]): string => {
  if (known.length === 0) return '';
  const best = closest(id, known);
  return distance(id, best) <= Math.max(3, id.length / 2) ? `; did you mean "${best}"?` : '';
};

/** Completes a message about an unknown id: with the most similar known one, or with all. */
export const nearestOrAll = (id: string, known: readonly string[]): string =>
  nearest(id, known) || `; known: ${known.join(', ') || 'none'}.`;

/** A behaviour that is not off, with its setting. */
export interface Enabled {
  readonly behaviour: Behaviour;
  readonly setting: SettingValue;
}

/** Those of some behaviours that are enabled. */
type EnabledOf = Map<readonly Behaviour[], readonly Enabled[]>;

interface Catalogue {
  readonly behaviours: ReadonlyMap<string, Behaviour>;
  readonly defaults: ReadonlyMap<string, SettingValue>;
  /** By the default settings. */
  readonly enabled: EnabledOf;
}

const catalogues = new WeakMap<readonly Behaviour[], Catalogue>();

/** Computed once for a list of behaviours. All worlds of a lab share it. */
const catalogueOf = (behaviours: readonly Behaviour[]): Catalogue => {
  const known = catalogues.get(behaviours);
  if (known) return known;
  const fresh = {
    behaviours: new Map(behaviours.map((behaviour) => [behaviour.id, behaviour])),
    defaults: new Map(behaviours.map((behaviour) => [behaviour.id, behaviour.setting.parse(undefined)])),
    enabled: new Map(),
  };
  catalogues.set(behaviours, fresh);
  return fresh;
};

/** The settings of the behaviours in one world. Default: those of the behaviours. */
export class Settings {
  readonly #catalogue: Catalogue;
  #values = new Map<string, SettingValue>();
  #enabled: EnabledOf;

  constructor(behaviours: readonly Behaviour[]) {
    this.#catalogue = catalogueOf(behaviours);
    this.#enabled = this.#catalogue.enabled;
  }

  value(id: string): SettingValue {
    return this.#values.get(id) ?? this.#catalogue.defaults.get(id) ?? false;
  }

  /** The default of a setting. */
  usual(id: string): SettingValue {
    return this.#catalogue.defaults.get(id) ?? false;
  }

  /** Those of some behaviours that are enabled, in order. Found once for a list: pass the same one again. */
  enabled(some: readonly Behaviour[]): readonly Enabled[] {
    const known = this.#enabled.get(some);
    if (known) return known;
    const all = some.map((behaviour) => ({ behaviour, setting: this.value(behaviour.id) }));
    const enabled = all.filter(({ setting }) => !isOff(setting));
    this.#enabled.set(some, enabled);
    return enabled;
  }

  isOn(id: string): boolean {
    return !isOff(this.value(id));
  }

  all(): Values {
    return Object.fromEntries([...this.#catalogue.behaviours.keys()].map((id) => [id, this.value(id)]));
  }

  /** Describes every setting. */
  describe(): readonly SettingInfo[] {
    return [...this.#catalogue.behaviours.values()].map((behaviour) => ({
      id: behaviour.id,
      persona: behaviour.id.split('/')[0] ?? '',
      summary: behaviour.summary,
      stage: behaviour.stage,
      origin: behaviour.origin,
      source: behaviour.source,
      ...(behaviour.remedy !== undefined && { remedy: behaviour.remedy }),
      value: this.value(behaviour.id),
      default: this.#catalogue.defaults.get(behaviour.id) ?? false,
      schema: settingSchema(behaviour),
    }));
  }

  /** Returns the changed settings. */
  changed(): Values {
    return Object.fromEntries(this.#values);
  }

  /** Returns the parsed settings. Throws `unknown-id` for an unknown behaviour, `usage` for an invalid value. */
  check(values: Values): Values {
    return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, this.#fitting(id, value)]));
  }

  /** Changes all settings or none. Throws like `check`. */
  change(values: Values): void {
    this.#values = new Map([...this.#values, ...Object.entries(this.check(values))]);
    this.#enabled = new Map();
  }

  reset(): void {
    this.#values = new Map();
    this.#enabled = this.#catalogue.enabled;
  }

  #fitting(id: string, value: SettingValue): SettingValue {
    const behaviour = this.#catalogue.behaviours.get(id);
    if (!behaviour) {
      const hint = nearest(id, [...this.#catalogue.behaviours.keys()]);
      throw new LoginLabError('unknown-id', `Unknown behaviour "${id}"${hint || '; `loginlab list behaviours` lists them.'}`, {
        field: id,
      });
    }
    if (isOff(value)) return value;
    const parsed = behaviour.setting.safeParse(value);
    if (parsed.success) return parsed.data;
    const expected = parsed.error.issues.map((issue) => issue.message).join('; ');
    throw new LoginLabError('usage', `The setting "${id}" does not accept ${JSON.stringify(value)}: ${expected}.`, {
      field: id,
    });
  }
}
