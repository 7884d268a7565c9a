import { allModels, findModel } from '#model/catalogue/find-model.ts';
import { type Device, isOptical } from '#model/device.ts';
import { billOfMaterialsCsv } from '#sim/network/bill-of-materials.ts';
import { editDevice, newDevice } from '#state/device-edits.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import type { BlindSpotState, Commands, SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import type { Viewpoint } from '#state/viewpoint.ts';
import type { CoverageRunner } from './coverage-runner.ts';
import { download, fileStem } from './download.ts';
import { isAbort, type Notifier } from './notices.ts';

export interface AnalysisCommandParts {
  readonly plan: PlanDocument;
  readonly session: WritableStore<SessionState>;
  readonly coverage: CoverageRunner;
  readonly viewpoint: Viewpoint;
  readonly notifier: Notifier;
}

type AnalysisCommands = Pick<
  Commands,
  | 'previewDevice'
  | 'setPaint'
  | 'keepBaseline'
  | 'setMeasure'
  | 'openCameraView'
  | 'setCameraViewDistances'
  | 'openDialog'
  | 'findBlindSpots'
  | 'showBlindSpot'
  | 'proposeCover'
  | 'takeProposal'
  | 'exportBill'
>;

export const noBlindSpots: BlindSpotState = {
  status: 'idle',
  spots: [],
  selected: null,
  proposals: null,
  proposing: false,
};

/** Blind spots smaller than this are not worth a row, m²; and no more rows than this. */
const leastSpotSquareMeters = 10;
const mostSpots = 100;
/** A blind spot is looked at from so far, metres. */
const spotDistanceMeters = 160;

/** What a user can ask of the engine beside coverage itself, and how it is shown. */
export function createAnalysisCommands(parts: AnalysisCommandParts): AnalysisCommands {
  const { plan, session, coverage, viewpoint, notifier } = parts;
  let asked = 0;
  let category = 0;
  let regionId: string | null = null;

  const patchSpots = (fields: Partial<BlindSpotState>): void =>
    session.patch({ blindSpots: { ...session.get().blindSpots, ...fields } });
  const request = () => ({
    category,
    regionId,
    leastSquareMeters: leastSpotSquareMeters,
    limit: mostSpots,
  });
  const failUnlessStopped = (code: string, sentence: string, reason: unknown): void => {
    if (!isAbort(reason)) notifier.fail(code, sentence, reason);
  };
  const spotById = (id: string | null) => session.get().blindSpots.spots.find((spot) => spot.id === id);

  return {
    previewDevice(at) {
      const scenario = plan.scenario();
      if (at === null || scenario === null) {
        if (session.get().ghost !== null) session.patch({ ghost: null });
        return;
      }
      const model = findModel(scenario, session.get().catalogueModel) ?? allModels(scenario)[0];
      const made = model === undefined ? null : newDevice(model, at, scenario.devices);
      if (made === null || !made.ok) return;
      const device: Device = { ...made.value, id: 'ghost', name: 'New' };
      // The last picture stays until the new one is there.
      session.patch({ ghost: { device, coverage: session.get().ghost?.coverage ?? null } });
      coverage.preview(device).then(
        (covered) => {
          const { ghost } = session.get();
          if (covered !== null && ghost?.device === device) session.patch({ ghost: { device, coverage: covered } });
        },
        () => undefined,
      );
    },
    setPaint(change) {
      session.patch({ paint: { ...session.get().paint, ...change } });
      coverage.repaint();
    },
    keepBaseline() {
      coverage.keepBaseline().then(
        () => {
          notifier.say('info', 'baseline', 'This picture is kept; “Difference” shows what changes from here on.');
          coverage.repaint();
        },
        (reason: unknown) => failUnlessStopped('baseline-failed', 'The picture could not be kept.', reason),
      );
    },
    setMeasure: (measure) => session.patch({ measure }),
    openCameraView: (cameraView) => session.patch({ cameraView }),
    setCameraViewDistances(meters) {
      const kept = meters.filter((distance) => Number.isFinite(distance) && distance >= 1 && distance <= 1000);
      session.patch({ cameraViewDistances: kept.slice(0, 6).toSorted((a, b) => a - b) });
    },
    openDialog: (dialog) => session.patch({ dialog }),
    findBlindSpots(nextCategory, nextRegion) {
      asked += 1;
      const token = asked;
      [category, regionId] = [nextCategory, nextRegion];
      patchSpots({ status: 'computing', selected: null, proposals: null, proposing: false });
      coverage.blindSpots(request()).then(
        (spots) => {
          if (token === asked) patchSpots({ status: 'ready', spots });
        },
        (reason: unknown) => {
          if (token !== asked) return;
          patchSpots({ status: 'idle' });
          failUnlessStopped('blind-spots-failed', 'The blind spots could not be worked out.', reason);
        },
      );
    },
    showBlindSpot(id) {
      const spot = spotById(id);
      patchSpots({ selected: spot?.id ?? null, proposals: null, proposing: false });
      if (spot === undefined) return;
      const { distanceMeters } = viewpoint.goal();
      viewpoint.flyTo({
        targetX: spot.x,
        targetY: spot.y,
        distanceMeters: Math.min(distanceMeters, spotDistanceMeters),
      });
    },
    proposeCover() {
      const spot = spotById(session.get().blindSpots.selected);
      if (spot === undefined) return;
      patchSpots({ proposing: true, proposals: null });
      coverage.proposals(spot, request()).then(
        (proposals) => {
          if (session.get().blindSpots.selected === spot.id) patchSpots({ proposing: false, proposals });
        },
        (reason: unknown) => {
          patchSpots({ proposing: false });
          failUnlessStopped('proposals-failed', 'No proposals could be worked out.', reason);
        },
      );
    },
    takeProposal(index) {
      const proposal = session.get().blindSpots.proposals?.[index];
      const scenario = plan.scenario();
      const model = proposal === undefined ? null : findModel(scenario, proposal.model);
      if (proposal === undefined || scenario === null || model === null) return;
      const { x, y, heightMeters, headingDegrees, tiltDegrees, focalLengthMillimeters, mountId } = proposal;
      const mount = session.get().city?.mounts.find(({ id }) => id === mountId);
      const mounting = { kind: mount?.kind ?? (mountId === null ? 'free' : 'wall'), featureId: mountId } as const;
      const made = newDevice(model, { x, y, heightMeters, headingDegrees, mounting }, scenario.devices);
      const aimed =
        made.ok && isOptical(made.value) ? editDevice(made.value, { tiltDegrees, focalLengthMillimeters }) : made;
      if (!aimed.ok) {
        notifier.tell('bad', aimed.problem);
        return;
      }
      plan.putDevices(`Place ${aimed.value.name}`, [aimed.value]);
      session.patch({ selection: [aimed.value.id], picked: null });
      patchSpots({ proposals: null, selected: null, status: 'stale' });
    },
    exportBill() {
      const { costs, scenario } = session.get();
      if (costs === null) return;
      download(`${fileStem(scenario?.name ?? '')}.bill-of-materials.csv`, billOfMaterialsCsv(costs), 'text/csv');
    },
  };
}
