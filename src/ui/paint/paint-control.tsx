import { Popover } from '@mantine/core';
import { ChevronDown, Paintbrush } from 'lucide-react';
import { useEffect, useState } from 'react';
import { conditions } from '#model/goal.ts';
import { categorySets } from '#model/pixel-density.ts';
import { type CoverageLayer, coverageLayers, type PaintSetting } from '#model/results/coverage-bits.ts';
import type { Scenario } from '#model/scenario.ts';
import { SelectField } from '../fields/select-field.tsx';
import { Segments } from '../segments.tsx';
import { useCommands, useSession } from '../session-context.tsx';
import { conditionNames, layerOf, layerTitle } from '../text/layer-text.ts';

const conditionOptions = conditions.map((value) => ({ value, label: conditionNames[value] }));

/** Condition of what is painted, and what is painted at all; stands on the twin. */
export function PaintControl() {
  const commands = useCommands();
  const scenario = useSession((state) => state.scenario);
  const condition = useSession((state) => state.paint.condition);
  const [dims, setDims] = useState(false);
  useEmphasis(dims);
  const inRollout = useSession(({ mode, rollout }) => mode === 'rollout' && rollout.run.result !== null);
  const chance = useSession(({ rollout }) => inRollout && rollout.paint === 'chance');
  if (scenario === null) return null;
  return (
    <div className="paint-control" role="group" aria-label="What is painted">
      {/* Chances are counted by day. */}
      {!chance && (
        <div className="card condition-switch">
          <Segments
            label="Condition"
            value={condition}
            options={conditionOptions}
            onChange={(next) => commands.setPaint({ condition: next })}
          />
        </div>
      )}
      {inRollout ? <RolloutPaint /> : <PaintMenu scenario={scenario} dims={dims} onDims={setDims} />}
    </div>
  );
}

const rolloutOptions = [
  { value: 'date', label: 'On the date' },
  { value: 'chance', label: 'Chance' },
] as const;

/** What the devices that are live on the date cover, or in how many of the runs ground is covered then. */
function RolloutPaint() {
  const commands = useCommands();
  const painted = useSession((state) => state.rollout.paint);
  return (
    <div className="card condition-switch">
      <Segments
        label="Coverage"
        value={painted}
        options={rolloutOptions}
        onChange={(paint) => commands.setRolloutView({ paint })}
      />
    </div>
  );
}

const nobody: readonly string[] = [];

/** Keeps the devices that are marked in the picture those that are selected, while something asks for it. */
function useEmphasis(dims: boolean): void {
  const commands = useCommands();
  const selection = useSession((state) => state.selection);
  const emphasis = useSession((state) => state.paint.emphasis);
  /** A previewed loss is painted with what it loses, whatever is selected. */
  const previewing = useSession((state) => state.gaps.lostPart !== null);
  const without = useSession(({ paint }) => paint.mode === 'difference' && paint.against === 'without');
  const wanted = dims || without ? selection : nobody;
  useEffect(() => {
    const same = wanted.length === emphasis.length && wanted.every((id, index) => id === emphasis[index]);
    if (!same && !previewing) commands.setPaint({ emphasis: wanted });
  }, [commands, wanted, emphasis, previewing]);
}

interface DimsProps {
  readonly dims: boolean;
  readonly onDims: (dims: boolean) => void;
}

function PaintMenu({ scenario, dims, onDims }: DimsProps & { readonly scenario: Scenario }) {
  const [opened, setOpened] = useState(false);
  const paint = useSession((state) => state.paint);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      withinPortal={false}
      withRoles={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className="card paint-button"
          aria-label={`Paint: ${paintTitle(paint)}`}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <Paintbrush size={14} strokeWidth={1.75} aria-hidden />
          {paintTitle(paint)}
          <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className="light-card" role="dialog" aria-label="What is painted">
        <PaintForm scenario={scenario} paint={paint} dims={dims} onDims={onDims} />
      </Popover.Dropdown>
    </Popover>
  );
}

const modeOptions: readonly { readonly value: PaintSetting['mode']; readonly label: string }[] = [
  { value: 'best', label: 'Best' },
  { value: 'count', label: 'Count' },
  { value: 'difference', label: 'Difference' },
];

const againstOptions: readonly { readonly value: PaintSetting['against']; readonly label: string }[] = [
  { value: 'baseline', label: 'The kept picture' },
  { value: 'day', label: 'Day' },
  { value: 'night', label: 'Night' },
  { value: 'fog', label: 'Fog' },
  { value: 'without', label: 'Without what is selected' },
];

function paintTitle({ layer, mode }: PaintSetting): string {
  const title = layerTitle(layer);
  if (mode === 'best') return title;
  return mode === 'count' ? `${title}, count` : `${title}, difference`;
}

/** Layers that devices of the plan fill, and the painted one. */
export function usedLayers(scenario: Pick<Scenario, 'devices'>, painted: CoverageLayer): readonly CoverageLayer[] {
  const used = new Set<CoverageLayer>(['density', painted]);
  for (const device of scenario.devices) {
    const layer = layerOf(device);
    if (layer !== null) used.add(layer);
  }
  return coverageLayers.filter((layer) => used.has(layer));
}

interface PaintFormProps extends DimsProps {
  readonly scenario: Scenario;
  readonly paint: PaintSetting;
}

function PaintForm({ scenario, paint, dims, onDims }: PaintFormProps) {
  const commands = useCommands();
  const selected = useSession((state) => state.selection.length);
  const { categories } = categorySets[scenario.categorySet];
  return (
    <>
      <SelectField
        label="Layer"
        value={paint.layer}
        options={usedLayers(scenario, paint.layer).map((value) => ({ value, label: layerTitle(value) }))}
        onChange={(layer) => commands.setPaint({ layer })}
      />
      <Segments
        label="Paint by"
        value={paint.mode}
        options={modeOptions}
        onChange={(mode) => commands.setPaint({ mode })}
      />
      {paint.mode === 'count' && paint.layer === 'density' && (
        <SelectField
          label="At or above"
          value={String(paint.category)}
          options={categories.map(({ name }, index) => ({ value: String(index), label: name }))}
          onChange={(category) => commands.setPaint({ category: Number(category) })}
        />
      )}
      {paint.mode === 'difference' && (
        <SelectField
          label="Against"
          value={paint.against}
          options={againstOptions}
          onChange={(against) => commands.setPaint({ against })}
        />
      )}
      {paint.mode === 'difference' && paint.against === 'baseline' && (
        <button type="button" className="button" onClick={() => commands.keepBaseline()}>
          Keep this picture
        </button>
      )}
      {paint.mode === 'difference' && paint.against === 'without' && selected === 0 && (
        <p className="hint">Select the devices to leave out.</p>
      )}
      {paint.mode !== 'difference' && (
        <label className="check-row">
          <input type="checkbox" checked={dims} onChange={(event) => onDims(event.target.checked)} />
          <span>Dim what selected devices do not see</span>
        </label>
      )}
      <p className="hint">{modeHint(paint)}</p>
    </>
  );
}

function modeHint({ mode, against }: PaintSetting): string {
  switch (mode) {
    case 'best':
      return 'The best class that any device gives.';
    case 'count':
      return 'How many devices give at least this class.';
    case 'difference':
      return against === 'baseline'
        ? 'What was gained and lost since the picture was kept.'
        : 'What is gained and lost against the other picture.';
  }
}
