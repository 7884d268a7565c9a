import {
  Building2,
  CircleHelp,
  DoorOpen,
  Fence,
  Lamp,
  type LucideIcon,
  MapPin,
  SquareDashed,
  TreeDeciduous,
  Video,
  X,
} from 'lucide-react';
import type { City } from '#model/city.ts';
import type { PickedFeature } from '#state/session.ts';
import { FeatureEditing } from './feature-editing.tsx';
import { formatLength, type Units } from './format.ts';
import { IconButton } from './icon-button.tsx';
import { KeyValues } from './section.tsx';
import { useCommands, useSession } from './session-context.tsx';

type Rows = readonly (readonly [string, string])[];

const icons: Readonly<Record<PickedFeature['kind'], LucideIcon>> = {
  building: Building2,
  mount: Lamp,
  tree: TreeDeciduous,
  surveillance: Video,
  site: MapPin,
  barrier: Fence,
  zone: SquareDashed,
  portal: DoorOpen,
};

/** What is known of something picked in the city. */
export function FeatureInspector({ city, feature }: { readonly city: City; readonly feature: PickedFeature }) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const facts = describe(city, feature, units);
  const Icon = icons[feature.kind] ?? CircleHelp;
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <span className="device-badge" data-kind="feature" aria-hidden>
            <Icon size={13} strokeWidth={1.75} />
          </span>
          <h2>{facts.title}</h2>
          <span className="actions">
            <IconButton icon={X} label="Deselect" hint="Deselect (Escape)" onClick={() => commands.pick(null)} />
          </span>
        </div>
        <p className="inspector-sub">
          {feature.id.startsWith('edit/')
            ? 'Added to the city by this plan.'
            : 'Part of the city, as its source has it.'}
        </p>
      </header>
      <KeyValues rows={[['Id', feature.id], ...facts.rows]} />
      {facts.hint !== null && <p className="section-body hint">{facts.hint}</p>}
      {feature.kind === 'surveillance' && <TakeOver id={feature.id} />}
      <FeatureEditing city={city} picked={feature} />
    </>
  );
}

/** Makes an existing camera of the city a device of the plan. */
function TakeOver({ id }: { readonly id: string }) {
  const commands = useCommands();
  const taken = useSession((state) => state.scenario?.devices.some(({ sourceId }) => sourceId === id) ?? false);
  return (
    <div className="inspector-actions">
      <button type="button" className="button" disabled={taken} onClick={() => commands.importSurveillance([id])}>
        {taken ? 'Is a device of the plan' : 'Take over as an existing device'}
      </button>
    </div>
  );
}

interface Facts {
  readonly title: string;
  readonly rows: Rows;
  readonly hint: string | null;
}

/** Title, facts and a remark about a feature of the city. */
function describe(city: City, { kind, id }: PickedFeature, units: Units): Facts {
  switch (kind) {
    case 'building':
      return describeBuilding(city, id, units);
    case 'mount': {
      const mount = city.mounts.find((entry) => entry.id === id);
      const names = { lamp: 'Street lamp', signal: 'Traffic signal', pole: 'Pole' } as const;
      const height = mount?.heightMeters ?? null;
      return {
        title: mount === undefined ? 'Mount' : names[mount.kind],
        rows: [['Height', height === null ? 'not given' : formatLength(height, units)]],
        hint: null,
      };
    }
    case 'tree': {
      const tree = city.trees.find((entry) => entry.id === id);
      const rows: Rows =
        tree === undefined
          ? []
          : [
              ['Height', formatLength(tree.heightMeters, units)],
              ['Crown radius', formatLength(tree.crownRadiusMeters, units)],
            ];
      return { title: 'Tree', rows, hint: null };
    }
    case 'site': {
      const site = city.sites.find((entry) => entry.id === id);
      return { title: site?.name ?? 'Site', rows: [['Kind', site?.kind.replace('_', ' ') ?? '–']], hint: null };
    }
    case 'barrier': {
      const barrier = city.barriers.find((entry) => entry.id === id);
      const rows: Rows =
        barrier === undefined
          ? []
          : [
              ['Kind', barrier.kind.replaceAll('_', ' ')],
              ['Height', formatLength(barrier.heightMeters, units)],
            ];
      return { title: 'Barrier', rows, hint: null };
    }
    case 'zone': {
      const zone = city.zones.find((entry) => entry.id === id);
      return { title: zone?.name ?? 'Zone', rows: [['Kind', zone?.kind ?? '–']], hint: null };
    }
    case 'portal': {
      const portal = city.portals.find((entry) => entry.id === id);
      const rows: Rows = [['Kind', portal?.kind.replaceAll('-', ' ') ?? '–']];
      const { address } = portal ?? { address: null };
      return {
        title: portal?.name ?? 'Way in',
        rows: address === null ? rows : [...rows, ['Address', address]],
        hint: null,
      };
    }
    case 'surveillance': {
      const node = city.surveillance.find((entry) => entry.id === id);
      return {
        title: 'Existing surveillance',
        rows: Object.entries(node?.tags ?? {}).slice(0, 12),
        hint: 'Kept as the source has it.',
      };
    }
  }
}

const heightSources = {
  edited: 'set in this plan',
  measured: 'measured by the source',
  height: 'height given',
  levels: 'from the number of levels',
  default: 'guessed: the source gives none',
} as const;

function describeBuilding(city: City, id: string, units: Units): Facts {
  const building = city.buildings.find((entry) => entry.id === id);
  if (building === undefined) return { title: 'Building', rows: [], hint: null };
  const rows: (readonly [string, string])[] = [
    ['Use', building.use === 'yes' ? 'not given' : building.use.replace('_', ' ')],
    ['Height', formatLength(building.heightMeters, units)],
    ['Height source', heightSources[building.heightSource]],
  ];
  if (building.minHeightMeters > 0) rows.push(['Underside', formatLength(building.minHeightMeters, units)]);
  if (building.roofShape !== null) rows.push(['Roof', building.roofShape]);
  if (building.outlineId !== null) rows.push(['Part of', building.outlineId]);
  return {
    title: building.name ?? (building.isPart ? 'Building part' : 'Building'),
    rows,
    hint: building.roofShape === null || building.roofShape === 'flat' ? null : 'Blocks sight up to its ridge.',
  };
}
