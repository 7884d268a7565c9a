import { Popover, Slider, Switch } from '@mantine/core';
import { SunMedium } from 'lucide-react';
import { useState } from 'react';
import type { SunSetting } from '#state/sun-position.ts';
import { IconButton } from './icon-button.tsx';
import { clockText, fromSceneTime, meridianOffsetHours, offsetText, toSceneTime } from './scene-time.ts';
import { Segments } from './segments.tsx';
import { useCommands, useSession } from './session-context.tsx';

/** Light of the picture: the studio's, or the sun of a date and hour, with or without shadows. */
export function LightControl() {
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="left-start"
      withinPortal={false}
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <span>
          <IconButton
            icon={SunMedium}
            label="Light and shadows"
            popup
            expanded={opened}
            onClick={() => setOpened(!opened)}
          />
        </span>
      </Popover.Target>
      <Popover.Dropdown className="light-card" role="dialog" aria-label="Light and shadows">
        <LightForm />
      </Popover.Dropdown>
    </Popover>
  );
}

const modes: readonly { readonly value: SunSetting['mode']; readonly label: string }[] = [
  { value: 'studio', label: 'Studio' },
  { value: 'date', label: 'Date and hour' },
];

function LightForm() {
  const commands = useCommands();
  const sun = useSession((state) => state.sun);
  const shadows = useSession((state) => state.shadows);
  const longitude = useSession((state) => state.city?.manifest.origin.longitude ?? 0);
  const time = toSceneTime(sun.dateTime, longitude);
  const change = (date: string, minutes: number): void => {
    const dateTime = fromSceneTime({ date, minutes }, longitude);
    if (dateTime !== null) commands.setSun({ mode: 'date', dateTime });
  };
  return (
    <>
      <Segments label="Light" value={sun.mode} options={modes} onChange={(mode) => commands.setSun({ ...sun, mode })} />
      {sun.mode === 'date' && time !== null && (
        <>
          <label className="light-row">
            <span>Date</span>
            <input
              type="date"
              value={time.date}
              onChange={(event) => change(event.target.value, time.minutes)}
              min="1900-01-01"
              max="2199-12-31"
            />
          </label>
          <div className="light-row">
            <span aria-hidden>Hour</span>
            <span className="light-clock">
              {clockText(time.minutes)} <span className="hint">{offsetText(meridianOffsetHours(longitude))}</span>
            </span>
          </div>
          <Slider
            classNames={{ root: 'slider', track: 'slider-track', bar: 'slider-bar', thumb: 'slider-thumb' }}
            thumbLabel="Hour"
            label={null}
            size={4}
            thumbSize={12}
            value={time.minutes}
            min={0}
            max={1435}
            step={5}
            onChange={(minutes) => change(time.date, minutes)}
          />
          <p className="hint">By the scene’s meridian, without summer time.</p>
        </>
      )}
      <Switch
        size="xs"
        label="Shadows"
        labelPosition="left"
        classNames={{ body: 'light-switch' }}
        checked={shadows}
        onChange={(event) => commands.setShadows(event.currentTarget.checked)}
      />
      <p className="hint">Light changes the picture only, never what is computed.</p>
    </>
  );
}
