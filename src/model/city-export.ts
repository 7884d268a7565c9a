/** Open formats that a city is written in, beside the scene package. */
export const cityExportFormats = ['geojson', 'flatgeobuf', 'cityjson', 'glb', 'geotiff'] as const;
export type CityExportFormat = (typeof cityExportFormats)[number];

/** What an export gives; `name` has no path. */
export interface ExportFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
