import { cityJsonReader } from '../cityjson/cityjson-source.ts';
import type { FileKind } from '../file-kind.ts';
import { sumoReader } from '../sumo/sumo-source.ts';
import { openCsv } from '../tables/open-csv.ts';
import { openFlatgeobuf } from '../tables/open-flatgeobuf.ts';
import { openGeojson } from '../tables/open-geojson.ts';
import { openGeopackage } from '../tables/open-geopackage.ts';
import { openGtfs } from '../tables/open-gtfs.ts';
import { openShapefile } from '../tables/open-shapefile.ts';
import { populationRasterReader } from '../tables/population-raster.ts';
import { tableReader } from '../tables/table-source.ts';
import type { SourceReader } from './source-reader.ts';

/** The formats that are read one file, or one set of files, at a time; OpenStreetMap's files are merged before. */
const readers: Readonly<Partial<Record<FileKind, SourceReader>>> = {
  cityjson: cityJsonReader,
  csv: tableReader('CSV', openCsv),
  flatgeobuf: tableReader('FlatGeobuf', openFlatgeobuf),
  geojson: tableReader('GeoJSON', openGeojson),
  geopackage: tableReader('GeoPackage', openGeopackage),
  geotiff: populationRasterReader,
  gtfs: tableReader('GTFS stops', openGtfs),
  shapefile: tableReader('Shapefile', openShapefile),
  sumo: sumoReader,
};

/** The reader of a kind of file, or `null` where there is none. */
export function readerOf(kind: FileKind): SourceReader | null {
  return readers[kind] ?? null;
}
