import { useEffect, useId, useState } from 'react';

/** International foot. */
const metersPerFoot = 0.3048;

interface DistancesFieldProps {
  readonly distances: readonly number[];
  readonly units: 'metric' | 'us';
  readonly onChange: (meters: readonly number[]) => void;
}

/** Distances as a list that one types: taken with Enter or on leaving the field. */
export function DistancesField({ distances, units, onChange }: DistancesFieldProps) {
  const id = useId();
  const written = distances.map((meters) => shown(meters, units)).join(', ');
  const [text, setText] = useState(written);
  useEffect(() => setText(written), [written]);
  const take = (): void => {
    const meters = readDistances(text, units);
    if (meters.length === 0) setText(written);
    else onChange(meters);
  };
  return (
    <form
      className="twin-camera-distances"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <label htmlFor={id}>Person and car at, {units === 'us' ? 'ft' : 'm'}</label>
      <input id={id} value={text} onChange={(event) => setText(event.target.value)} onBlur={take} inputMode="decimal" />
    </form>
  );
}

function shown(meters: number, units: 'metric' | 'us'): string {
  return String(Math.round((units === 'us' ? meters / metersPerFoot : meters) * 10) / 10);
}

/** Distances in a text, metres: numbers that commas, semicolons or spaces part; what is no number is passed over. */
export function readDistances(text: string, units: 'metric' | 'us'): number[] {
  return text
    .split(/[\s;,]+/)
    .filter((part) => part !== '')
    .map(Number)
    .filter((value) => Number.isFinite(value) && value > 0)
    .map((value) => (units === 'us' ? value * metersPerFoot : value));
}
