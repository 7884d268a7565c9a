import { Menu } from '@mantine/core';
import {
  Box,
  Building2,
  ChevronDown,
  FileDown,
  FilePlus2,
  FolderOpen,
  Globe,
  History,
  Image,
  Layers,
  Link,
  Mountain,
  Package,
  Table2,
} from 'lucide-react';
import type { CityExportFormat } from '#model/city-export.ts';
import { formatAge } from './format.ts';
import { pictureSizes } from './picture-sizes.ts';
import { useCommands, useSession } from './session-context.tsx';

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Open formats, with what each is for. */
const exportItems: readonly { readonly format: CityExportFormat; readonly label: string; readonly Icon: typeof Box }[] =
  [
    { format: 'geojson', label: 'Layers as GeoJSON (.zip)', Icon: Layers },
    { format: 'flatgeobuf', label: 'Layers as FlatGeobuf (.zip)', Icon: Layers },
    { format: 'cityjson', label: 'Buildings as CityJSON', Icon: Building2 },
    { format: 'glb', label: 'Solids as GLB', Icon: Box },
    { format: 'geotiff', label: 'Terrain as GeoTIFF', Icon: Mountain },
  ];

/** Open and save: what comes in and what goes out. */
export function FileMenus({ onOpenFiles }: { readonly onOpenFiles: () => void }) {
  return (
    <>
      <OpenMenu onOpenFiles={onOpenFiles} />
      <SaveMenu />
    </>
  );
}

function OpenMenu({ onOpenFiles }: { readonly onOpenFiles: () => void }) {
  const commands = useCommands();
  const recent = useSession((state) => state.recentPlans);
  const worked = useSession((state) => state.workedPlans);
  const hasCity = useSession((state) => state.city !== null);
  return (
    <Menu position="bottom-end" width={260} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className="button">
          Open
          <ChevronDown {...icon} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<FolderOpen {...icon} />}
          rightSection={<kbd className="keys">Ctrl O</kbd>}
          onClick={onOpenFiles}
        >
          City or plan from files…
        </Menu.Item>
        <Menu.Item leftSection={<Globe {...icon} />} onClick={() => commands.openAreaDialog(true)}>
          Area from OpenStreetMap…
        </Menu.Item>
        <Menu.Item leftSection={<FilePlus2 {...icon} />} disabled={!hasCity} onClick={() => commands.newScenario()}>
          New plan on this city
        </Menu.Item>
        <Menu.Label>Demo city, invented</Menu.Label>
        {worked.map(({ file, name }) => (
          <Menu.Item key={file} leftSection={<Building2 {...icon} />} onClick={() => commands.openDemo(file)}>
            <span className="menu-title">{name}</span>
          </Menu.Item>
        ))}
        {recent.length > 0 && <Menu.Label>Kept in this browser</Menu.Label>}
        {recent.map((plan) => (
          <Menu.Item
            key={plan.key}
            leftSection={<History {...icon} />}
            rightSection={<span className="hint">{formatAge(plan.savedAt, Date.now())}</span>}
            onClick={() => commands.openRecentPlan(plan.key)}
          >
            <span className="menu-title">{plan.name}</span>
            <span className="hint">{plan.sceneName}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function SaveMenu() {
  const commands = useCommands();
  const open = useSession((state) => state.scenario !== null);
  const ready = useSession((state) => state.coverage.status === 'ready');
  const sloping = useSession((state) => state.city !== null && state.city.terrain !== null);
  return (
    <Menu position="bottom-end" width={260} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className="button" data-kind="primary" disabled={!open}>
          Save
          <ChevronDown {...icon} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<FileDown {...icon} />}
          rightSection={<kbd className="keys">Ctrl S</kbd>}
          onClick={() => commands.saveScenarioFile()}
        >
          Plan as a file
        </Menu.Item>
        <Menu.Item leftSection={<Package {...icon} />} onClick={() => commands.savePackageFile()}>
          City as a scene package
        </Menu.Item>
        <Menu.Item leftSection={<Table2 {...icon} />} disabled={!ready} onClick={() => commands.saveResultFile()}>
          Coverage result as JSON
        </Menu.Item>
        <Menu.Item leftSection={<Link {...icon} />} onClick={() => commands.copyLink()}>
          Copy a link to this view
        </Menu.Item>
        <Menu.Label>Picture of this view</Menu.Label>
        {pictureSizes.map(({ label, size }) => (
          <Menu.Item key={label} leftSection={<Image {...icon} />} onClick={() => commands.exportPicture(size)}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Label>City for other programs</Menu.Label>
        {exportItems.map(({ format, label, Icon }) => (
          <Menu.Item
            key={format}
            leftSection={<Icon {...icon} />}
            disabled={format === 'geotiff' && !sloping}
            onClick={() => commands.exportCity(format)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
