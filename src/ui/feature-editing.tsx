import { TriangleAlert } from 'lucide-react';
import type { City } from '#model/city.ts';
import { type EditableFeature, editableFeature, editsOf } from '#state/scene-editing.ts';
import type { PickedFeature } from '#state/session.ts';
import { importedHeight } from './correction-text.ts';
import { formatCount, formatLength, fromMeters, lengthUnit, toMeters } from './format.ts';
import { NumberField } from './number-field.tsx';
import { Section } from './section.tsx';
import { useCommands, useSession } from './session-context.tsx';
import { SliderField } from './slider-field.tsx';

/** Fields that correct a thing of the city; nothing for what cannot be corrected. */
export function FeatureEditing({ city, picked }: { readonly city: City; readonly picked: PickedFeature }) {
  const commands = useCommands();
  const edits = useSession((state) => state.scenario?.sceneEdits);
  const notes = useSession((state) => state.editNotes);
  const feature = editableFeature(city, picked);
  if (feature === null || edits === undefined) return null;
  const own = editsOf(edits, feature.layer, feature.id);
  const added = own.some(({ kind }) => kind !== 'set-height' && kind !== 'remove');
  const told = notes.filter(({ editId }) => own.some(({ id }) => id === editId));
  return (
    <>
      <Section
        title="Correction"
        aside={added ? 'added by this plan' : own.length > 0 ? 'corrected' : undefined}
        accent={own.length > 0}
      >
        {feature.hasHeight && <HeightFields key={feature.id} feature={feature} picked={picked} added={added} />}
        {told.map((note) => (
          <p key={note.editId} className="callout">
            <TriangleAlert size={14} strokeWidth={1.75} aria-hidden />
            {note.sentence}
          </p>
        ))}
        {feature.parts > 0 && (
          <p className="section-body hint">
            {formatCount(feature.parts, 'part')} above this outline: those that end at its top move with it, higher ones
            are cut down to it, lower ones stay.
          </p>
        )}
      </Section>
      <div className="inspector-actions">
        {own.length > 0 && !added && (
          <button type="button" className="button" onClick={() => commands.takeBackEdits(own.map(({ id }) => id))}>
            Take back the correction
          </button>
        )}
        <button type="button" className="button" data-kind="danger" onClick={() => commands.removeFeature(picked)}>
          Remove
        </button>
      </div>
    </>
  );
}

/** Least range of the height's slider, metres; taller things get twice what the import gives. */
const sliderMeters = 30;

interface HeightFieldsProps {
  readonly feature: EditableFeature;
  readonly picked: PickedFeature;
  readonly added: boolean;
}

function HeightFields({ feature, picked, added }: HeightFieldsProps) {
  const commands = useCommands();
  const units = useSession((state) => state.units);
  const imported = useSession((state) => importedHeight(state.baseCity, feature.layer, feature.id));
  const corrected = imported !== null && feature.heightMeters !== null && imported !== feature.heightMeters;
  const set = (value: number): void => commands.correctHeight(picked, toMeters(value, units));
  const unit = ` ${lengthUnit(units)}`;
  if (feature.heightMeters === null) {
    return (
      <div className="section-body">
        <div className="field-row">
          <span className="name">Height, not given</span>
          <NumberField label="Height" value={0} unit={unit} decimals={1} step={0.5} onCommit={set} />
        </div>
      </div>
    );
  }
  const most = Math.max(sliderMeters, Math.ceil((2 * (imported ?? feature.heightMeters)) / 10) * 10);
  return (
    <>
      <SliderField
        label="Height"
        value={fromMeters(feature.heightMeters, units)}
        least={fromMeters(Math.max(1, feature.minHeightMeters + 0.5), units)}
        most={fromMeters(most, units)}
        step={0.1}
        unit={unit}
        decimals={1}
        accent={corrected}
        gesture={`Correct the height of ${feature.name}`}
        onChange={set}
      />
      {!added && (
        <p className="optics-line">
          <span>{corrected ? `The source says ${formatLength(imported, units)}` : 'As its source has it'}</span>
        </p>
      )}
    </>
  );
}
