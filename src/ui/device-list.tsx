import { TriangleAlert, Video } from 'lucide-react';
import { memo } from 'react';
import type { Device } from '#model/device.ts';
import { cameraModel } from '#state/camera-catalogue.ts';
import { formatCount } from './format.ts';
import { Section } from './section.tsx';
import { useCommands, useSession } from './session-context.tsx';

/** The plan's devices, to find and select them by name and by keyboard. */
export function DeviceList() {
  const devices = useSession((state) => state.scenario?.devices);
  if (devices === undefined) return null;
  return (
    <Section title="Devices" aside={formatCount(devices.length, 'camera')}>
      {devices.length === 0 ? (
        <p className="section-body hint">None yet. Choose a camera above and click the city.</p>
      ) : (
        <ul className="device-list">
          {devices.map((device) => (
            <DeviceItem key={device.id} device={device} />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Drawn again only when its own device changes: a drag changes one of maybe thousands. */
const DeviceItem = memo(function DeviceItem({ device }: { readonly device: Device }) {
  const commands = useCommands();
  const selected = useSession((state) => state.selection.includes(device.id));
  const problem = useSession((state) => state.coverage.cameras.get(device.id)?.problem ?? null);
  return (
    <li>
      <button
        type="button"
        className="device-row"
        aria-pressed={selected}
        onClick={() => commands.select([device.id])}
        onDoubleClick={() => commands.look('selection')}
      >
        {problem === null ? (
          <Video size={16} strokeWidth={1.75} aria-hidden />
        ) : (
          <TriangleAlert className="warn" size={16} strokeWidth={1.75} aria-label="Warning" />
        )}
        <span className="grow">{device.name}</span>
        <span className="count">{cameraModel(device.model)?.name ?? device.model}</span>
      </button>
    </li>
  );
});
