import type { SpotlightActionData } from '@mantine/spotlight';
import { allModels } from '#model/catalogue/find-model.ts';
import type { City } from '#model/city.ts';
import { type CityExportFormat, cityExportFormats } from '#model/city-export.ts';
import { deviceKinds } from '#model/device.ts';
import { gapRuns } from '#model/gap-question.ts';
import { conditions } from '#model/goal.ts';
import { categorySetIdSchema, categorySets } from '#model/pixel-density.ts';
import { coverageLayers, type PaintSetting } from '#model/results/coverage-bits.ts';
import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import type { Scenario } from '#model/scenario.ts';
import {
  type Commands,
  cellChoices,
  type Dialog,
  layerToggles,
  type RecentPlan,
  type VariantEntry,
} from '#state/session.ts';
import { studioSun } from '#state/sun-position.ts';
import { toolChoices } from './edit-tools.tsx';
import { action } from './palette-action.ts';
import { pictureSizes } from './picture-sizes.ts';
import { rolloutActions } from './rollout/rollout-actions.ts';
import { runWords } from './simulate/run-words.ts';
import { kindName, kindPlural } from './text/device-kind.ts';
import { conditionNames, layerTitle } from './text/layer-text.ts';

/** What the palette needs beside the commands: things of the page, and what of the session decides on what can be done. */
export interface PaletteContext {
  readonly onOpenFiles: () => void;
  readonly onHelp: () => void;
  readonly scenario: Scenario | null;
  readonly recentPlans: readonly RecentPlan[];
  readonly variants: readonly VariantEntry[];
  /** What Rollout mode last worked out. */
  readonly rollout: Pick<RolloutReport, 'start' | 'gaps'> | null;
  /** What is being done and can be stopped. */
  readonly stoppable: boolean;
  /** The present time, ISO 8601, for the sun of now. */
  readonly now: () => string;
}

const exportNames: Readonly<Record<CityExportFormat, string>> = {
  geojson: 'GeoJSON layers',
  flatgeobuf: 'FlatGeobuf layers',
  cityjson: 'CityJSON',
  glb: 'GLB (binary glTF)',
  geotiff: 'GeoTIFF (terrain)',
};

/** Heights above the ground that are usually asked about, metres, with what stands there. */
const targetHeights: readonly (readonly [meters: number, what: string])[] = [
  [0, 'the ground'],
  [0.6, 'a number plate'],
  [1.2, 'a child'],
  [1.6, 'a face'],
];

/** Everything that can be done by name; what needs a city or a plan stands first, and only where there is one. */
export function commandActions(commands: Commands, context: PaletteContext): SpotlightActionData[] {
  const always = [...fileActions(commands, context), ...preferenceActions(commands, context)];
  const { scenario } = context;
  if (scenario === null) return always;
  return [
    ...placingActions(commands, scenario),
    ...planActions(commands, scenario),
    ...variantActions(commands, context),
    ...simulateActions(commands, context),
    ...rolloutActions(commands, context),
    ...paintActions(commands, scenario),
    ...savingActions(commands),
    ...viewActions(commands, context),
    ...always,
  ];
}

function fileActions(commands: Commands, { onOpenFiles, recentPlans, stoppable }: PaletteContext) {
  return [
    action('open', 'Open a city or a plan from files', onOpenFiles, '', 'Ctrl+O'),
    action('area', 'Fetch an area from OpenStreetMap', () => commands.openAreaDialog(true), 'overpass download'),
    action('demo', 'Open the demo city', () => commands.openDemo()),
    ...recentPlans.map(({ key, name, sceneName }) =>
      action(`recent-${key}`, `Open the plan “${name}”`, () => commands.openRecentPlan(key), 'recent kept', sceneName),
    ),
    ...(stoppable ? [action('stop', 'Stop what is being done', () => commands.cancelTask(), 'cancel')] : []),
  ];
}

function preferenceActions(commands: Commands, { onHelp }: PaletteContext) {
  return [
    action('light', 'Use the light theme', () => commands.setTheme('light')),
    action('dark', 'Use the dark theme', () => commands.setTheme('dark')),
    action('metric', 'Show metres', () => commands.setUnits('metric'), 'units'),
    action('us', 'Show feet', () => commands.setUnits('us'), 'units us imperial'),
    action('help', 'Keyboard shortcuts', onHelp, '', '?'),
  ];
}

