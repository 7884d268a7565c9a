import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { fileKind } from './file-kind.ts';

const text = (content: string) => new TextEncoder().encode(content);
const kindOf = (content: string | Uint8Array | readonly number[]) =>
  fileKind(new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]));

describe('fileKind', () => {
  it('knows zips by their directory', async () => {
    expect(await kindOf(zipSync({ 'scene.json': text('{}') }))).toBe('scene-package');
    expect(await kindOf(zipSync({ 'town/scene.json': text('{}') }))).toBe('scene-package');
    expect(await kindOf(zipSync({ 'readme.txt': text('scene.json') }))).toBe('zip');
    expect(await kindOf(zipSync({ 'stops.txt': text('') }))).toBe('gtfs');
    expect(await kindOf(zipSync({ 'a/town.shp': text('') }))).toBe('shapefile');
    const cut = zipSync({ 'scene.json': text('{"x": 1}'), 'buildings.geojson': text('{}') });
    expect(await kindOf(cut.subarray(0, 60))).toBe('scene-package');
  });

  it('looks into the directory only, however much stands before it', async () => {
    const noise = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251);
    const names = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, i) => [`photo-${i}-with-a-long-name.jpg`, noise.subarray(0, 9)]),
    );
    expect(await kindOf(zipSync({ 'noise.bin': [noise, { level: 0 }], 'stops.txt': text('a'), ...names }))).toBe(
      'gtfs',
    );
  });

  it('knows TIFF and BigTIFF of both byte orders', async () => {
    expect(await kindOf([0x4d, 0x4d, 0, 43, 0])).toBe('geotiff');
    expect(await kindOf([0x49, 0x49, 43, 0, 0])).toBe('geotiff');
    expect(await kindOf([0x49, 0x49, 42, 0, 0])).toBe('geotiff');
  });

  it.each([
    ['{"type":"FeatureCollection","features":[]}', 'geojson'],
    [
      '{"name":"x","features":[{"type":"Feature","geometry":null,"properties":{}}],"type":"FeatureCollection"}',
      'geojson',
    ],
    ['{"type":"Point","coordinates":[1,2]}', 'geojson'],
    ['{"CityObjects":{"a":{"type":"Building"', 'cityjson'],
    ['\uFEFF {"version":"2.0","type" : "CityJSON"', 'cityjson'],
    ['{"version":0.6,"generator":"Overpass API","elements":[{"type":"node","id":1,"lat":1,"lon":2}]}', 'osm-json'],
    ['[{"id":1,"lat":1.5,"lon":2.5,"tags":{"direction":"240"}}]', 'osm-json'],
    ['{"format":"sightline-scenario"}', 'json-scenario'],
    ['{"format":"sightline-scene"}', 'json-scene'],
    ['{"note":"\\"format\\":\\"sightline-scene\\" }{","weather":[1,2]}', 'json'],
    ['{"asset":{"version":"1.0"},"geometricError":70,"root":{}}', '3d-tiles'],
    ['<?xml version="1.0"?><!-- <osm> --><net version="1.20"/>', 'sumo'],
    ['<osm version="0.6"></osm>', 'osm-xml'],
    ['<additional/>', 'sumo-other'],
    ['<add/>', 'sumo-other'],
    ['<!-- <net> --><routes/>', 'sumo-routes'],
    ['<core:CityModel xmlns:core="x">', 'citygml'],
    ['<rss/>', 'xml'],
    ['stop_id,stop_name,stop_lat,stop_lon\n1,A,2,3\n', 'gtfs'],
    ['\uFEFFX,Y,name\n1,2,a\n', 'csv'],
    ['lon;lat\r\n1;2', 'csv'],
    ['just a sentence without a table', 'unknown'],
    ['SQLite format 3\0 and no more', 'sqlite'],
    ['b3dm....', '3d-tiles'],
    ['glTF....', 'gltf'],
    ['fgb\u0003fgb', 'flatgeobuf'],
    ['', 'empty'],
  ])('takes %j for %s', async (content, kind) => {
    expect(await kindOf(content)).toBe(kind);
  });

  it('knows a GeoPackage by its application id, and what gzip holds', async () => {
    const base = text(`SQLite format 3\0${' '.repeat(52)}GPKG`);
    expect(await kindOf(base)).toBe('geopackage');
    expect(await kindOf(gzipSync(text('<osm version="0.6"></osm>')))).toBe('osm-xml');
    expect(await kindOf(gzipSync(text('{"type":"FeatureCollection"}')))).toBe('gzip');
  });

  it('reads no more than the head of a large file', async () => {
    let read = 0;
    const large = {
      size: 200_000_000,
      slice: (start = 0, end = 200_000_000) => {
        read += end - start;
        return new Blob([text('{"type":"FeatureCollection","features":[').subarray(0, end - start)]);
      },
      arrayBuffer: () => Promise.reject(new Error('the whole file was asked for')),
    };
    expect(await fileKind(large)).toBe('geojson');
    expect(read).toBeLessThan(2_000_000);
  });
});
