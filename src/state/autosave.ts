import type { PlanStorage, StoredPlan } from './plan-storage.ts';
import type { SessionState } from './session.ts';

export type SaveStatus = SessionState['saveStatus'];

export interface AutosaveOptions {
  readonly storage: PlanStorage;
  /** Quiet time after the last change before it is saved, milliseconds. */
  readonly delayMilliseconds: number;
  /** What to save now; null when no plan is open. */
  readonly snapshot: () => Omit<StoredPlan, 'version' | 'key'> | null;
  readonly onStatus: (status: SaveStatus) => void;
  /** Saved under this version: others can be told. */
  readonly onSaved: (key: string, version: number) => void;
  /** Another tab saved the same plan since; nothing was overwritten. The caller decides where to go on. */
  readonly onConflict: () => void;
  readonly onFailure: (reason: unknown) => void;
}

/** Saves the open plan soon after each change, one write at a time, and never over a version it has not seen. */
export interface Autosave {
  /** From now on saves go here. Version 0: nothing is kept there yet. */
  open(key: string, version: number): void;
  key(): string | null;
  version(): number;
  /** The plan has changed. */
  touch(): void;
  /** True while a change is not saved. */
  dirty(): boolean;
  /** Saves at once what is not saved; resolves when it is, or when it has failed. */
  flush(): Promise<void>;
}

export function createAutosave(options: AutosaveOptions): Autosave {
  let key: string | null = null;
  let version = 0;
  let dirty = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let writing: Promise<void> | null = null;

  const stopTimer = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };

  const write = async (target: string): Promise<void> => {
    const content = options.snapshot();
    if (content === null) return;
    dirty = false;
    options.onStatus('saving');
    const outcome = await options.storage.savePlan({ ...content, key: target }, version);
    if (key !== target) return;
    if (outcome.saved) {
      version = outcome.version;
      options.onSaved(target, version);
      options.onStatus(dirty ? 'unsaved' : 'saved');
    } else {
      dirty = true;
      options.onStatus('unsaved');
      options.onConflict();
    }
  };

  const save = async (): Promise<void> => {
    stopTimer();
    while (writing !== null) await writing;
    if (!dirty || key === null) return;
    writing = write(key).catch((reason: unknown) => {
      dirty = true;
      options.onStatus('failed');
      options.onFailure(reason);
    });
    await writing;
    writing = null;
  };

  return {
    open(nextKey, nextVersion) {
      stopTimer();
      key = nextKey;
      version = nextVersion;
      dirty = false;
      options.onStatus('saved');
    },
    key: () => key,
    version: () => version,
    touch() {
      dirty = true;
      options.onStatus('unsaved');
      stopTimer();
      timer = setTimeout(() => void save(), options.delayMilliseconds);
    },
    dirty: () => dirty || writing !== null,
    flush: save,
  };
}
