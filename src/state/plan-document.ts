import type { Device } from '#model/device.ts';
import { type PlanList, type Scenario, type Variant, type VariantList, variantLists } from '#model/scenario.ts';
import type { SceneEdit } from '#model/scene-edit.ts';
import { resolveVariant } from '#model/variants.ts';
import { createHistory } from './history.ts';
import {
  type DocumentRecord,
  type PlanFields,
  recordKey,
  toListRecord,
  toRecords,
  toScenario,
} from './plan-records.ts';
import { type ChangeSource, createRecordStore } from './record-store.ts';

/** What changed in the plan as it is shown, in the words of those who follow it (engine, storage, page). */
export interface PlanChange {
  readonly source: ChangeSource;
  readonly revision: number;
  /** Devices added or changed, and ids of those that are gone; of the shown variant. */
  readonly put: readonly Device[];
  readonly removed: readonly string[];
  /** Something besides the devices changed: a field of the plan, a goal, a site, the catalogue, … */
  readonly plan: boolean;
  /** A correction of the city was made, changed or taken back. */
  readonly edits: boolean;
}

/** The open plan: records, undo by marks, and the plan document made from them. */
export interface PlanDocument {
  /** The plan as it is shown: the active variant's records in place. The same object until something changes; null while none is open. */
  scenario(): Scenario | null;
  /** The whole file: the plan itself and its variants. */
  file(): Scenario | null;
  /** Grows by one with every change. */
  revision(): number;
  device(id: string): Device | undefined;
  /** Opens another plan; forgets the history. */
  load(scenario: Scenario): void;
  /** Each of these is an undo step of its own outside a gesture, named by `label`. With a variant shown, they change the variant. */
  putDevices(label: string, devices: readonly Device[]): void;
  removeDevices(label: string, ids: readonly string[]): void;
  /** Adds or replaces and removes records of one list, as one change. */
  changeList<L extends PlanList>(
    list: L,
    label: string,
    put: readonly Scenario[L][number][],
    removed: readonly string[],
  ): void;
  /** Makes and takes back corrections of the city, as one change. */
  changeEdits(label: string, put: readonly SceneEdit[], removed: readonly string[]): void;
  changePlan(label: string, fields: Partial<PlanFields>, source?: ChangeSource): void;
  /** Shows a variant (null: the plan itself). No undo step: nothing of the plan changes. */
  showVariant(id: string | null): void;
  /** From here to `endGesture` all changes are one step. */
  beginGesture(label: string): void;
  endGesture(): void;
  /** Takes the gesture back as if it had not been. */
  cancelGesture(): void;
  inGesture(): boolean;
  undo(): boolean;
  redo(): boolean;
  undoLabel(): string | null;
  redoLabel(): string | null;
  listen(listener: (change: PlanChange) => void): () => void;
}

interface Identified {
  readonly id: string;
}

