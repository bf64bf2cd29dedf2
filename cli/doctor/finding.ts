/** One line of `loginlab doctor`. */
export interface DoctorFinding {
  /** `broken` makes the command fail; a `note` says what was not judged, or what could be added. */
  readonly state: 'ok' | 'broken' | 'note';
  /** The field of the config that it is about, or what was tried. */
  readonly field: string;
  readonly text: string;
}

export const ok = (field: string, text: string): DoctorFinding => ({ state: 'ok', field, text });
export const broken = (field: string, text: string): DoctorFinding => ({ state: 'broken', field, text });
export const note = (field: string, text: string): DoctorFinding => ({ state: 'note', field, text });
