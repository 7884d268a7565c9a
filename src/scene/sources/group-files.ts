import type { SourceFile } from '#model/import-job.ts';
import { type FileKind, fileKind } from '../file-kind.ts';
import { inContentOrder } from './source-order.ts';
import type { SourceInput } from './source-reader.ts';

/** Files that are read together, and what they are. */
export interface KnownInput {
  readonly kind: FileKind;
  readonly input: SourceInput;
}

/** Files beside a `.shp` that belong to it; the first group is read, the others are indices that nothing needs. */
const sidecar = /\.(shx|dbf|prj|cpg|qpj|sbn|sbx|qix|fbn|fbx|ain|aih|ixs|mxs|atx|shp\.xml)$/i;

/**
 * Tells files apart by their content and joins the parts of each Shapefile, which share a name before the ending, and the
 * other files of a SUMO scenario to its network, where there is one network.
 */
export async function groupFiles(files: readonly SourceFile[]): Promise<KnownInput[]> {
  const shapes = new Map<string, SourceFile[]>();
  for (const file of files) if (/\.shp$/i.test(file.name)) shapes.set(stemOf(file.name), [file]);
  const inputs: KnownInput[] = [];
  for (const file of files) {
    const owner = sidecar.test(file.name) ? shapes.get(stemOf(file.name)) : undefined;
    if (owner !== undefined) owner.push(file);
    else inputs.push({ kind: await kindOf(file), input: { name: file.name, files: [file] } });
  }
  return (await withScenario(inputs)).map((known) => {
    const [file] = known.input.files;
    const parts = shapes.get(stemOf(file.name));
    const isShape = known.kind === 'shapefile' && parts?.[0] === file;
    return isShape ? { kind: known.kind, input: { name: file.name, files: parts } } : known;
  });
}

/** Routes and other files of a SUMO scenario with its network, in an order that their names and places don't change. */
async function withScenario(inputs: readonly KnownInput[]): Promise<readonly KnownInput[]> {
  const networks = inputs.filter(({ kind }) => kind === 'sumo');
  const isBeside = ({ kind }: KnownInput) => kind === 'sumo-routes' || kind === 'sumo-other';
  const beside = await inContentOrder(networks.length === 1 ? inputs.filter(isBeside) : []);
  if (beside.length === 0) return inputs;
  const files = [...networks[0].input.files, ...beside.flatMap(({ input }) => input.files)];
  return inputs.flatMap((known) => {
    if (isBeside(known)) return [];
    return known === networks[0] ? [{ kind: known.kind, input: { name: known.input.name, files } }] : [known];
  });
}

/** A part of a Shapefile without its `.shp` is known by its name only: its content is a table of any kind, or a text. */
async function kindOf(file: SourceFile): Promise<FileKind> {
  const kind = await fileKind(file.blob);
  const isPart = /\.(shx|dbf|prj|cpg)$/i.test(file.name);
  return isPart && (kind === 'unknown' || kind === 'shapefile' || kind === 'csv') ? 'shapefile-part' : kind;
}

function stemOf(name: string): string {
  return name
    .replace(sidecar, '')
    .replace(/\.shp$/i, '')
    .toLowerCase();
}
