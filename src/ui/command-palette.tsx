import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { Search } from 'lucide-react';
import type { City } from '#model/city.ts';
import { type CityExportFormat, cityExportFormats } from '#model/city-export.ts';
import type { Scenario } from '#model/scenario.ts';
import type { Commands } from '#state/session.ts';
import { layerToggles } from '#state/session.ts';
import { toolChoices } from './edit-tools.tsx';
import { pictureSizes } from './picture-sizes.ts';
import { useCommands, useSession } from './session-context.tsx';

interface CommandPaletteProps {
  readonly onOpenFiles: () => void;
  readonly onHelp: () => void;
}

const exportNames: Readonly<Record<CityExportFormat, string>> = {
  geojson: 'GeoJSON layers',
  flatgeobuf: 'FlatGeobuf layers',
  cityjson: 'CityJSON',
  glb: 'GLB (binary glTF)',
  geotiff: 'GeoTIFF (terrain)',
};

/** Hits shown of each kind. */
const shownHits = 8;

/** Search and commands in one list: cameras, named places, everything that can be done. */
export function CommandPalette({ onOpenFiles, onHelp }: CommandPaletteProps) {
  const commands = useCommands();
  const city = useSession((state) => state.city);
  const scenario = useSession((state) => state.scenario);
  const actions: SpotlightActionGroupData[] = [
    { group: 'Commands', actions: commandActions(commands, onOpenFiles, onHelp, scenario !== null) },
    ...(scenario === null ? [] : [{ group: 'Cameras', actions: cameraActions(commands, scenario) }]),
    ...(city === null ? [] : [{ group: 'Places', actions: placeActions(commands, city) }]),
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      filter={filterActions}
      nothingFound="Nothing has that name."
      searchProps={{
        placeholder: 'Search cameras, places and commands',
        'aria-label': 'Search',
        leftSection: <Search size={16} aria-hidden />,
      }}
      classNames={{ content: 'palette' }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.2 }}
      maxHeight={420}
      scrollable
    />
  );
}

