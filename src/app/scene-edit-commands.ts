import { createFrame, type Frame } from '#geo/frame.ts';
import type { City } from '#model/city.ts';
import { editedFeatureId, type SceneAddition, type SceneEdit, sceneEditSchema } from '#model/scene-edit.ts';
import { middleOf } from '#scene/edit/added-features.ts';
import {
  type Corner,
  type DrawingSettings,
  type DrawingTool,
  isComplete,
  isDrawingTool,
  maximumCorners,
  shapeOf,
} from '#state/drawing.ts';
import type { PlanDocument } from '#state/plan-document.ts';
import { type EditableFeature, editableFeature, editsOf, placeOfEdit } from '#state/scene-editing.ts';
import type { Commands, PickedFeature, SessionState } from '#state/session.ts';
import type { WritableStore } from '#state/store.ts';
import type { Viewpoint } from '#state/viewpoint.ts';
import type { CityEditor } from './city-editor.ts';
import type { Notifier } from './notices.ts';

type SceneEditCommands = Pick<
  Commands,
  | 'correctHeight'
  | 'removeFeature'
  | 'takeBackEdits'
  | 'showEdit'
  | 'setDrawing'
  | 'addCorner'
  | 'removeLastCorner'
  | 'finishDrawing'
>;

export interface SceneEditParts {
  readonly plan: PlanDocument;
  readonly session: WritableStore<SessionState>;
  readonly editor: CityEditor;
  readonly viewpoint: Viewpoint;
  readonly notifier: Notifier;
}

/** As the plan's schema has it. */
const maximumEdits = 10_000;
const leastHeightMeters = 0.1;
const mostHeightMeters = 1000;
/** Corners nearer to each other than this are one, metres. */
const sameCornerMeters = 0.05;
/** From this far a correction is looked at, metres. */
const showDistanceMeters = 160;

