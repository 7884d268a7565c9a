import { PbfReader } from 'pbf';
import type { SourceBytes } from '#model/import-job.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { ByteWindow } from './byte-window.ts';
import { unpackedLimit, unpacksTooFar } from './inflate-content.ts';
import type { OsmCollector } from './osm-collector.ts';
import { readFileBlock, unpackBlob } from './pbf-blob.ts';
import { readPrimitiveBlock } from './pbf-primitives.ts';
import { eachField, readSlice, readZigzag } from './protobuf-fields.ts';

/** What a reader must be able to do for this file; files that ask for more are refused. */
const knownFeatures = new Set(['OsmSchema-V0.6', 'DenseNodes']);

/** Whether the bytes begin as an .osm.pbf file does: the length of a `BlobHeader` of type `OSMHeader`. */
export function looksLikePbf(bytes: Uint8Array): boolean {
  if (bytes.length < 15 || bytes[0] !== 0 || bytes[1] !== 0) return false;
  return new TextDecoder('latin1').decode(bytes.subarray(4, 64)).includes('OSMHeader');
}

/**
 * Reads an .osm.pbf file block by block into the collector; yields the share read (0 to 1) after every block. Any damage
 * ends the reading with a failure that names the byte.
 */
export async function* readPbf(
  blob: SourceBytes,
  fileName: string,
  collector: OsmCollector,
): AsyncGenerator<number, Outcome<null>> {
  const window = new ByteWindow(blob);
  let unpacked = 0;
  while (window.position < window.size) {
    const block = await readFileBlock(window, fileName);
    if (!block.ok) return block;
    const { type, start } = block.value;
    if (type === 'OSMHeader' || type === 'OSMData') {
      const message = unpackBlob(block.value.blob, fileName, start);
      if (!message.ok) return message;
      unpacked += message.value.length;
      const outcome =
        type === 'OSMHeader'
          ? readHeader(message.value, fileName, start, collector)
          : readData(message.value, fileName, start, collector);
      if (!outcome.ok) return outcome;
    }
    const limit = collector.withinLimit(fileName);
    if (!limit.ok) return limit;
    if (unpacked > unpackedLimit) return unpacksTooFar(fileName);
    yield window.position / window.size;
  }
  return success(null);
}

function damagedBlock(fileName: string, at: number): Outcome<null> {
  return failure('pbf-damaged', `${fileName} is damaged in the block at byte ${at}.`, `${fileName}: byte ${at}`);
}

/** Message `HeaderBlock` of osmformat.proto: bbox (1, nanodegrees), required_features (4). */
function readHeader(message: Uint8Array, fileName: string, at: number, collector: OsmCollector): Outcome<null> {
  const features: string[] = [];
  const edges: number[] = [];
  try {
    const reader = new PbfReader(message);
    eachField(reader, message.length, (field, valueEnd) => {
      if (field === 4) features.push(new TextDecoder().decode(readSlice(reader, valueEnd)));
      if (field !== 1 || valueEnd < 0) return;
      // left (1), right (2), top (3), bottom (4)
      eachField(reader, valueEnd, (edge, _, wireType) => {
        if (edge >= 1 && edge <= 4) edges[edge - 1] = readZigzag(reader, wireType) / 1e9;
      });
    });
  } catch {
    return damagedBlock(fileName, at);
  }
  const unknown = features.find((feature) => !knownFeatures.has(feature));
  if (unknown !== undefined) {
    const name = unknown.slice(0, 80).replace(/[^\p{L}\p{N}\p{P}]/gu, '?');
    return failure(
      'pbf-feature',
      `${fileName} asks for the feature “${name}”, which Sightline does not read.`,
      `${fileName}: header`,
    );
  }
  const [west, east, north, south] = edges;
  if ([west, east, north, south].every(Number.isFinite)) collector.addBox({ west, south, east, north });
  return success(null);
}

function readData(message: Uint8Array, fileName: string, at: number, collector: OsmCollector): Outcome<null> {
  try {
    readPrimitiveBlock(message, collector);
    return success(null);
  } catch {
    return damagedBlock(fileName, at);
  }
}
