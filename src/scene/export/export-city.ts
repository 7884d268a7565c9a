import type { City } from '#model/city.ts';
import type { CityExportFormat, ExportFile } from '#model/city-export.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import { writeGlb } from '../glb/write-glb.ts';
import { writeTerrainLayer } from '../package/terrain-layer.ts';
import { creditsOf } from './credits.ts';
import { cityjsonFile } from './write-cityjson.ts';
import { flatgeobufFiles } from './write-flatgeobuf.ts';
import { geojsonFiles } from './write-geojson.ts';

/**
 * The city in an open format, as one file or several, each with attribution and licence inside. Same city, same bytes.
 * A city that has nothing to write in this format gives a problem.
 */
export function exportCity(city: City, format: CityExportFormat): Outcome<readonly ExportFile[]> {
  const files = filesOf(city, format);
  if (files.length > 0) return success(files);
  return format === 'geotiff'
    ? failure(
        'export-no-terrain',
        'This city stands on level ground and has no terrain to write; import it with an elevation model first.',
      )
    : failure('export-empty', 'This city has nothing that this format could hold.');
}

function filesOf(city: City, format: CityExportFormat): ExportFile[] {
  switch (format) {
    case 'geojson':
      return geojsonFiles(city);
    case 'flatgeobuf':
      return flatgeobufFiles(city);
    case 'cityjson':
      return [cityjsonFile(city)];
    case 'glb':
      return [{ name: 'city.glb', mediaType: 'model/gltf-binary', bytes: writeGlb(city) }];
    default:
      return geotiffFiles(city);
  }
}

/** Heights above sea level in the scene's own transverse Mercator. */
function geotiffFiles(city: City): ExportFile[] {
  if (city.terrain === null) return [];
  const bytes = writeTerrainLayer(city.terrain, city.manifest.origin, creditsOf(city).description);
  return [{ name: 'terrain.tif', mediaType: 'image/tiff', bytes }];
}
