import { Slider } from '@mantine/core';
import { useRef } from 'react';
import { NumberField } from './number-field.tsx';
import { useCommands } from './session-context.tsx';

interface SliderFieldProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly unit: string;
  readonly decimals: number;
  readonly accent?: boolean;
  /** Stands before the slider in place of a label that is too long for there. */
  readonly short?: string;
  /** Says more in a tooltip. */
  readonly hint?: string;
  /** Names the undo step of one drag of the slider. */
  readonly gesture: string;
  readonly onChange: (value: number) => void;
}

/** A value by hand and by number: the slider for the usual range, the field for all of it. One drag is one undo step. */
export function SliderField(props: SliderFieldProps) {
  const { label, value, least, most, step, unit, decimals, accent = false, short, hint } = props;
  const { gesture, onChange } = props;
  const commands = useCommands();
  const dragging = useRef(false);
  return (
    <div className="slider-field" data-accent={accent || undefined}>
      <span className="slider-label" title={hint} aria-hidden>
        {short ?? label}
      </span>
      <Slider
        classNames={{ root: 'slider', track: 'slider-track', bar: 'slider-bar', thumb: 'slider-thumb' }}
        thumbLabel={`${label}, slider`}
        label={null}
        size={4}
        thumbSize={12}
        value={Math.min(most, Math.max(least, value))}
        min={least}
        max={most}
        step={step}
        onChange={(next) => {
          if (!dragging.current) {
            dragging.current = true;
            commands.beginGesture(gesture);
          }
          onChange(next);
        }}
        onChangeEnd={() => {
          // The last movement may still wait for its frame, and belongs to the same step.
          requestAnimationFrame(() => {
            if (!dragging.current) return;
            dragging.current = false;
            commands.endGesture();
          });
        }}
      />
      <NumberField label={label} value={value} unit={unit} decimals={decimals} step={step} onCommit={onChange} />
    </div>
  );
}