/** Hits of each group; with nothing typed, all commands and the first few of the rest. */
function filterActions(
  query: string,
  groups: (SpotlightActionGroupData | SpotlightActionData)[],
): (SpotlightActionGroupData | SpotlightActionData)[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (action: SpotlightActionData): boolean => {
    const text = `${action.label ?? ''} ${action.description ?? ''} ${String(action.keywords ?? '')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return groups.map((group) => {
    if (!isGroup(group)) return group;
    const limit = words.length > 0 ? shownHits : group.group === 'Commands' ? group.actions.length : 4;
    return { ...group, actions: group.actions.filter(matches).slice(0, limit) };
  });
}

function isGroup(entry: SpotlightActionGroupData | SpotlightActionData): entry is SpotlightActionGroupData {
  return 'actions' in entry;
}

function commandActions(
  commands: Commands,
  onOpenFiles: () => void,
  onHelp: () => void,
  hasPlan: boolean,
): SpotlightActionData[] {
  const always: SpotlightActionData[] = [
    { id: 'open', label: 'Open a city or a plan from files', description: 'Ctrl+O', onClick: onOpenFiles },
    {
      id: 'area',
      label: 'Fetch an area from OpenStreetMap',
      keywords: 'overpass download',
      onClick: () => commands.openAreaDialog(true),
    },
    { id: 'demo', label: 'Open the demo city', onClick: () => commands.openDemo() },
    { id: 'light', label: 'Use the light theme', onClick: () => commands.setTheme('light') },
    { id: 'dark', label: 'Use the dark theme', onClick: () => commands.setTheme('dark') },
    { id: 'metric', label: 'Show metres', keywords: 'units', onClick: () => commands.setUnits('metric') },
    { id: 'us', label: 'Show feet', keywords: 'units us imperial', onClick: () => commands.setUnits('us') },
    { id: 'help', label: 'Keyboard shortcuts', description: '?', onClick: onHelp },
  ];
  if (!hasPlan) return always;
  return [
    { id: 'place', label: 'Place a camera', description: 'C', onClick: () => commands.setTool('place-camera') },
    ...toolChoices.map(({ tool, label }) => ({
      id: tool,
      label,
      keywords: 'edit city add',
      onClick: () => commands.setTool(tool),
    })),
    { id: 'undo', label: 'Undo', description: 'Ctrl+Z', onClick: () => commands.undo() },
    { id: 'redo', label: 'Redo', description: 'Ctrl+Shift+Z', onClick: () => commands.redo() },
    {
      id: 'duplicate',
      label: 'Duplicate the selected camera',
      description: 'Ctrl+D',
      onClick: () => commands.duplicateSelected(),
    },
    {
      id: 'delete',
      label: 'Delete the selected camera, or remove what is picked in the city',
      description: 'Delete',
      onClick: () => commands.deleteSelected(),
    },
    { id: 'new', label: 'New plan on this city', onClick: () => commands.newScenario() },
    { id: 'save', label: 'Save the plan as a file', description: 'Ctrl+S', onClick: () => commands.saveScenarioFile() },
    { id: 'package', label: 'Save the city as a scene package', onClick: () => commands.savePackageFile() },
    { id: 'result', label: 'Save the coverage result as JSON', onClick: () => commands.saveResultFile() },
    ...pictureSizes.map(({ label, size }) => ({
      id: `picture-${label}`,
      label: `Save a picture of this view: ${label}`,
      keywords: 'print export image png',
      onClick: () => commands.exportPicture(size),
    })),
    ...cityExportFormats.map((format) => ({
      id: `export-${format}`,
      label: `Save the city as ${exportNames[format]}`,
      keywords: 'export',
      onClick: () => commands.exportCity(format),
    })),
    { id: 'link', label: 'Copy a link to this view', onClick: () => commands.copyLink() },
    { id: 'report', label: 'Show the import report', onClick: () => commands.openReport(true) },
    { id: 'home', label: 'Show the whole plan', onClick: () => commands.look('home') },
    { id: 'top', label: 'Plan view from above', onClick: () => commands.look('top') },
    { id: 'tilted', label: 'Tilted view', onClick: () => commands.look('tilted') },
    { id: 'north', label: 'Turn north up', onClick: () => commands.look('north') },
    ...layerToggles.map((layer) => ({
      id: `layer-${layer}`,
      label: `Show or hide ${layer === 'surveillance' ? 'existing cameras' : layer}`,
      keywords: 'layer',
      onClick: () => commands.toggleLayer(layer),
    })),
    ...always,
  ];
}

function cameraActions(commands: Commands, scenario: Scenario): SpotlightActionData[] {
  return scenario.devices.map((device) => ({
    id: `device-${device.id}`,
    label: device.name,
    description: 'Camera',
    onClick: () => {
      commands.select([device.id]);
      commands.look('selection');
    },
  }));
}

function placeActions(commands: Commands, city: City): SpotlightActionData[] {
  const seen = new Set<string>();
  const places: SpotlightActionData[] = [];
  const add = (id: string, name: string | null, description: string, x: number, y: number): void => {
    if (name === null || name === '' || seen.has(`${name} ${description}`)) return;
    seen.add(`${name} ${description}`);
    places.push({
      id,
      label: name,
      description,
      onClick: () => commands.lookAt({ targetX: x, targetY: y, distanceMeters: 320 }),
    });
  };
  for (const site of city.sites) add(`site-${site.id}`, site.name, site.kind.replace('_', ' '), site.x, site.y);
  for (const street of city.streets) {
    const middle = 2 * Math.floor(street.xy.length / 4);
    add(`street-${street.id}`, street.name, 'Street', street.xy[middle] ?? 0, street.xy[middle + 1] ?? 0);
  }
  return places;
}
