import {
  Building,
  Building2,
  Eye,
  EyeOff,
  Lamp,
  type LucideIcon,
  MapPin,
  Network,
  PencilRuler,
  Route,
  ScanEye,
  SquareDashed,
  Trees,
  Triangle,
  Type,
  Video,
  Webcam,
} from 'lucide-react';
import { isOptical } from '#model/device.ts';
import type { LayerToggle, SessionState } from '#state/session.ts';
import { buildingCount } from './building-count.ts';
import { formatNumber } from './format.ts';
import { useCommands, useSession } from './session-context.tsx';

interface LayerRow {
  readonly layer: LayerToggle;
  readonly name: string;
  readonly icon: LucideIcon;
  /** What stands at the right: a count, or words. */
  readonly aside: (state: SessionState) => string;
}

const layerRows: readonly LayerRow[] = [
  {
    layer: 'coverage',
    name: 'Coverage',
    icon: ScanEye,
    aside: coverageAside,
  },
  { layer: 'devices', name: 'Devices', icon: Video, aside: (state) => count(state.scenario?.devices.length) },
  {
    layer: 'cones',
    name: 'View cones',
    icon: Triangle,
    aside: (state) => count(state.scenario?.devices.filter(isOptical).length),
  },
  { layer: 'facades', name: 'Facades', icon: Building, aside: () => 'best class' },
  {
    layer: 'sites',
    name: 'Sites',
    icon: MapPin,
    aside: (state) => count(sum(state.city?.sites.length, state.scenario?.sites.length)),
  },
  {
    layer: 'zones',
    name: 'Zones',
    icon: SquareDashed,
    aside: (state) => count(sum(state.city?.zones.length, state.scenario?.zones.length)),
  },
  { layer: 'network', name: 'Network', icon: Network, aside: (state) => count(state.scenario?.networkNodes.length) },
  {
    layer: 'buildings',
    name: 'Buildings',
    icon: Building2,
    aside: (state) => count(state.city === null ? undefined : buildingCount(state.city)),
  },
  { layer: 'streets', name: 'Streets', icon: Route, aside: (state) => count(state.city?.streets.length) },
  { layer: 'mounts', name: 'Mounts', icon: Lamp, aside: (state) => count(state.city?.mounts.length) },
  { layer: 'trees', name: 'Trees', icon: Trees, aside: (state) => count(state.city?.trees.length) },
  {
    layer: 'surveillance',
    name: 'Existing cameras',
    icon: Webcam,
    aside: (state) => count(state.city?.surveillance.length),
  },
  { layer: 'labels', name: 'Labels', icon: Type, aside: () => '' },
  {
    layer: 'corrections',
    name: 'Corrections',
    icon: PencilRuler,
    aside: (state) => count(state.scenario?.sceneEdits.length),
  },
];

function coverageAside({ paint, units }: SessionState): string {
  if (paint.mode === 'count') return 'devices';
  if (paint.mode === 'difference') return 'difference';
  if (paint.layer !== 'density') return 'reach';
  return units === 'us' ? 'best px/ft' : 'best px/m';
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one + other;
}

function count(number: number | undefined): string {
  return number === undefined ? '' : formatNumber(number);
}

/** What is drawn of city and plan, each shown or hidden. */
export function LayerList() {
  return (
    <ul className="layer-list">
      {layerRows.map((row) => (
        <LayerItem key={row.layer} row={row} />
      ))}
    </ul>
  );
}

function LayerItem({ row }: { readonly row: LayerRow }) {
  const { layer, name, icon: Icon } = row;
  const commands = useCommands();
  const shown = useSession((state) => state.layers[layer]);
  const aside = useSession(row.aside);
  const Sight = shown ? Eye : EyeOff;
  return (
    <li>
      <button
        type="button"
        role="switch"
        className="layer-row"
        aria-checked={shown}
        aria-label={`Show ${name.toLowerCase()}`}
        onClick={() => commands.toggleLayer(layer)}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        <span className="grow">{name}</span>
        <span className="count">{aside}</span>
        <Sight size={14} strokeWidth={1.75} aria-hidden />
      </button>
    </li>
  );
}
