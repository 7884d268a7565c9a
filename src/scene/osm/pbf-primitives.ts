import { PbfReader } from 'pbf';
import type { OsmCollector } from './osm-collector.ts';
import { type MemberType, noTags, type RelationMember, type Tags } from './osm-data.ts';
import { DamagedMessageError, eachField, readPacked, readSigned, readSlice, readZigzag } from './protobuf-fields.ts';

const memberTypes: readonly MemberType[] = ['node', 'way', 'relation'];

/** What the entities of one `PrimitiveBlock` share. */
interface BlockContext {
  readonly reader: PbfReader;
  readonly strings: readonly string[];
  readonly collector: OsmCollector;
  longitude(value: number): number;
  latitude(value: number): number;
}

/**
 * Message `PrimitiveBlock` of osmformat.proto: stringtable (1), primitivegroup (2), granularity (17, default 100
 * nanodegrees), lat_offset (19), lon_offset (20). Throws {@link DamagedMessageError}, or what pbf throws.
 */
export function readPrimitiveBlock(message: Uint8Array, collector: OsmCollector): void {
  const reader = new PbfReader(message);
  const strings: string[] = [];
  /** Start and end of each group in turn. */
  const groups: number[] = [];
  let granularity = 100;
  let latitudeOffset = 0;
  let longitudeOffset = 0;
  const decoder = new TextDecoder();
  eachField(reader, message.length, (field, valueEnd, wireType) => {
    if (field === 1 && valueEnd >= 0) {
      eachField(reader, valueEnd, (entry, entryEnd) => {
        if (entry === 1) strings.push(collector.intern(decoder.decode(readSlice(reader, entryEnd))));
      });
    } else if (field === 2 && valueEnd >= 0) groups.push(reader.pos, valueEnd);
    else if (field === 17) granularity = readSigned(reader, wireType);
    else if (field === 19) latitudeOffset = readSigned(reader, wireType);
    else if (field === 20) longitudeOffset = readSigned(reader, wireType);
  });
  const context: BlockContext = {
    reader,
    strings,
    collector,
    longitude: (value) => (longitudeOffset + granularity * value) / 1e9,
    latitude: (value) => (latitudeOffset + granularity * value) / 1e9,
  };
  for (let i = 0; i < groups.length; i += 2) {
    reader.pos = groups[i];
    readGroup(context, groups[i + 1]);
  }
}

/** Message `PrimitiveGroup`: nodes (1), dense (2), ways (3), relations (4). */
function readGroup(context: BlockContext, end: number): void {
  eachField(context.reader, end, (field, valueEnd) => {
    if (valueEnd < 0) return;
    if (field === 1) readNode(context, valueEnd);
    else if (field === 2) readDenseNodes(context, valueEnd);
    else if (field === 3) readWay(context, valueEnd);
    else if (field === 4) readRelation(context, valueEnd);
  });
}

function readNode(context: BlockContext, end: number): void {
  const { reader } = context;
  let id = Number.NaN;
  let latitude = Number.NaN;
  let longitude = Number.NaN;
  const keys: number[] = [];
  const values: number[] = [];
  eachField(reader, end, (field, valueEnd, wireType) => {
    if (field === 1) id = readZigzag(reader, wireType);
    else if (field === 2) readPacked(reader, valueEnd, 'unsigned', keys);
    else if (field === 3) readPacked(reader, valueEnd, 'unsigned', values);
    else if (field === 8) latitude = readZigzag(reader, wireType);
    else if (field === 9) longitude = readZigzag(reader, wireType);
  });
  const tags = pairTags(context, keys, values);
  context.collector.addNode(checkedId(context, id), context.longitude(longitude), context.latitude(latitude), tags);
}

