import type { Camera } from '#model/device.ts';
import { cameraModel, defaultCameraModel } from '#state/camera-catalogue.ts';
import { duplicateCamera, editCamera, editLabel, newCamera } from '#state/camera-edits.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import type { Commands, PickedFeature, SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import type { Notifier } from './notices.ts';

type CameraCommands = Pick<Commands, 'placeCamera' | 'changeCamera' | 'deleteSelected' | 'duplicateSelected'>;

/** What a user can do to cameras; `removeFeature` takes a thing out of the city. What the plan refuses is told in a sentence, and the plan stays as it was. */
export function createCameraCommands(
  plan: PlanDocument,
  session: WritableStore<SessionState>,
  notifier: Notifier,
  removeFeature: (feature: PickedFeature) => void,
): CameraCommands {
  const selected = (): readonly Camera[] =>
    session
      .get()
      .selection.map((id) => plan.device(id))
      .filter((device) => device !== undefined);

  return {
    placeCamera(at) {
      const devices = plan.scenario()?.devices;
      if (devices === undefined) return;
      const made = newCamera(cameraModel(session.get().catalogueModel) ?? defaultCameraModel, at, devices);
      if (!made.ok) {
        notifier.tell('bad', made.problem);
        return;
      }
      plan.putDevices(`Place ${made.value.name}`, [made.value]);
      session.patch({ selection: [made.value.id], picked: null, tool: 'select' });
    },
    changeCamera(id, change) {
      const camera = plan.device(id);
      if (camera === undefined) return;
      const edited = editCamera(camera, change);
      if (edited.ok) plan.putDevices(editLabel(camera, change), [edited.value]);
      else notifier.tell('bad', edited.problem);
    },
    deleteSelected() {
      const cameras = selected();
      const { picked } = session.get();
      if (cameras.length === 0) {
        if (picked !== null) removeFeature(picked);
        return;
      }
      const what = cameras.length === 1 ? (cameras[0]?.name ?? '') : `${cameras.length} cameras`;
      session.patch({ selection: [] });
      plan.removeDevices(
        `Delete ${what}`,
        cameras.map((camera) => camera.id),
      );
    },
    duplicateSelected() {
      const devices = [...(plan.scenario()?.devices ?? [])];
      const copies: Camera[] = [];
      for (const camera of selected()) {
        const copy = duplicateCamera(camera, devices);
        if (!copy.ok) {
          notifier.tell('bad', copy.problem);
          return;
        }
        copies.push(copy.value);
        devices.push(copy.value);
      }
      if (copies.length === 0) return;
      plan.putDevices(
        copies.length === 1 ? `Duplicate ${copies[0]?.name ?? ''}` : `Duplicate ${copies.length} cameras`,
        copies,
      );
      session.patch({ selection: copies.map((copy) => copy.id) });
    },
  };
}
