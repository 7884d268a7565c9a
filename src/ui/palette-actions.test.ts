import { expect, it } from 'vitest';
import { emptyLayers } from '#model/empty-layers.ts';
import type { Commands } from '#state/session.ts';
import { cameraWith, scenarioWith } from '../../test/fixtures/cameras.ts';
import { rolloutReport } from '../../test/fixtures/rollout-report.ts';
import { commandActions, deviceActions, placeActions } from './palette-actions.ts';

/** Every command, reached by the palette or, for a reason, not. A new command does not compile until it stands here. */
const reach: Readonly<Record<keyof Commands, 'palette' | `not: ${string}`>> = {
  openFiles: 'not: the palette asks the page for files, which then gives them',
  openDemo: 'palette',
  openRecentPlan: 'palette',
  cancelTask: 'palette',
  newScenario: 'palette',
  carryPlanOver: 'not: answers a notice',
  saveScenarioFile: 'palette',
  savePackageFile: 'palette',
  saveResultFile: 'palette',
  renameScenario: 'not: a name is typed where it stands, in the top bar',
  undo: 'palette',
  redo: 'palette',
  setTool: 'palette',
  chooseModel: 'palette',
  copyLink: 'palette',
  placeDevice: 'not: needs a place; the tool that gives it is reached',
  previewDevice: 'not: part of pointing',
  changeDevice: 'not: values are typed in the inspector',
  changeDevices: 'not: values are typed in the inspector',
  changeModel: 'not: chosen in the inspector',
  aimAt: 'not: needs a place; the tool that gives it is reached',
  alignToStreet: 'palette',
  copyAlongStreet: 'palette',
  selectWithin: 'not: needs an outline; the tool that gives it is reached',
  selectAll: 'palette',
  beginGesture: 'not: part of dragging',
  endGesture: 'not: part of dragging',
  cancelGesture: 'not: part of dragging',
  deleteSelected: 'palette',
  duplicateSelected: 'palette',
  select: 'palette',
  pick: 'not: needs a place in the city',
  correctHeight: 'not: values are typed in the inspector',
  removeFeature: 'not: what is picked is removed by the entry that deletes',
  takeBackEdits: 'palette',
  showEdit: 'palette',
  setDrawing: 'not: values are typed in the inspector',
  addCorner: 'not: part of drawing, by click or space bar',
  removeLastCorner: 'not: part of drawing, by Backspace',
  finishDrawing: 'not: part of drawing, by Enter',
  hover: 'not: part of pointing',
  putRecords: 'not: values are typed in dialogs, which are reached',
  removeRecords: 'not: a row is deleted where it stands',
  setAssumptions: 'not: values are typed in a dialog',
  setBudget: 'not: values are typed in a dialog',
  setTarget: 'palette',
  setDescription: 'not: typed in a dialog',
  saveModel: 'not: values are typed in a dialog',
  removeModel: 'not: a model is deleted where it stands',
  addVariant: 'palette',
  showVariant: 'palette',
  renameVariant: 'not: a name is typed where it stands',
  removeVariant: 'not: a variant is deleted where it stands',
  setPaint: 'palette',
  keepBaseline: 'palette',
  setMeasure: 'palette',
  openCameraView: 'palette',
  setCameraViewDistances: 'not: values are typed in the camera view',
  openDialog: 'palette',
  findBlindSpots: 'palette',
  showBlindSpot: 'palette',
  proposeCover: 'palette',
  takeProposal: 'not: needs one of several proposals',
  importDevices: 'not: the dialog asks for a file',
  importModels: 'not: the dialog asks for a file',
  answerDeviceTable: 'not: answers a dialog',
  importSurveillance: 'palette',
  exportDevices: 'palette',
  exportBill: 'palette',
  setMode: 'palette',
  setGapQuestion: 'palette',
  pickGapPlace: 'palette',
  runGap: 'palette',
  stopGap: 'palette',
  showGap: 'palette',
  showGapItem: 'palette',
  walkGap: 'palette',
  previewLoss: 'not: part of pointing at a row',
  proposeClosing: 'palette',
  takeClosing: 'not: needs a choice among proposals',
  compareGaps: 'palette',
  endComparison: 'palette',
  setRedacted: 'palette',
  exportGaps: 'not: the dialog asks for whom',
  setCategorySet: 'palette',
  setTargetHeight: 'palette',
  setTreeCrowns: 'palette',
  toggleLayer: 'palette',
  setTheme: 'palette',
  setSun: 'palette',
  setShadows: 'palette',
  exportPicture: 'palette',
  setUnits: 'palette',
  setCellSize: 'palette',
  look: 'palette',
  lookAt: 'palette',
  openReport: 'palette',
  answerImport: 'not: answers a dialog',
  openAreaDialog: 'palette',
  runRollout: 'palette',
  stopRollout: 'palette',
  setRolloutQuestion: 'palette',
  setRolloutSettings: 'palette',
  setRolloutDate: 'palette',
  playRollout: 'palette',
  setRolloutView: 'palette',
  showRolloutTask: 'palette',
  showCutoverGap: 'palette',
  changeTask: 'not: values are typed in the inspector',
  comparePolicies: 'palette',
  searchOrder: 'palette',
  takeOrder: 'palette',
  scoreMonths: 'palette',
  compareRollout: 'palette',
  endRolloutComparison: 'palette',
  exportRollout: 'palette',
  importTaskList: 'not: the panel asks for a file',
  fetchArea: 'not: answers a dialog',
  exportCity: 'palette',
  copyReport: 'palette',
  dismissNotice: 'not: answers a notice',
};

const scenario = scenarioWith([cameraWith({ id: 'C-01' })], {
  sceneEdits: [{ kind: 'remove', id: 'e', layer: 'trees', target: 'tree/1' }],
});
const city = {
  ...emptyLayers,
  sites: [{ id: 's', kind: 'school' as const, name: 'School', x: 0, y: 0, rings: [] }],
};

function allActions(commands: Commands) {
  const recentPlans = [{ key: 'k', name: 'Older', sceneName: 'City', savedAt: 0 }];
  const now = () => '2026-06-21T10:00:00Z';
  const context = {
    onOpenFiles: () => undefined,
    onHelp: () => undefined,
    scenario,
    recentPlans,
    rollout: rolloutReport(),
    variants: [{ id: 'v', name: 'Lean start', description: '' }],
    stoppable: true,
    now,
  };
  return [
    ...commandActions(commands, context),
    ...deviceActions(commands, scenario),
    ...placeActions(commands, city as unknown as Parameters<typeof placeActions>[1]),
  ];
}

it('reaches every command that needs neither a place nor a number', () => {
  const called = new Set<string>();
  const commands = new Proxy({} as Commands, {
    get: (_, name) => () => {
      called.add(String(name));
    },
  });
  for (const { onClick } of allActions(commands)) onClick?.({} as Parameters<typeof onClick>[0]);
  const wanted = Object.entries(reach).filter(([, how]) => how === 'palette');
  expect([...called].sort()).toEqual(wanted.map(([name]) => name).sort());
});

it('has one entry a name', () => {
  const actions = allActions({} as Commands);
  expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
  expect(new Set(actions.map(({ label }) => label)).size).toBe(actions.length);
});
