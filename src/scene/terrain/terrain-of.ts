import type { TerrainGrid } from '#model/city.ts';
import type { SourceFile } from '#model/import-job.ts';
import type { ImportNote } from '#model/import-report.ts';
import { failure, type Outcome, success } from '#model/result.ts';
import type { SceneExtent } from '../assemble/place-scene.ts';
import { readTerrain } from './read-geotiff.ts';

/** The ground of a scene from an elevation file; level ground where there is none. */
export async function terrainOf(
  file: SourceFile | null,
  { frame, bounds }: SceneExtent,
): Promise<Outcome<{ readonly terrain: TerrainGrid | null; readonly notes: readonly ImportNote[] }>> {
  if (file === null) return success({ terrain: null, notes: [] });
  try {
    return await readTerrain(new Uint8Array(await file.blob.arrayBuffer()), file.name, frame, bounds);
  } catch {
    return failure('terrain-damaged', `${file.name} could not be read as a GeoTIFF; it may be damaged.`, file.name);
  }
}
