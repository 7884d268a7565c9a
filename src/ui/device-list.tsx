import { TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { findModel } from '#model/catalogue/find-model.ts';
import type { Device } from '#model/device.ts';
import { formatNumber } from './format.ts';
import { Section } from './section.tsx';
import { useCommands, useSession, useSessionStore } from './session-context.tsx';
import { countDevices, kindIcons, kindName } from './text/device-kind.ts';

/** Devices listed in the panel; all of them stand in the table. */
const listed = 60;

/** The plan's devices, to find and select them by name and by keyboard. */
export function DeviceList() {
  const commands = useCommands();
  const devices = useSession((state) => state.scenario?.devices);
  if (devices === undefined) return null;
  return (
    <Section title="Devices" aside={countDevices(devices)}>
      {devices.length === 0 ? (
        <p className="section-body hint">None yet. Choose a model above and click the city.</p>
      ) : (
        <ul className="device-list">
          {devices.slice(0, listed).map((device) => (
            <DeviceItem key={device.id} device={device} />
          ))}
        </ul>
      )}
      <p className="section-body hint catalogue-foot">
        <span>{devices.length > listed ? `${formatNumber(devices.length - listed)} more in the table` : ''}</span>
        <button type="button" className="link-button" onClick={() => commands.openDialog('devices')}>
          All as a table…
        </button>
      </p>
    </Section>
  );
}

/** Drawn again only when its own device changes: a drag changes one of maybe thousands. */
const DeviceItem = memo(function DeviceItem({ device }: { readonly device: Device }) {
  const commands = useCommands();
  const selected = useSession((state) => state.selection.includes(device.id));
  const session = useSessionStore();
  const problem = useSession((state) => state.coverage.devices.get(device.id)?.problem ?? null);
  const model = useSession((state) => findModel(state.scenario, device.model)?.name ?? null);
  const Icon = kindIcons[device.kind];
  return (
    <li>
      <button
        type="button"
        className="device-row"
        aria-pressed={selected}
        onClick={(event) => {
          const { selection } = session.get();
          if (!event.ctrlKey && !event.metaKey) commands.select([device.id]);
          else if (selected) commands.select(selection.filter((id) => id !== device.id));
          else commands.select([...selection, device.id]);
        }}
        onDoubleClick={() => commands.look('selection')}
      >
        {problem === null ? (
          <Icon size={16} strokeWidth={1.75} aria-hidden />
        ) : (
          <TriangleAlert className="warn" size={16} strokeWidth={1.75} aria-label="Warning" />
        )}
        <span className="grow">{device.name}</span>
        <span className="count">{model ?? (device.model || kindName(device.kind))}</span>
      </button>
    </li>
  );
});