/** What a user can do to the city itself. All of it is kept in the plan as corrections, and can be taken back. */
export function createSceneEditCommands({
  plan,
  session,
  editor,
  viewpoint,
  notifier,
}: SceneEditParts): SceneEditCommands {
  const edits = (): readonly SceneEdit[] => plan.scenario()?.sceneEdits ?? [];
  const refuse = (sentence: string): void => notifier.say('bad', 'edit-refused', sentence);

  const featureOf = (picked: PickedFeature): EditableFeature | null => {
    const { city } = session.get();
    return city === null || plan.scenario() === null ? null : editableFeature(city, picked);
  };

  const hasRoom = (): boolean => {
    if (edits().length < maximumEdits) return true;
    refuse(`The plan holds ${maximumEdits} corrections, which is as many as it can: take one back first.`);
    return false;
  };

  /** Why the city would not take this edit; null where it would. */
  const objection = (edit: SceneEdit): string | null => {
    if (!sceneEditSchema.safeParse(edit).success) return 'A value of it is out of its range.';
    const known = edits().some(({ id }) => id === edit.id);
    const next = known ? edits().map((other) => (other.id === edit.id ? edit : other)) : [...edits(), edit];
    const notes = editor.attempt(next);
    return notes.find(({ editId, kind }) => editId === edit.id && kind === 'refused')?.sentence ?? null;
  };

  const correctHeight = (picked: PickedFeature, meters: number): void => {
    const feature = featureOf(picked);
    if (feature === null || !feature.hasHeight) return;
    if (!(meters >= leastHeightMeters && meters <= mostHeightMeters)) {
      refuse(`${sentenceCase(feature.name)} keeps its height: ${meters} m is not between 0.1 and 1,000 m.`);
      return;
    }
    const known = editsOf(edits(), feature.layer, feature.id);
    const addition = known.find((edit) => edit.kind !== 'set-height' && edit.kind !== 'remove');
    const before = known.find((edit) => edit.kind === 'set-height');
    const heightMeters = Math.round(meters * 1000) / 1000;
    if (addition === undefined && before === undefined && !hasRoom()) return;
    const next: SceneEdit =
      addition !== undefined && 'heightMeters' in addition
        ? { ...addition, heightMeters }
        : {
            kind: 'set-height',
            id: before?.id ?? newEditId(edits()),
            layer: feature.layer as 'buildings' | 'barriers' | 'trees' | 'mounts',
            target: feature.id,
            heightMeters,
          };
    const sentence = objection(next);
    if (sentence === null) plan.changeEdits(`Correct the height of ${feature.name}`, [next], []);
    else refuse(sentence);
  };

  const removeFeature = (picked: PickedFeature): void => {
    const feature = featureOf(picked);
    if (feature === null) return;
    const known = editsOf(edits(), feature.layer, feature.id);
    const added = known.some((edit) => editedFeatureId(edit) === feature.id);
    if (!added && !hasRoom()) return;
    const removal: SceneEdit = { kind: 'remove', id: newEditId(edits()), layer: feature.layer, target: feature.id };
    session.patch({ picked: null });
    plan.changeEdits(
      `Remove ${feature.name}`,
      added ? [] : [removal],
      known.map(({ id }) => id),
    );
    const fixed = (plan.scenario()?.devices ?? []).filter(({ mounting }) => mounting.featureId === feature.id).length;
    const cameras =
      fixed === 1 ? ' A camera that was fixed to it stays' : ` ${fixed} cameras that were fixed to it stay`;
    notifier.sayUndoable(
      'removed',
      `${sentenceCase(feature.name)} is out of the city.${fixed === 0 ? '' : `${cameras} where it was.`}`,
      plan.revision(),
    );
  };

  const add = (addition: SceneAddition, label: string): void => {
    if (!hasRoom()) return;
    const edit: SceneEdit = { ...addition, id: newEditId(edits()) };
    const sentence = objection(edit);
    if (sentence !== null) {
      refuse(sentence);
      return;
    }
    const { tool, drawing } = session.get();
    // Trees and mounts come in rows; anything else is looked at, and perhaps corrected, before the next is drawn.
    const goesOn = isDrawingTool(tool) && shapeOf(tool) === 'point';
    session.patch({ draft: [], tool: goesOn ? tool : 'select', drawing: { ...drawing, name: '' } });
    plan.changeEdits(label, [edit], []);
    session.patch({ picked: { kind: pickedKind(edit), id: editedFeatureId(edit) }, selection: [] });
  };

  const finish = (corners: readonly Corner[]): void => {
    const { tool, city, drawing } = session.get();
    if (!isDrawingTool(tool) || city === null) return;
    if (!isComplete(tool, corners.length)) {
      refuse(unfinished(tool));
      return;
    }
    const { addition, label } = drawn(tool, corners, createFrame(city.manifest.origin), drawing);
    add(addition, label);
  };

  return {
    correctHeight,
    removeFeature,
    takeBackEdits(ids) {
      const known = edits().filter(({ id }) => ids.includes(id));
      if (known.length === 0) return;
      plan.changeEdits(
        known.length === 1 ? 'Take back a correction' : `Take back ${known.length} corrections`,
        [],
        known.map(({ id }) => id),
      );
    },
    showEdit(id) {
      const edit = edits().find((entry) => entry.id === id);
      const { city, baseCity } = session.get();
      if (edit === undefined || city === null) return;
      const place = placeOfEdit(edit, [city, baseCity], createFrame(city.manifest.origin).toLocal);
      if (place === null) return;
      const distanceMeters = Math.min(viewpoint.goal().distanceMeters, showDistanceMeters);
      viewpoint.flyTo({ targetX: place[0], targetY: place[1], distanceMeters });
      const picked = pickedOf(edit, city);
      session.patch({ picked, ...(picked === null ? {} : { selection: [] }) });
    },
    setDrawing(settings) {
      session.patch({ drawing: { ...session.get().drawing, ...settings } });
    },
    addCorner(x, y) {
      const { tool, draft } = session.get();
      if (!isDrawingTool(tool) || !Number.isFinite(x) || !Number.isFinite(y)) return;
      if (shapeOf(tool) === 'point') {
        finish([[x, y]]);
        return;
      }
      const last = draft.at(-1);
      if (last !== undefined && isSame(last, [x, y])) return;
      const first = draft[0];
      if (first !== undefined && draft.length >= 3 && shapeOf(tool) !== 'line' && isSame(first, [x, y])) {
        finish(draft);
        return;
      }
      if (draft.length >= maximumCorners) refuse(`An outline has at most ${maximumCorners} corners.`);
      else session.patch({ draft: [...draft, [x, y]] });
    },
    removeLastCorner() {
      session.patch({ draft: session.get().draft.slice(0, -1) });
    },
    finishDrawing: () => finish(session.get().draft),
  };
}