export function createPlanDocument(): PlanDocument {
  const store = createRecordStore<DocumentRecord>();
  const history = createHistory(store);
  const listeners = new Set<(change: PlanChange) => void>();
  let revision = 0;
  let file: Scenario | null = null;
  let shown: Scenario | null = null;
  let devices: ReadonlyMap<string, Device> = new Map();
  let gesture = false;

  store.listen((diff, source) => {
    revision += 1;
    const changed = new Set<PlanList>();
    for (const record of [...diff.added.values(), ...diff.removed.values()]) note(changed, record);
    for (const { to } of diff.updated.values()) note(changed, to);
    file = withoutLostVariant(toScenario(store.all(), file, source === 'load' ? undefined : changed));
    const before = shown;
    shown = file === null ? null : steady(before, resolveVariant(file, file.activeVariant));
    const { put, removed } = deviceChange(shown);
    const change: PlanChange = {
      source,
      revision,
      put,
      removed,
      plan: before === null || shown === null || differsBesides(before, shown),
      edits: changed.has('sceneEdits'),
    };
    for (const listener of [...listeners]) listener(change);
  });

  /** What differs from the devices that were shown before; they are told apart as objects. */
  const deviceChange = (next: Scenario | null): { put: Device[]; removed: string[] } => {
    const known = devices;
    const now = new Map((next?.devices ?? []).map((device) => [device.id, device]));
    devices = now;
    const put = [...now.values()].filter((device) => known.get(device.id) !== device);
    const removed = [...known.keys()].filter((id) => !now.has(id));
    return { put, removed };
  };

  const edit = (label: string, change: () => void): void => {
    if (!gesture) history.mark(label);
    change();
  };

  const finishGesture = (): void => {
    if (!gesture) return;
    gesture = false;
    history.mark('');
  };

  const nextOrder = (type: PlanList): number =>
    store.all().reduce((top, record) => (record.type === type ? Math.max(top, record.order + 1) : top), 0);

  const listRecords = <L extends PlanList>(list: L, put: readonly Scenario[L][number][]): DocumentRecord[] => {
    let order: number | null = null;
    return put.map((value) => {
      const known = store.get(recordKey(list, value.id));
      if (known !== undefined && known.type !== 'plan') return toListRecord(list, value, known.order);
      order = order === null ? nextOrder(list) : order + 1;
      return toListRecord(list, value, order);
    });
  };

  const changeList = <L extends PlanList>(
    list: L,
    label: string,
    put: readonly Scenario[L][number][],
    removed: readonly string[],
  ): void => {
    const variant = file?.variants.find(({ id }) => id === file?.activeVariant);
    if (file === null) return;
    if (variant !== undefined && isVariantList(list)) {
      const next = changedVariant(file, variant, list, put, removed);
      edit(label, () => store.change(listRecords('variants', [next]), [], 'user'));
      return;
    }
    edit(label, () =>
      store.change(
        listRecords(list, put),
        removed.map((id) => recordKey(list, id)),
        'user',
      ),
    );
  };

  const changePlan = (label: string, fields: Partial<PlanFields>, source: ChangeSource = 'user'): void => {
    const record = store.get('plan');
    if (record?.type !== 'plan') return;
    const next: DocumentRecord = { ...record, value: { ...record.value, ...fields } };
    if (source === 'user') edit(label, () => store.change([next], [], 'user'));
    else store.change([next], [], source);
  };

  return {
    scenario: () => shown,
    file: () => file,
    revision: () => revision,
    device: (id) => devices.get(id),
    load(next) {
      gesture = false;
      history.clear();
      const records = toRecords(next);
      const kept = new Set(records.map((record) => record.id));
      store.change(
        records,
        store
          .all()
          .map((record) => record.id)
          .filter((id) => !kept.has(id)),
        'load',
      );
    },
    putDevices: (label, put) => changeList('devices', label, put, []),
    removeDevices: (label, ids) => changeList('devices', label, [], ids),
    changeList,
    changeEdits: (label, put, removed) => changeList('sceneEdits', label, put, removed),
    changePlan,
    showVariant(id) {
      if (file === null || file.activeVariant === id) return;
      if (id !== null && !file.variants.some((variant) => variant.id === id)) return;
      finishGesture();
      changePlan('', { activeVariant: id }, 'other');
    },
    beginGesture(label) {
      finishGesture();
      history.mark(label);
      gesture = true;
    },
    endGesture: finishGesture,
    cancelGesture() {
      if (!gesture) return;
      gesture = false;
      history.revertToMark();
    },
    inGesture: () => gesture,
    undo() {
      finishGesture();
      return history.undo();
    },
    redo() {
      finishGesture();
      return history.redo();
    },
    undoLabel: () => history.undoLabel(),
    redoLabel: () => history.redoLabel(),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Where undo has taken back the variant that is shown, the plan itself is shown. */
function withoutLostVariant(file: Scenario | null): Scenario | null {
  if (file === null || file.activeVariant === null) return file;
  return file.variants.some(({ id }) => id === file.activeVariant) ? file : { ...file, activeVariant: null };
}

function note(changed: Set<PlanList>, record: DocumentRecord): void {
  if (record.type !== 'plan') changed.add(record.type);
}

function isVariantList(list: PlanList): list is VariantList {
  return (variantLists as readonly string[]).includes(list);
}

/** Keeps arrays of the scenario before where they hold the same records, so that followers can compare by identity. */
function steady(before: Scenario | null, next: Scenario): Scenario {
  if (before === null) return next;
  const lists = Object.fromEntries(
    variantLists.map((list) => {
      const [old, now]: readonly [readonly Identified[], readonly Identified[]] = [before[list], next[list]];
      const same = old === now || (old.length === now.length && old.every((record, at) => record === now[at]));
      return [list, same ? old : now];
    }),
  );
  return { ...next, ...lists };
}

/** Whether anything but the devices and the corrections differs. */
function differsBesides(before: Scenario, next: Scenario): boolean {
  return (Object.keys(next) as (keyof Scenario)[]).some(
    (key) => key !== 'devices' && key !== 'sceneEdits' && before[key] !== next[key],
  );
}

/** The variant with these records put and left out, without what says the same as the plan itself. */
function changedVariant(
  file: Scenario,
  variant: Variant,
  list: VariantList,
  put: readonly Identified[],
  removed: readonly string[],
): Variant {
  const old: { readonly put: readonly Identified[]; readonly removed: readonly string[] } = variant.changes[list] ?? {
    put: [],
    removed: [],
  };
  const base = new Map<string, Identified>(file[list].map((record) => [record.id, record]));
  const records = new Map(old.put.map((record) => [record.id, record]));
  const gone = new Set(old.removed);
  for (const id of removed) {
    records.delete(id);
    if (base.has(id)) gone.add(id);
  }
  for (const record of put) {
    gone.delete(record.id);
    if (base.get(record.id) === record) records.delete(record.id);
    else records.set(record.id, record);
  }
  const changes = { ...variant.changes, [list]: { put: [...records.values()], removed: [...gone] } };
  return { ...variant, changes: changes as Variant['changes'] };
}
