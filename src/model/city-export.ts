/** Open formats that a city is written in, beside the scene package. */
export const cityExportFormats = ['geojson', 'flatgeobuf', 'cityjson', 'glb', 'geotiff'] as const;
export type CityExportFormat = (typeof cityExportFormats)[number];