/** Message `DenseNodes`: id (1), lat (8), lon (9), all as differences; keys_vals (10): key, value, …, 0 after each node. */
function readDenseNodes(context: BlockContext, end: number): void {
  const { reader, collector } = context;
  const ids: number[] = [];
  const latitudes: number[] = [];
  const longitudes: number[] = [];
  const keysValues: number[] = [];
  eachField(reader, end, (field, valueEnd) => {
    if (field === 1) readPacked(reader, valueEnd, 'zigzag', ids);
    else if (field === 8) readPacked(reader, valueEnd, 'zigzag', latitudes);
    else if (field === 9) readPacked(reader, valueEnd, 'zigzag', longitudes);
    else if (field === 10) readPacked(reader, valueEnd, 'signed', keysValues);
  });
  if (latitudes.length !== ids.length || longitudes.length !== ids.length) throw new DamagedMessageError(reader.pos);
  let id = 0;
  let latitude = 0;
  let longitude = 0;
  let at = 0;
  for (let i = 0; i < ids.length; i += 1) {
    id += ids[i];
    latitude += latitudes[i];
    longitude += longitudes[i];
    const from = at;
    while (at < keysValues.length && keysValues[at] !== 0) at += 2;
    const tags = at === from ? noTags : alternatingTags(context, keysValues, from, at);
    at += 1;
    collector.addNode(checkedId(context, id), context.longitude(longitude), context.latitude(latitude), tags);
  }
}

function readWay(context: BlockContext, end: number): void {
  const { reader } = context;
  let id = Number.NaN;
  const keys: number[] = [];
  const values: number[] = [];
  const refs: number[] = [];
  eachField(reader, end, (field, valueEnd, wireType) => {
    if (field === 1) id = readSigned(reader, wireType);
    else if (field === 2) readPacked(reader, valueEnd, 'unsigned', keys);
    else if (field === 3) readPacked(reader, valueEnd, 'unsigned', values);
    else if (field === 8) readPacked(reader, valueEnd, 'zigzag', refs);
  });
  accumulate(refs);
  context.collector.addWay(checkedId(context, id), refs, pairTags(context, keys, values));
}

/** Message `Relation`: id (1), keys (2), vals (3), roles_sid (8), memids (9, differences), types (10). */
function readRelation(context: BlockContext, end: number): void {
  const { reader } = context;
  let id = Number.NaN;
  const keys: number[] = [];
  const values: number[] = [];
  const roles: number[] = [];
  const refs: number[] = [];
  const types: number[] = [];
  eachField(reader, end, (field, valueEnd, wireType) => {
    if (field === 1) id = readSigned(reader, wireType);
    else if (field === 2) readPacked(reader, valueEnd, 'unsigned', keys);
    else if (field === 3) readPacked(reader, valueEnd, 'unsigned', values);
    else if (field === 8) readPacked(reader, valueEnd, 'signed', roles);
    else if (field === 9) readPacked(reader, valueEnd, 'zigzag', refs);
    else if (field === 10) readPacked(reader, valueEnd, 'unsigned', types);
  });
  if (roles.length !== refs.length || types.length !== refs.length) throw new DamagedMessageError(reader.pos);
  accumulate(refs);
  const members: RelationMember[] = refs.map((ref, i) => {
    const type = memberTypes[types[i]];
    if (type === undefined) throw new DamagedMessageError(reader.pos);
    return { type, ref, role: stringAt(context, roles[i]) };
  });
  context.collector.addRelation(checkedId(context, id), members, pairTags(context, keys, values));
}

function accumulate(differences: number[]): void {
  for (let i = 1; i < differences.length; i += 1) differences[i] += differences[i - 1];
}

function pairTags(context: BlockContext, keys: readonly number[], values: readonly number[]): Tags {
  if (keys.length !== values.length) throw new DamagedMessageError(context.reader.pos);
  if (keys.length === 0) return noTags;
  const tags: string[] = [];
  for (let i = 0; i < keys.length; i += 1) tags.push(stringAt(context, keys[i]), stringAt(context, values[i]));
  return tags;
}

function alternatingTags(context: BlockContext, pairs: readonly number[], from: number, to: number): Tags {
  const tags: string[] = [];
  for (let i = from; i < to; i += 1) tags.push(stringAt(context, pairs[i]));
  return tags;
}

function stringAt(context: BlockContext, index: number): string {
  const text = context.strings[index];
  if (text === undefined) throw new DamagedMessageError(context.reader.pos);
  return text;
}

function checkedId(context: BlockContext, id: number): number {
  if (!Number.isSafeInteger(id)) throw new DamagedMessageError(context.reader.pos);
  return id;
}
