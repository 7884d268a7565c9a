import { createFrame } from '#geo/frame.ts';
import { csvText } from '#model/csv-text.ts';
import type { Scenario } from '#model/scenario.ts';
import { columnValues, writtenColumns } from './device-columns.ts';

/**
 * All devices of a plan as comma-separated values (UTF-8, RFC 4180), one row each, places in degrees of WGS 84. Lists of heads
 * and presets stand as JSON, functions parted by `;`. Texts that a spreadsheet would run as formulas are shielded.
 */
export function writeDevicesCsv({ devices, scene }: Pick<Scenario, 'devices' | 'scene'>): string {
  const frame = createFrame(scene.origin);
  const rows = devices.map((device) => {
    const values = columnValues(device, frame);
    return writtenColumns.map((column) => cellOf(values[column]));
  });
  return csvText([[...writtenColumns], ...rows]);
}

function cellOf(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.every((entry) => typeof entry === 'string') ? value.join(';') : JSON.stringify(value);
}

/** All devices of a plan as GeoJSON (RFC 7946): points with the same names as properties, lists as lists. */
export function writeDevicesGeojson({ devices, scene, name }: Pick<Scenario, 'devices' | 'scene' | 'name'>): string {
  const frame = createFrame(scene.origin);
  const features = devices.map((device) => {
    const { longitude, latitude, ...properties } = columnValues(device, frame);
    return JSON.stringify({
      type: 'Feature',
      id: device.id,
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
      properties,
    });
  });
  const head = JSON.stringify({ type: 'FeatureCollection', name, scene: scene.id }).slice(0, -1);
  return `${head},"features":[\n${features.join(',\n')}\n]}\n`;
}