const dialogNames: Readonly<Record<Dialog, string>> = {
  devices: 'All devices as a table',
  goals: 'Goals',
  sites: 'Sites and zones',
  plan: 'Phases, agencies, network and assumptions',
  catalogue: 'Models of the catalogue',
  variants: 'Variants of the plan',
  summary: 'Summary by place and owner',
  costs: 'Costs and bill of materials',
};

/** Placing, selecting and turning devices. */
function placingActions(commands: Commands, scenario: Scenario) {
  return [
    action('place', 'Place a device', () => commands.setTool('place-device'), 'camera', 'C'),
    ...allModels(scenario).map(({ id, name, kind }) =>
      action(`model-${id}`, `Place: ${name}`, () => commands.chooseModel(id), 'catalogue', kindName(kind)),
    ),
    action('measure', 'Measure', () => commands.setTool('measure'), 'distance ruler', 'M'),
    action('measure-clear', 'Clear what was measured', () => commands.setMeasure([])),
    action('lasso', 'Select by a lasso', () => commands.setTool('lasso'), '', 'L'),
    action('select-all', 'Select all devices', () => commands.selectAll(null), '', 'Ctrl+A'),
    ...deviceKinds.map((kind) =>
      action(`select-${kind}`, `Select all: ${kindPlural(kind).toLowerCase()}`, () => commands.selectAll(kind)),
    ),
    action('aim', 'Aim what is selected at a point', () => commands.setTool('aim'), 'turn', 'A'),
    action('align-along', 'Turn along the street', () => commands.alignToStreet('along'), 'align'),
    action('align-against', 'Turn along the street, the other way', () => commands.alignToStreet('against'), 'align'),
    action('align-across', 'Turn across the street', () => commands.alignToStreet('across'), 'align'),
    action(
      'copy-along',
      'Copy along the street: 5 times, every 30 m',
      () => commands.copyAlongStreet(30, 5, true),
      'repeat',
    ),
    action(
      'camera-view',
      'Look through the selected camera’s lens',
      () => commands.openCameraView(true),
      'picture',
      'V',
    ),
    action('camera-view-close', 'Close the camera view', () => commands.openCameraView(false)),
    action(
      'surveillance',
      'Take over existing cameras of the city as devices',
      () => commands.importSurveillance(null),
      'import osm',
    ),
  ];
}

function variantActions(commands: Commands, { variants }: PaletteContext) {
  return [
    action('variant-add', 'New variant of what is shown', () => commands.addVariant(`Variant ${variants.length + 1}`)),
    action('variant-base', 'Show the plan itself', () => commands.showVariant(null), 'variant'),
    ...variants.map(({ id, name }) =>
      action(`variant-${id}`, `Show the variant “${name}”`, () => commands.showVariant(id)),
    ),
  ];
}

const paintModes: readonly { readonly mode: PaintSetting['mode']; readonly label: string }[] = [
  { mode: 'best', label: 'Paint the best class' },
  { mode: 'count', label: 'Paint the number of devices' },
  { mode: 'difference', label: 'Paint the difference' },
];

function paintActions(commands: Commands, scenario: Scenario) {
  const { categories } = categorySets[scenario.categorySet];
  return [
    ...conditions.map((condition) =>
      action(
        `condition-${condition}`,
        `Coverage: ${conditionNames[condition].toLowerCase()}`,
        () => commands.setPaint({ condition }),
        'condition',
      ),
    ),
    ...coverageLayers.map((layer) =>
      action(`paint-${layer}`, `Paint: ${layerTitle(layer)}`, () => commands.setPaint({ layer }), 'layer coverage'),
    ),
    ...paintModes.map(({ mode, label }) =>
      action(`mode-${mode}`, label, () => commands.setPaint({ mode }), 'coverage'),
    ),
    action('baseline', 'Keep this picture to compare with', () => commands.keepBaseline(), 'difference before'),
    ...categories.map(({ name }, index) =>
      action(
        `blind-${index}`,
        `Find blind spots below ${name}`,
        () => commands.findBlindSpots(index, null),
        'gaps unseen',
      ),
    ),
    action('cover', 'What would cover the shown blind spot', () => commands.proposeCover(), 'propose'),
    action('spot-leave', 'Leave the blind spot', () => commands.showBlindSpot(null)),
  ];
}

