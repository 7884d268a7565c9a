/** One step of a file format: from one version to the next. */
export interface Migration {
  /** Version that it reads; it writes the next one. */
  readonly from: number;
  /** A whole file of that version, which tests carry forward to the newest. */
  readonly example: Readonly<Record<string, unknown>>;
  /** Takes a file of version `from`, as parsed and not checked; may throw where it is broken. */
  migrate(file: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** Applies the steps from the file's own version on, each exactly once, and writes the new version into the file. */
export function migrateFile(
  file: Readonly<Record<string, unknown>>,
  version: number,
  newest: number,
  steps: readonly Migration[],
): Record<string, unknown> {
  let current: Record<string, unknown> = { ...file };
  for (let at = version; at < newest; at += 1) {
    const step = steps.find(({ from }) => from === at);
    if (step === undefined) throw new RangeError(`there is no migration from version ${at}`);
    current = { ...step.migrate(current), version: at + 1 };
  }
  return current;
}
