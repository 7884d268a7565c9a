import type { Command } from 'commander';
import type { City } from '#model/city.ts';
import type { GeographicBox } from '#model/geographic-box.ts';
import type { ImportProgress } from '#model/import-job.ts';
import { emptyMapping } from '#model/source-mapping.ts';
import { publicOverpass } from '#scene/overpass/overpass-endpoint.ts';
import { sceneFiles, writeScenePackage } from '#scene/package/write-package.ts';
import { reportText } from '#scene/report-text.ts';
import { openInputFiles } from './input-files.ts';
import { loadFiles, questionsAbout } from './load-city.ts';
import { importOptionsOf, type MappingChoices, mapOption, originOption } from './mapping-options.ts';
import { isFolderTarget, writeOutput, writeOutputFolder } from './output-files.ts';
import { areaBox, fetchAreaFile, overpassAddress, overpassHelp } from './overpass-option.ts';
import { createProgress } from './progress.ts';
import { badInput, runCommand, valueOf } from './run-command.ts';

interface ImportCommandOptions extends MappingChoices {
  readonly out?: string;
  readonly name?: string;
  readonly json?: true;
  readonly questions?: true;
  readonly bbox?: GeographicBox;
  readonly overpass: string;
}

const formats = `
What is read, told apart by its content:
  OpenStreetMap extracts (.osm.pbf, .osm, Overpass JSON; gzip or bzip2), CityJSON 1.0 to 2.0, GeoJSON, Shapefile (.shp with
  its parts, or zipped), FlatGeobuf, GeoPackage, CSV, GTFS stops, SUMO networks (.net.xml) with their routes (.rou.xml), a
  GeoTIFF with the heights of the ground, scene packages (.zip, alone). Several files make one scene; the report tells how
  they were merged.

What the properties of a table mean is guessed; --questions tells the guess, --map corrects it:
  sightline import houses.geojson --questions
  sightline import houses.geojson --map houses.geojson:height=HOEHE,heightUnit=m,measured=true
  sightline import cameras.csv town.osm.pbf --map cameras.csv:role=surveillance,x=lon,y=lat
Keys: ${Object.keys(emptyMapping).join(', ')}.`;

export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description('read a city from one or several files, and tell what was read, merged, guessed and left out')
    .argument('[files...]', 'files that make one city')
    .option('--out <scene>', 'write the scene package here (.zip; a folder where the path ends with a slash)')
    .option('--name <name>', 'name of the scene')
    .option('--map <file:key=value,...>', 'what the properties of a file mean; may be given several times', mapOption)
    .option('--mapping <json>', 'the same as a file: mappings by file name, and localOrigin')
    .option('--origin <lon,lat>', 'where the zero of a source in local coordinates lies, degrees', originOption)
    .option('--questions', 'only print what would be asked about these files, with the guesses, as JSON')
    .option('--bbox <west,south,east,north>', 'also fetch OpenStreetMap of this area, degrees', areaBox)
    .option('--overpass <address>', overpassHelp('this command'), overpassAddress, publicOverpass)
    .option('--json', 'print the import report as JSON, and nothing else, on stdout')
    .addHelpText('after', formats)
    .action((paths: string[], options: ImportCommandOptions) =>
      runCommand((signal) => importCity(paths, options, signal)),
    );
}

async function importCity(paths: readonly string[], options: ImportCommandOptions, signal: AbortSignal): Promise<void> {
  if (paths.length === 0 && options.bbox === undefined)
    throw badInput('no-file', 'Name the files to import, or an area with --bbox.', 'command line');
  const progress = createProgress();
  const show = ({ step, fraction }: ImportProgress) => progress.show(step, fraction);
  try {
    const area = options.bbox === undefined ? [] : [await fetchAreaFile(options.bbox, options.overpass, show, signal)];
    const files = [...(await openInputFiles(paths)), ...area];
    if (options.questions === true) {
      process.stdout.write(`${JSON.stringify(await questionsAbout(files, paths), null, 2)}\n`);
      return;
    }
    const outcome = await loadFiles(files, paths, await importOptionsOf(options, files), show, signal);
    progress.done();
    const { city, report } = valueOf(outcome);
    signal.throwIfAborted();
    const renamed = named(city, options.name);
    if (options.out !== undefined) await writeScene(options.out, renamed);
    process.stdout.write(options.json === true ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  } finally {
    progress.done();
  }
}

/** Writes the package as one file, or as a folder where the path is one. */
export async function writeScene(path: string, city: City): Promise<void> {
  if (await isFolderTarget(path)) await writeOutputFolder(path, sceneFiles(city));
  else await writeOutput(path, writeScenePackage(city));
}

function named(city: City, name: string | undefined): City {
  if (name === undefined) return city;
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > 200) {
    throw badInput('scene-name', 'Give the scene a name of 1 to 200 characters.', '--name');
  }
  return { ...city, manifest: { ...city.manifest, name: trimmed } };
}