function isSame(a: Corner, b: Corner): boolean {
  return Math.hypot(a[0] - b[0], a[1] - b[1]) < sameCornerMeters;
}

/** The next free id of the form e-1. */
function newEditId(edits: readonly SceneEdit[]): string {
  const taken = new Set(edits.map(({ id }) => id));
  for (let number = edits.length + 1; ; number += 1) {
    const id = `e-${number}`;
    if (!taken.has(id)) return id;
  }
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function unfinished(tool: DrawingTool): string {
  if (shapeOf(tool) === 'line') return 'A wall or fence needs at least two corners.';
  return tool === 'draw-site'
    ? 'A site is one point, or an outline of at least three corners.'
    : 'An outline needs at least three corners.';
}

function pickedKind(edit: SceneEdit): PickedFeature['kind'] {
  switch (edit.kind) {
    case 'add-barrier':
      return 'barrier';
    case 'add-tree':
      return 'tree';
    case 'add-mount':
      return 'mount';
    case 'add-site':
      return 'site';
    case 'add-zone':
      return 'zone';
    default:
      return 'building';
  }
}

/** What a correction is about, where it is in the city. */
function pickedOf(edit: SceneEdit, city: City): PickedFeature | null {
  if (edit.kind !== 'set-height' && edit.kind !== 'remove') {
    return { kind: pickedKind(edit), id: editedFeatureId(edit) };
  }
  if (!city[edit.layer].some((item) => item.id === edit.target)) return null;
  const kinds = {
    buildings: 'building',
    barriers: 'barrier',
    trees: 'tree',
    mounts: 'mount',
    sites: 'site',
    zones: 'zone',
  } as const;
  return { kind: kinds[edit.layer], id: edit.target };
}

/** What has been drawn, as an edit, and what undo calls it. */
function drawn(
  tool: DrawingTool,
  corners: readonly Corner[],
  frame: Frame,
  settings: DrawingSettings,
): { readonly addition: SceneAddition; readonly label: string } {
  const degrees = corners.map(([x, y]) => frame.toGeographic(x, y));
  const name = settings.name.trim() === '' ? null : settings.name.trim().slice(0, 200);
  const [position] = degrees as [[number, number]];
  switch (tool) {
    case 'draw-building': {
      const {
        buildingUse: use,
        buildingHeightMeters: heightMeters,
        buildingMinHeightMeters: minHeightMeters,
      } = settings;
      const addition: SceneAddition = { kind: 'add-building', name, use, heightMeters, minHeightMeters, ring: degrees };
      return { addition, label: 'Draw a building' };
    }
    case 'draw-barrier': {
      const { barrier, barrierHeightMeters: heightMeters, barrierOpaque: opaque } = settings;
      const addition: SceneAddition = { kind: 'add-barrier', barrier, heightMeters, opaque, line: degrees };
      return { addition, label: `Draw a ${barrier.replaceAll('_', ' ')}` };
    }
    case 'place-tree': {
      const { treeHeightMeters: heightMeters, crownRadiusMeters } = settings;
      return { addition: { kind: 'add-tree', heightMeters, crownRadiusMeters, position }, label: 'Place a tree' };
    }
    case 'place-mount': {
      const { mount, mountHeightMeters: heightMeters } = settings;
      return { addition: { kind: 'add-mount', mount, heightMeters, position }, label: `Place a ${mount}` };
    }
    case 'draw-site': {
      const ring = degrees.length === 1 ? null : degrees;
      const at = ring === null ? position : frame.toGeographic(...middleOf(corners.flat()));
      const addition: SceneAddition = { kind: 'add-site', name, site: settings.site, position: at, ring };
      return { addition, label: 'Draw a site' };
    }
    case 'draw-zone': {
      const addition: SceneAddition = { kind: 'add-zone', name, zone: settings.zone, ring: degrees };
      return { addition, label: 'Draw a zone' };
    }
  }
}
