import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { barrierKinds, mountKinds, siteKinds, zoneKinds } from '#model/city.ts';
import { type DrawingSettings, type DrawingTool, isComplete, shapeOf } from '#state/drawing.ts';
import { toolChoices } from './edit-tools.tsx';
import { formatArea, formatCount, formatLength, fromMeters, lengthUnit, toMeters } from './format.ts';
import { IconButton } from './icon-button.tsx';
import { NumberField } from './number-field.tsx';
import { Section } from './section.tsx';
import { useCommands, usePose, useSession } from './session-context.tsx';

/** What the next drawn thing will be like, and how far its drawing is. */
export function DrawingInspector({ tool }: { readonly tool: DrawingTool }) {
  const commands = useCommands();
  const choice = toolChoices.find((entry) => entry.tool === tool);
  if (choice === undefined) return null;
  const Icon = choice.icon;
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <span className="device-badge" data-kind="feature" aria-hidden>
            <Icon size={13} strokeWidth={1.75} />
          </span>
          <h2>{choice.label}</h2>
          <span className="actions">
            <IconButton icon={X} label="Stop drawing" hint="Stop (Escape)" onClick={() => commands.setTool('select')} />
          </span>
        </div>
        <p className="inspector-sub">Kept in the plan, as a layer over the city.</p>
      </header>
      <Section title="What it is">
        <div className="section-body">
          <Fields tool={tool} />
        </div>
      </Section>
      <Progress tool={tool} />
    </>
  );
}

function Fields({ tool }: { readonly tool: DrawingTool }) {
  const commands = useCommands();
  const drawing = useSession((state) => state.drawing);
  const set = (settings: Partial<DrawingSettings>): void => commands.setDrawing(settings);
  switch (tool) {
    case 'draw-building':
      return (
        <>
          <HeightField
            name="Height"
            meters={drawing.buildingHeightMeters}
            onCommit={(buildingHeightMeters) => set({ buildingHeightMeters })}
          />
          <HeightField
            name="Underside"
            meters={drawing.buildingMinHeightMeters}
            least={0}
            onCommit={(buildingMinHeightMeters) => set({ buildingMinHeightMeters })}
          />
          <NameField />
        </>
      );
    case 'draw-barrier':
      return (
        <>
          <Choice
            name="Kind"
            value={drawing.barrier}
            options={barrierKinds}
            onChange={(barrier) => set({ barrier, barrierOpaque: barrier !== 'fence' && barrier !== 'guard_rail' })}
          />
          <HeightField
            name="Height"
            meters={drawing.barrierHeightMeters}
            onCommit={(barrierHeightMeters) => set({ barrierHeightMeters })}
          />
          <label className="check-row">
            <input
              type="checkbox"
              checked={drawing.barrierOpaque}
              onChange={(event) => set({ barrierOpaque: event.target.checked })}
            />
            <span>Nothing is seen through it</span>
          </label>
        </>
      );
    case 'place-tree':
      return (
        <>
          <HeightField
            name="Height"
            meters={drawing.treeHeightMeters}
            onCommit={(treeHeightMeters) => set({ treeHeightMeters })}
          />
          <HeightField
            name="Crown radius"
            meters={drawing.crownRadiusMeters}
            most={40}
            onCommit={(crownRadiusMeters) => set({ crownRadiusMeters })}
          />
        </>
      );
    case 'place-mount':
      return (
        <>
          <Choice name="Kind" value={drawing.mount} options={mountKinds} onChange={(mount) => set({ mount })} />
          <HeightField
            name="Height"
            meters={drawing.mountHeightMeters}
            onCommit={(mountHeightMeters) => set({ mountHeightMeters })}
          />
        </>
      );
    case 'draw-site':
      return (
        <>
          <Choice name="Kind" value={drawing.site} options={siteKinds} onChange={(site) => set({ site })} />
          <NameField />
        </>
      );
    case 'draw-zone':
      return (
        <>
          <Choice name="Kind" value={drawing.zone} options={zoneKinds} onChange={(zone) => set({ zone })} />
          <NameField />
        </>
      );
  }
}

interface HeightFieldProps {
  readonly name: string;
  readonly meters: number;
  readonly least?: number;
  readonly most?: number;
  readonly onCommit: (meters: number) => void;
}

/** A length within the plan's range; one outside of it is brought to the nearest that is within. */
function HeightField({ name, meters, least = 0.1, most = 1000, onCommit }: HeightFieldProps) {
  const units = useSession((state) => state.units);
  return (
    <FieldRow name={name}>
      <NumberField
        label={name}
        value={fromMeters(meters, units)}
        unit={` ${lengthUnit(units)}`}
        decimals={1}
        step={0.5}
        onCommit={(value) => onCommit(Math.min(most, Math.max(least, toMeters(value, units))))}
      />
    </FieldRow>
  );
}

