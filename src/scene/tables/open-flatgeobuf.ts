import { deserialize, parseProperties } from 'flatgeobuf/lib/mjs/generic.js';
import type { ImportProgress } from '#model/import-job.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { SourceInput } from '../sources/source-reader.ts';
import type { FeatureTable, TableFeature } from './feature-table.ts';
import { createGeometryReader, type FlatGeometry } from './flat-geometry.ts';
import { flatHeader } from './flat-header.ts';
import { Remarks } from './remarks.ts';

const sizeLimit = 512 * 2 ** 20;
const featuresPerYield = 1000;
type FeatureOf = NonNullable<Parameters<typeof deserialize>[1]>['fromFeature'];
type RawFeature = Parameters<FeatureOf>[1];
type Header = Parameters<FeatureOf>[2];

/** A FlatGeobuf file (version 3), with or without index, read whole from memory: nothing is fetched. */
export async function* openFlatgeobuf(input: SourceInput): AsyncGenerator<ImportProgress, Outcome<FeatureTable>> {
  const file = input.files[0];
  if (file === undefined) return failure('no-file', 'There is no file to open.', input.name);
  const { name, blob } = file;
  if (blob.size > sizeLimit)
    return failure('file-large', `${name} is larger than 512 MiB; cut it to the area that is planned.`, name);
  yield { step: `Reading ${name}`, fraction: 0 };
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const start = flatHeader(bytes);
  if (start === 'damaged')
    return failure('flatgeobuf-damaged', `${name} is no FlatGeobuf file of version 3, or damaged.`, name);
  if (start === 'empty') return success({ format: 'FlatGeobuf', coordinateSystem: null, features: [] });
  const remarks = new Remarks();
  const features: TableFeature[] = [];
  let header: Header | null = null;
  const take: FeatureOf = (index, feature, found) => {
    header ??= found;
    features.push(readFeature(index, feature, found, remarks));
    return {};
  };
  try {
    const walk = deserialize(bytes, {
      fromFeature: take,
      headerMetaFn: (found: Header) => {
        header = found;
      },
    });
    for await (const _ of walk) {
      if (features.length % featuresPerYield !== 0) continue;
      yield { step: `Reading ${name}`, fraction: features.length / Math.max(features.length, announced(header)) };
    }
  } catch {
    // The package throws, in various ways, for a file that is cut or whose numbers point outside of it.
    const place = `feature ${features.length + 1}`;
    return failure('flatgeobuf-damaged', `${name} is damaged or not complete: it cannot be read at ${place}.`, place);
  }
  const count = announced(header);
  if (count > features.length)
    remarks.add('The file announces more features than it holds; it is not complete.', count - features.length);
  return success({ format: 'FlatGeobuf', coordinateSystem: systemOf(header), features, remarks: remarks.list() });
}

function announced(header: Header | null): number {
  return header?.featuresCount ?? 0;
}

function systemOf(header: Header | null): string | null {
  const crs = header?.crs ?? null;
  if (crs === null) return null;
  const epsg = crs.org === null || crs.org === '' || crs.org.toUpperCase() === 'EPSG';
  if (epsg && crs.code > 0) return `EPSG:${crs.code}`;
  if (crs.code_string) return `${crs.org ?? ''}:${crs.code_string}`;
  return crs.wkt || crs.name || null;
}

function readFeature(index: number, feature: RawFeature, header: Header, remarks: Remarks): TableFeature {
  const raw: FlatGeometry | null = feature.geometry();
  const geometry = raw === null ? null : createGeometryReader().read(raw, header.geometryType);
  if (geometry === 'unread') remarks.add('A geometry is of a kind that is not read, or damaged, so it has no place.');
  let properties: Readonly<Record<string, unknown>> = {};
  try {
    // Entry by entry: a column named like a member of all objects must not become one.
    properties = Object.fromEntries(Object.entries(parseProperties(feature, header.columns)));
  } catch {
    remarks.add('The properties of a feature are damaged.');
  }
  return { index, geometry: geometry === 'unread' ? null : geometry, properties };
}
