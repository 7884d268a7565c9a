import type { Device } from '#model/device.ts';
import type { Scenario } from '#model/scenario.ts';
import type { SceneEdit } from '#model/scene-edit.ts';
import { createHistory } from './history.ts';
import {
  type DocumentRecord,
  deviceRecordId,
  editRecordId,
  toDeviceRecord,
  toEditRecord,
  toRecords,
  toScenario,
} from './plan-records.ts';
import { type ChangeSource, createRecordStore } from './record-store.ts';

/** What changed in the plan, in the words of those who follow it (engine, storage, page). */
export interface PlanChange {
  readonly source: ChangeSource;
  readonly revision: number;
  /** Devices added or changed, and ids of those that are gone. */
  readonly put: readonly Device[];
  readonly removed: readonly string[];
  /** A field of the plan itself changed (name, category set, target height, assumptions). */
  readonly plan: boolean;
  /** A correction of the city was made, changed or taken back. */
  readonly edits: boolean;
}

/** The open plan: records, undo by marks, and the plan document made from them. */
export interface PlanDocument {
  /** The same object until something changes; null while no plan is open. */
  scenario(): Scenario | null;
  /** Grows by one with every change. */
  revision(): number;
  device(id: string): Device | undefined;
  /** Opens another plan; forgets the history. */
  load(scenario: Scenario): void;
  /** Each of these is an undo step of its own outside a gesture, named by `label`. */
  putDevices(label: string, devices: readonly Device[]): void;
  removeDevices(label: string, ids: readonly string[]): void;
  /** Makes and takes back corrections of the city, as one change. */
  changeEdits(label: string, put: readonly SceneEdit[], removed: readonly string[]): void;
  changePlan(label: string, fields: Partial<Omit<Scenario, 'devices' | 'sceneEdits'>>, source?: ChangeSource): void;
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

export function createPlanDocument(): PlanDocument {
  const store = createRecordStore<DocumentRecord>();
  const history = createHistory(store);
  const listeners = new Set<(change: PlanChange) => void>();
  let revision = 0;
  let scenario: Scenario | null = null;
  let gesture = false;

  store.listen((diff, source) => {
    revision += 1;
    const put = [...diff.added.values(), ...[...diff.updated.values()].map(({ to }) => to)];
    const removed = [...diff.removed.values()];
    const edits = [...put, ...removed].some((record) => record.type === 'edit');
    scenario = toScenario(store.all(), scenario, edits);
    const change: PlanChange = {
      source,
      revision,
      put: put.filter((record) => record.type === 'device').map((record) => record.device),
      removed: removed.filter((record) => record.type === 'device').map((record) => record.device.id),
      plan: put.some((record) => record.type === 'plan'),
      edits,
    };
    for (const listener of [...listeners]) listener(change);
  });

  const edit = (label: string, change: () => void): void => {
    if (!gesture) history.mark(label);
    change();
  };

  const finishGesture = (): void => {
    if (!gesture) return;
    gesture = false;
    history.mark('');
  };

  const nextOrder = (type: 'device' | 'edit'): number =>
    store.all().reduce((top, record) => (record.type === type ? Math.max(top, record.order + 1) : top), 0);

  return {
    scenario: () => scenario,
    revision: () => revision,
    device(id) {
      const record = store.get(deviceRecordId(id));
      return record?.type === 'device' ? record.device : undefined;
    },
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
    putDevices(label, devices) {
      let order = nextOrder('device');
      const records = devices.map((device) => {
        const known = store.get(deviceRecordId(device.id));
        return toDeviceRecord(device, known?.type === 'device' ? known.order : order++);
      });
      edit(label, () => store.change(records, [], 'user'));
    },
    removeDevices(label, ids) {
      edit(label, () => store.change([], ids.map(deviceRecordId), 'user'));
    },
    changeEdits(label, put, removed) {
      let order = nextOrder('edit');
      const records = put.map((sceneEdit) => {
        const known = store.get(editRecordId(sceneEdit.id));
        return toEditRecord(sceneEdit, known?.type === 'edit' ? known.order : order++);
      });
      edit(label, () => store.change(records, removed.map(editRecordId), 'user'));
    },
    changePlan(label, fields, source = 'user') {
      const record = store.get('plan');
      if (record?.type !== 'plan') return;
      const next: DocumentRecord = { ...record, plan: { ...record.plan, ...fields } };
      if (source === 'user') edit(label, () => store.change([next], [], 'user'));
      else store.change([next], [], source);
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