function FieldRow({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="field-row">
      <span className="name">{name}</span>
      {children}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly value: T;
  readonly options: readonly T[];
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ name, value, options, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className="field-row wide">
      <label className="name" htmlFor={id}>
        {name}
      </label>
      <select
        id={id}
        className="select"
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option === event.target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {option.replaceAll('_', ' ')}
          </option>
        ))}
      </select>
    </div>
  );
}

function NameField() {
  const commands = useCommands();
  const name = useSession((state) => state.drawing.name);
  const id = useId();
  return (
    <div className="field-row wide">
      <label className="name" htmlFor={id}>
        Name
      </label>
      <input
        id={id}
        className="text-input"
        value={name}
        maxLength={200}
        placeholder="none"
        onChange={(event) => commands.setDrawing({ name: event.target.value })}
      />
    </div>
  );
}

/** How many corners there are, and the ways to set them without a pointer. */
function Progress({ tool }: { readonly tool: DrawingTool }) {
  const commands = useCommands();
  const draft = useSession((state) => state.draft);
  const units = useSession((state) => state.units);
  const pose = usePose();
  const shape = shapeOf(tool);
  const point = shape === 'point';
  const unit = ` ${lengthUnit(units)}`;
  return (
    <Section title={point ? 'Where it stands' : 'Outline'} aside={point ? undefined : measure(draft, shape, units)}>
      <p className="section-body hint" role="status">
        {hintOf(tool, draft.length)}
      </p>
      <div className="section-body">
        <FieldRow name="Middle, east">
          <NumberField
            label="Middle of the view, east of origin"
            value={fromMeters(pose.targetX, units)}
            unit={unit}
            decimals={1}
            step={0.5}
            onCommit={(x) => commands.lookAt({ targetX: toMeters(x, units) })}
          />
        </FieldRow>
        <FieldRow name="Middle, north">
          <NumberField
            label="Middle of the view, north of origin"
            value={fromMeters(pose.targetY, units)}
            unit={unit}
            decimals={1}
            step={0.5}
            onCommit={(y) => commands.lookAt({ targetY: toMeters(y, units) })}
          />
        </FieldRow>
        <div className="draw-actions">
          <button type="button" className="button" onClick={() => commands.addCorner(pose.targetX, pose.targetY)}>
            {point ? 'Place in the middle' : 'Corner in the middle'}
          </button>
          {!point && (
            <button
              type="button"
              className="button"
              disabled={draft.length === 0}
              onClick={() => commands.removeLastCorner()}
            >
              Corner back
            </button>
          )}
        </div>
        {!point && (
          <div className="draw-actions">
            <button
              type="button"
              className="button"
              data-kind="primary"
              disabled={!isComplete(tool, draft.length)}
              onClick={() => commands.finishDrawing()}
            >
              Finish
            </button>
          </div>
        )}
      </div>
    </Section>
  );
}

function hintOf(tool: DrawingTool, corners: number): string {
  switch (shapeOf(tool)) {
    case 'point':
      return 'Click the ground; or move the view and press Enter to place it in the middle.';
    case 'either':
      return corners === 0
        ? 'Click its place, then Enter; or go on and click the corners of its grounds.'
        : `${formatCount(corners, 'corner')}. Enter or a double click finishes, Backspace takes one back.`;
    case 'line':
    case 'outline':
      return corners === 0
        ? 'Click its corners one by one. By keyboard: move the view, Space sets a corner in the middle.'
        : `${formatCount(corners, 'corner')}. Enter or a double click finishes, Backspace takes one back, Escape drops it.`;
  }
}

function measure(
  corners: readonly (readonly [number, number])[],
  shape: ReturnType<typeof shapeOf>,
  units: 'metric' | 'us',
): string | undefined {
  if (shape === 'line' || corners.length < 3) {
    let length = 0;
    corners.forEach(([x, y], i) => {
      const next = corners[i + 1];
      if (next !== undefined) length += Math.hypot(next[0] - x, next[1] - y);
    });
    return corners.length < 2 ? undefined : formatLength(length, units);
  }
  let doubled = 0;
  corners.forEach(([x, y], i) => {
    const next = corners[(i + 1) % corners.length] ?? [x, y];
    doubled += x * next[1] - y * next[0];
  });
  return formatArea(Math.abs(doubled) / 2, units);
}