/** Simulate mode: the runs by name, and what can be done with the one that is shown. */
function simulateActions(commands: Commands, { variants }: PaletteContext) {
  return [
    action('mode-plan', 'Mode: Plan', () => commands.setMode('plan'), 'edit', '1'),
    action('mode-simulate', 'Mode: Simulate', () => commands.setMode('simulate'), 'security gaps attack', '2'),
    ...gapRuns.map((run) =>
      action(
        `run-${run}`,
        `Run: ${runWords[run].name}`,
        () => {
          commands.setMode('simulate');
          commands.runGap(run);
        },
        'simulate security gap',
      ),
    ),
    ...gapRuns.map((run) =>
      action(`gap-stop-${run}`, `Stop the run: ${runWords[run].name}`, () => commands.stopGap(run), 'simulate cancel'),
    ),
    action('gap-none', 'Show no run', () => commands.showGap(null), 'simulate hide paths'),
    action('gap-first', 'Show the worst way of the run', () => commands.showGapItem(0), 'simulate path'),
    action('gap-walk', 'Let a figure follow the shown way', () => commands.walkGap(true), 'simulate walk', 'W'),
    action('gap-stand', 'Stop the figure', () => commands.walkGap(false), 'simulate walk'),
    action('gap-from', 'Pick where the intruder comes from', () => commands.pickGapPlace('from'), 'simulate entry'),
    action(
      'gap-incident',
      'Pick where somebody drives off',
      () => commands.pickGapPlace('incident'),
      'simulate escape',
    ),
    action('gap-close', 'Propose devices that close the gaps', () => commands.proposeClosing(), 'simulate closing'),
    action('gap-foot', 'Approach on foot', () => commands.setGapQuestion({ travel: 'foot' }), 'simulate walk'),
    action('gap-car', 'Approach by car', () => commands.setGapQuestion({ travel: 'car' }), 'simulate drive'),
    action('gap-redact', 'Show scores only', () => commands.setRedacted(true), 'simulate sensitive redact hide'),
    action('gap-reveal', 'Show ways, places and devices of runs', () => commands.setRedacted(false), 'simulate redact'),
    action(
      'gap-compare-base',
      'Compare the runs with the plan itself',
      () => commands.compareGaps(null),
      'simulate variant',
    ),
    ...variants.map(({ id, name }) =>
      action(
        `gap-compare-${id}`,
        `Compare the runs with the variant “${name}”`,
        () => commands.compareGaps(id),
        'simulate variant',
      ),
    ),
    action('gap-compare-stop', 'End the comparison of runs', () => commands.endComparison(), 'simulate variant'),
  ];
}

function planActions(commands: Commands, { sceneEdits }: Scenario) {
  return [
    ...(Object.keys(dialogNames) as Dialog[]).map((dialog) =>
      action(`dialog-${dialog}`, `${dialogNames[dialog]}…`, () => commands.openDialog(dialog), 'dialog edit'),
    ),
    ...toolChoices.map(({ tool, label }) => action(tool, label, () => commands.setTool(tool), 'edit city add')),
    action('undo', 'Undo', () => commands.undo(), '', 'Ctrl+Z'),
    action('redo', 'Redo', () => commands.redo(), '', 'Ctrl+Shift+Z'),
    action('duplicate', 'Duplicate what is selected', () => commands.duplicateSelected(), '', 'Ctrl+D'),
    action(
      'delete',
      'Delete what is selected, or remove what is picked in the city',
      () => commands.deleteSelected(),
      '',
      'Delete',
    ),
    action('deselect', 'Deselect', () => commands.select([]), '', 'Escape'),
    ...(sceneEdits.length === 0
      ? []
      : [
          action('take-back', 'Take back all corrections of the city', () =>
            commands.takeBackEdits(sceneEdits.map(({ id }) => id)),
          ),
          action('show-correction', 'Show the last correction of the city', () =>
            commands.showEdit(sceneEdits[sceneEdits.length - 1]?.id ?? ''),
          ),
        ]),
    action('target-point', 'Observe a point at the target height', () => commands.setTarget('point'), 'target'),
    action('target-person', 'Observe whole persons', () => commands.setTarget('person'), 'target'),
    ...categorySetIdSchema.options.map((id) =>
      action(
        `set-${id}`,
        `Classes of IEC 62676-4, edition ${id.slice(-4)}`,
        () => commands.setCategorySet(id),
        'standard',
      ),
    ),
    ...targetHeights.map(([meters, what]) =>
      action(
        `target-${meters}`,
        `Observe at ${meters} m: ${what}`,
        () => commands.setTargetHeight(meters),
        'target height',
      ),
    ),
    action(
      'crowns-absent',
      'Tree crowns hide nothing (winter)',
      () => commands.setTreeCrowns('absent'),
      'leaf assumption',
    ),
    action('crowns-opaque', 'Tree crowns hide all (summer)', () => commands.setTreeCrowns('opaque'), 'leaf assumption'),
    ...cellChoices.map((meters) =>
      action(
        `cell-${meters}`,
        `Count the ground in cells of ${meters} m`,
        () => commands.setCellSize(meters),
        'resolution',
      ),
    ),
    action('new', 'New plan on this city', () => commands.newScenario()),
  ];
}

