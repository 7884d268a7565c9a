import { Menu, Popover } from '@mantine/core';
import { ChevronDown, Compass, CopyPlus, Crosshair, View } from 'lucide-react';
import { useState } from 'react';
import { type Device, isOptical } from '#model/device.ts';
import { NumberRow } from '../fields/number-row.tsx';
import { fromMeters, lengthUnit, toMeters } from '../format.ts';
import { useCommands, useSession } from '../session-context.tsx';

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** What is done with selected devices on the spot: aim, align, copy, look through the lens. */
export function DeviceActions({ devices }: { readonly devices: readonly Device[] }) {
  const commands = useCommands();
  const aiming = useSession((state) => state.tool === 'aim');
  const view = useSession((state) => state.cameraView);
  const [first] = devices;
  const optical = devices.some(isOptical);
  const turns = devices.some((device) => isOptical(device) || device.kind === 'radar');
  const single = devices.length === 1 && first !== undefined;
  if (first === undefined) return null;
  return (
    <footer className="inspector-footer">
      {optical && (
        <button
          type="button"
          className="button"
          aria-pressed={aiming}
          title="Aim at a point of the ground (A)"
          onClick={() => commands.setTool(aiming ? 'select' : 'aim')}
        >
          <Crosshair {...icon} />
          Aim
        </button>
      )}
      {turns && <AlignMenu />}
      {single && <CopyAlong />}
      {single && isOptical(first) && (
        <button
          type="button"
          className="button"
          data-kind={view ? undefined : 'primary'}
          aria-pressed={view}
          title="Look through the lens (V)"
          onClick={() => commands.openCameraView(!view)}
        >
          <View {...icon} />
          Camera view
        </button>
      )}
    </footer>
  );
}

const alignments = [
  { how: 'along', label: 'Along the street' },
  { how: 'against', label: 'Along, the other way' },
  { how: 'across', label: 'Across the street' },
] as const;

function AlignMenu() {
  const commands = useCommands();
  return (
    <Menu position="top-start" width={200} withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className="button" aria-label="Align to street">
          <Compass {...icon} />
          Align
          <ChevronDown {...icon} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {alignments.map(({ how, label }) => (
          <Menu.Item key={how} onClick={() => commands.alignToStreet(how)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Usual spacing of street lamps, metres, to start from. */
const usualSpacing = 30;

function CopyAlong() {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const [opened, setOpened] = useState(false);
  const [spacing, setSpacing] = useState(usualSpacing);
  const [count, setCount] = useState(5);
  const [snap, setSnap] = useState(true);
  return (
    <Popover opened={opened} onChange={setOpened} position="top" withinPortal withRoles={false} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className="button"
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <CopyPlus {...icon} />
          Copy along…
        </button>
      </Popover.Target>
      <Popover.Dropdown className="light-card" role="dialog" aria-label="Copy along the street">
        <NumberRow
          label="Every"
          value={fromMeters(spacing, units)}
          unit={` ${lengthUnit(units)}`}
          minimum={fromMeters(2, units)}
          maximum={fromMeters(2000, units)}
          step={5}
          onCommit={(value) => setSpacing(toMeters(value, units))}
        />
        <NumberRow
          label="Copies"
          value={count}
          minimum={1}
          maximum={500}
          onCommit={(value) => setCount(Math.round(value))}
        />
        <label className="check-row">
          <input type="checkbox" checked={snap} onChange={(event) => setSnap(event.target.checked)} />
          <span>Use poles and lamps near by</span>
        </label>
        <p className="hint">Follows the nearest street from this device on.</p>
        <button
          type="button"
          className="button"
          data-kind="primary"
          onClick={() => {
            setOpened(false);
            commands.copyAlongStreet(spacing, count, snap);
          }}
        >
          Copy along the street
        </button>
      </Popover.Dropdown>
    </Popover>
  );
}
