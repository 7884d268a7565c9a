import type { SpotlightActionData } from '@mantine/spotlight';
import type { City } from '#model/city.ts';
import { type CityExportFormat, cityExportFormats } from '#model/city-export.ts';
import { categorySetIdSchema } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { cameraModels } from '#state/camera-catalogue.ts';
import { type Commands, cellChoices, layerToggles, type RecentPlan } from '#state/session.ts';
import { studioSun } from '#state/sun-position.ts';
import { toolChoices } from './edit-tools.tsx';
import { pictureSizes } from './picture-sizes.ts';

/** What the palette needs beside the commands: things of the page, and what of the session decides on what can be done. */
export interface PaletteContext {
  readonly onOpenFiles: () => void;
  readonly onHelp: () => void;
  readonly scenario: Scenario | null;
  readonly recentPlans: readonly RecentPlan[];
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

function action(id: string, label: string, onClick: () => void, keywords = '', description?: string) {
  return { id, label, keywords, onClick, ...(description === undefined ? {} : { description }) };
}

/** Everything that can be done by name; what needs a city or a plan stands first, and only where there is one. */
export function commandActions(commands: Commands, context: PaletteContext): SpotlightActionData[] {
  const always = [...fileActions(commands, context), ...preferenceActions(commands, context)];
  const { scenario } = context;
  if (scenario === null) return always;
  return [...planActions(commands, scenario), ...savingActions(commands), ...viewActions(commands, context), ...always];
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

function planActions(commands: Commands, { sceneEdits }: Scenario) {
  return [
    action('place', 'Place a camera', () => commands.setTool('place-camera'), '', 'C'),
    ...cameraModels.map(({ id, name }) =>
      action(`model-${id}`, `Place a camera: ${name}`, () => commands.chooseModel(id), 'catalogue'),
    ),
    ...toolChoices.map(({ tool, label }) => action(tool, label, () => commands.setTool(tool), 'edit city add')),
    action('undo', 'Undo', () => commands.undo(), '', 'Ctrl+Z'),
    action('redo', 'Redo', () => commands.redo(), '', 'Ctrl+Shift+Z'),
    action('duplicate', 'Duplicate the selected camera', () => commands.duplicateSelected(), '', 'Ctrl+D'),
    action(
      'delete',
      'Delete the selected camera, or remove what is picked in the city',
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
    action('look-selection', 'Show the selected camera', () => commands.look('selection')),
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

/** Cameras of the plan: a hit selects it and goes there. */
export function cameraActions(commands: Commands, scenario: Scenario): SpotlightActionData[] {
  return scenario.devices.map((device) =>
    action(
      `device-${device.id}`,
      device.name,
      () => {
        commands.select([device.id]);
        commands.look('selection');
      },
      '',
      'Camera',
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