function savingActions(commands: Commands) {
  return [
    action('save', 'Save the plan as a file', () => commands.saveScenarioFile(), '', 'Ctrl+S'),
    action('package', 'Save the city as a scene package', () => commands.savePackageFile()),
    action('devices-csv', 'Save the devices as CSV', () => commands.exportDevices('csv'), 'export'),
    action('devices-geojson', 'Save the devices as GeoJSON', () => commands.exportDevices('geojson'), 'export'),
    action('bill', 'Save the bill of materials as CSV', () => commands.exportBill(), 'export costs'),
    action('result', 'Save the coverage result as JSON', () => commands.saveResultFile()),
    ...pictureSizes.map(({ label, size }) =>
      action(
        `picture-${label}`,
        `Save a picture of this view: ${label}`,
        () => commands.exportPicture(size),
        'print export image png',
      ),
    ),
    ...cityExportFormats.map((format) =>
      action(
        `export-${format}`,
        `Save the city as ${exportNames[format]}`,
        () => commands.exportCity(format),
        'export',
      ),
    ),
    action('link', 'Copy a link to this view', () => commands.copyLink()),
    action('report', 'Show the import report', () => commands.openReport(true)),
    action('report-text', 'Copy the import report as text', () => commands.copyReport('text')),
    action('report-json', 'Copy the import report as JSON', () => commands.copyReport('json')),
  ];
}

function viewActions(commands: Commands, { now }: PaletteContext) {
  return [
    action('home', 'Show the whole plan', () => commands.look('home')),
    action('look-selection', 'Show what is selected', () => commands.look('selection')),
    action('top', 'Plan view from above', () => commands.look('top'), '', 'T'),
    action('tilted', 'Tilted view', () => commands.look('tilted')),
    action('north', 'Turn north up', () => commands.look('north'), '', 'N'),
    action('zoom-in', 'Zoom in', () => commands.look('zoom-in'), '', '+'),
    action('zoom-out', 'Zoom out', () => commands.look('zoom-out'), '', '−'),
    action('sun-studio', 'Light of the studio', () => commands.setSun(studioSun), 'sun'),
    action(
      'sun-now',
      'Light of the sun as it stands now',
      () => commands.setSun({ mode: 'date', dateTime: now() }),
      'date hour',
    ),
    action('shadows-on', 'Show shadows', () => commands.setShadows(true), 'sun light'),
    action('shadows-off', 'Hide shadows', () => commands.setShadows(false), 'sun light'),
    ...layerToggles.map((layer) =>
      action(
        `layer-${layer}`,
        `Show or hide ${layer === 'surveillance' ? 'existing cameras' : layer}`,
        () => commands.toggleLayer(layer),
        'layer',
      ),
    ),
  ];
}

/** Devices of the plan: a hit selects it and goes there. */
export function deviceActions(commands: Commands, scenario: Scenario): SpotlightActionData[] {
  return scenario.devices.map((device) =>
    action(
      `device-${device.id}`,
      device.name,
      () => {
        commands.select([device.id]);
        commands.look('selection');
      },
      '',
      kindName(device.kind),
    ),
  );
}

/** Named sites and streets: a hit goes there. */
export function placeActions(commands: Commands, city: City): SpotlightActionData[] {
  const seen = new Set<string>();
  const places: SpotlightActionData[] = [];
  const add = (id: string, name: string | null, kind: string, x: number, y: number): void => {
    if (name === null || name === '' || seen.has(`${name} ${kind}`)) return;
    seen.add(`${name} ${kind}`);
    const go = () => commands.lookAt({ targetX: x, targetY: y, distanceMeters: 320 });
    places.push(action(id, name, go, '', kind));
  };
  for (const site of city.sites) add(`site-${site.id}`, site.name, site.kind.replace('_', ' '), site.x, site.y);
  for (const street of city.streets) {
    const middle = 2 * Math.floor(street.xy.length / 4);
    add(`street-${street.id}`, street.name, 'Street', street.xy[middle] ?? 0, street.xy[middle + 1] ?? 0);
  }
  return places;
}
