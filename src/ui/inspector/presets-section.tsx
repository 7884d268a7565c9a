import { Crosshair, Plus, Trash2 } from 'lucide-react';
import type { Camera, Preset } from '#model/device.ts';
import { freeId } from '../fields/new-id.ts';
import { TextInput } from '../fields/text-field.tsx';
import { formatDegrees, formatNumber, formatShare } from '../format.ts';
import { IconButton } from '../icon-button.tsx';
import { NumberField } from '../number-field.tsx';
import { Section } from '../section.tsx';
import { useCommands } from '../session-context.tsx';

/** What a PTZ looks at in turn. Only where it looks now is covered; the presets share a patrol's time. */
export function PresetsSection({ camera }: { readonly camera: Camera }) {
  const commands = useCommands();
  const set = (presets: readonly Preset[]): void => commands.changeDevice(camera.id, { presets: [...presets] });
  const replace = (preset: Preset): void =>
    set(camera.presets.map((entry) => (entry.id === preset.id ? preset : entry)));
  const total = camera.presets.reduce((sum, { share }) => sum + share, 0);
  const add = (): void => {
    const id = freeId(
      'preset',
      camera.presets.map((preset) => preset.id),
    );
    const { headingDegrees, tiltDegrees, focalLengthMillimeters } = camera;
    const name = `Preset ${camera.presets.length + 1}`;
    set([...camera.presets, { id, name, headingDegrees, tiltDegrees, focalLengthMillimeters, share: 1 }]);
  };
  return (
    <Section
      title="Presets"
      aside={
        <button type="button" className="link-button" onClick={add} disabled={camera.presets.length >= 64}>
          <Plus size={14} strokeWidth={1.75} aria-hidden /> From this view
        </button>
      }
    >
      {camera.presets.length === 0 ? (
        <p className="section-body hint">Covers what it looks at now. Add presets for a patrol.</p>
      ) : (
        <ul className="preset-list">
          {camera.presets.map((preset) => (
            <li key={preset.id}>
              <div className="preset-name">
                <TextInput
                  label="Preset name"
                  name={`Name of ${preset.name}`}
                  className="name-input"
                  value={preset.name}
                  maxLength={100}
                  required
                  onCommit={(name) => replace({ ...preset, name })}
                />
                <span className="hint">
                  {formatDegrees(preset.headingDegrees)} · {formatDegrees(preset.tiltDegrees)} ·{' '}
                  {formatNumber(preset.focalLengthMillimeters, 1)} mm ·{' '}
                  {formatShare(total > 0 ? preset.share / total : 0)}
                </span>
              </div>
              <NumberField
                label={`Share of ${preset.name}`}
                value={preset.share}
                unit=""
                decimals={1}
                step={1}
                onCommit={(share) => replace({ ...preset, share: Math.min(1e6, Math.max(0, share)) })}
              />
              <IconButton
                icon={Crosshair}
                label={`Look at ${preset.name}`}
                onClick={() =>
                  commands.changeDevice(camera.id, {
                    headingDegrees: preset.headingDegrees,
                    tiltDegrees: preset.tiltDegrees,
                    focalLengthMillimeters: preset.focalLengthMillimeters,
                  })
                }
              />
              <IconButton
                icon={Trash2}
                label={`Delete ${preset.name}`}
                onClick={() => set(camera.presets.filter(({ id }) => id !== preset.id))}
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
