import { z } from 'zod';
import { failure, type Outcome, success } from '#model/result.ts';

/** One object of a CityJSON file, checked as far as it is read. */
export interface CityJsonObject {
  readonly id: string;
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly parents: readonly string[];
  readonly geometry: readonly CityJsonGeometry[];
  /** x, y, z in turn, in the file's own system; the indices in the boundaries count its vertices. */
  readonly vertices: Float64Array;
}

export interface CityJsonGeometry {
  readonly type: string;
  /** Level of detail; −1 where the file does not say. */
  readonly lod: number;
  readonly boundaries: unknown;
  readonly semantics: z.infer<typeof semanticsSchema> | null;
  /** Of a `GeometryInstance`: what it repeats, and how it is placed. */
  readonly template: { readonly geometry: CityJsonGeometry; readonly vertices: Float64Array } | null;
  readonly matrix: readonly number[] | null;
}

export interface CityJsonDocument {
  readonly version: string;
  /** As the file names it; `null` where it does not. */
  readonly referenceSystem: string | null;
  readonly objects: readonly CityJsonObject[];
  /** Ids of objects that are not as the format wants them. */
  readonly broken: readonly string[];
}

/** The text is read as one, and its objects take several times its size in memory; larger files are refused. */
export const mostTextBytes = 256 * 1024 ** 2;
/** A longer id is no name; characters. */
const longestId = 500;

/** By reference: large parts of a file are not copied. */
const record = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);
const positions = z.custom<readonly unknown[]>((value) => Array.isArray(value));
/** Zero would put everything in one place. */
const scale = z.number().refine((value) => value !== 0);
const transformSchema = z.object({
  scale: z.tuple([scale, scale, scale]),
  translate: z.tuple([z.number(), z.number(), z.number()]),
});
const semanticsSchema = z.object({ surfaces: z.array(z.object({ type: z.string() })), values: z.unknown() });
const geometrySchema = z.object({
  type: z.string(),
  lod: z.union([z.string(), z.number()]).optional(),
  boundaries: z.unknown(),
  semantics: semanticsSchema.optional().catch(undefined),
  template: z.int().min(0).optional(),
  transformationMatrix: z.array(z.number()).length(16).optional(),
});
type GeometryIn = z.infer<typeof geometrySchema>;
const objectSchema = z.object({
  type: z.string(),
  attributes: record.optional().catch(undefined),
  parents: z.array(z.string()).optional(),
  geometry: z.array(geometrySchema).optional(),
});
const templatesSchema = z.object({ templates: z.array(geometrySchema), 'vertices-templates': positions });
const headSchema = z.object({
  type: z.literal('CityJSON'),
  version: z.string().regex(/^(1\.[01]|2\.0)/),
  transform: transformSchema.optional(),
  metadata: z.object({ referenceSystem: z.string().optional() }).optional(),
  'geometry-templates': templatesSchema.optional(),
  CityObjects: record,
  vertices: positions,
});
const featureSchema = z.object({ type: z.literal('CityJSONFeature'), CityObjects: record, vertices: positions });

/**
 * Reads CityJSON 1.0, 1.1, 2.0, and CityJSONSeq (a head and one feature a line). Objects and lines that do not fit the format
 * are left out and named; a file that does not is a problem with a sentence. One block of work that cannot be stopped: some
 * seconds for a hundred megabytes.
 */
export function parseCityJson(text: string, fileName: string): Outcome<CityJsonDocument> {
  const lines = cityJsonLines(text);
  const first = parsedLine(lines[0] ?? '');
  if (first === undefined) {
    return failure('cityjson-damaged', `${fileName} is damaged or cut off: it is not whole JSON.`, fileName);
  }
  const head = headSchema.safeParse(first);
  if (!head.success) return failure('cityjson-head', headSentence(fileName, first), fileName);
  const { version, transform, metadata, 'geometry-templates': templates } = head.data;
  const objects: CityJsonObject[] = [];
  const broken: string[] = [];
  const templated = templates === undefined ? [] : templatesOf(templates);
  const take = (found: Record<string, unknown>, vertices: Float64Array): void => {
    for (const [id, value] of Object.entries(found)) {
      const object = objectSchema.safeParse(value);
      if (!object.success || id.length > longestId) broken.push(id.slice(0, longestId));
      else objects.push(objectOf(id, object.data, vertices, templated));
    }
  };
  take(head.data.CityObjects, placed(head.data.vertices, transform));
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '') continue;
    const feature = featureSchema.safeParse(parsedLine(line));
    if (feature.success) take(feature.data.CityObjects, placed(feature.data.vertices, transform));
    else broken.push(`line ${index + 1}`);
  }
  return success({ version, referenceSystem: metadata?.referenceSystem ?? null, objects, broken });
}

/** `undefined` where the text is not whole JSON. */
function parsedLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The whole text, or its lines where the first is a JSON object by itself. */
function cityJsonLines(text: string): readonly string[] {
  const first = text.slice(0, text.indexOf('\n') + 1 || text.length).trim();
  if (!first.endsWith('}') || text.length === first.length) return [text];
  return parsedLine(first) === undefined ? [text] : text.split('\n');
}

function headSentence(fileName: string, value: unknown): string {
  const version = record.safeParse(value).data?.['version'];
  if (typeof version === 'string' && !/^(1\.[01]|2\.0)/.test(version)) {
    return `${fileName} is CityJSON ${version.slice(0, 20)}; Sightline reads 1.0, 1.1 and 2.0.`;
  }
  const transform = record.safeParse(value).data?.['transform'];
  if (transform !== undefined && !transformSchema.safeParse(transform).success) {
    return `${fileName} is not as CityJSON has to be: its transform has no scale (three numbers other than zero) and translate.`;
  }
  return `${fileName} is not as CityJSON has to be: version, CityObjects or vertices are missing or of another kind.`;
}

/** NaN where a vertex is not three numbers: what uses it is left out, the rest is not. */
function placed(vertices: readonly unknown[], transform: z.infer<typeof transformSchema> | undefined): Float64Array {
  const xyz = new Float64Array(vertices.length * 3);
  vertices.forEach((vertex, index) => {
    for (let axis = 0; axis < 3; axis += 1) {
      const value: unknown = Array.isArray(vertex) ? vertex[axis] : null;
      const number = typeof value === 'number' ? value : Number.NaN;
      xyz[3 * index + axis] =
        transform === undefined ? number : number * transform.scale[axis] + transform.translate[axis];
    }
  });
  return xyz;
}

function templatesOf(templates: z.infer<typeof templatesSchema>): Template[] {
  const vertices = placed(templates['vertices-templates'], undefined);
  return templates.templates.map((template) => ({ geometry: geometryOf(template, []), vertices }));
}

type Template = NonNullable<CityJsonGeometry['template']>;

function objectOf(
  id: string,
  { type, attributes, parents, geometry }: z.infer<typeof objectSchema>,
  vertices: Float64Array,
  templates: readonly Template[],
): CityJsonObject {
  return {
    id,
    type,
    attributes: attributes ?? {},
    parents: parents ?? [],
    geometry: (geometry ?? []).map((part) => geometryOf(part, templates)),
    vertices,
  };
}

function geometryOf(part: GeometryIn, templates: readonly Template[]): CityJsonGeometry {
  const template = (part.template === undefined ? undefined : templates[part.template]) ?? null;
  const lod = Number(part.lod ?? template?.geometry.lod ?? Number.NaN);
  return {
    type: part.type,
    lod: Number.isFinite(lod) ? lod : -1,
    boundaries: part.boundaries,
    semantics: part.semantics ?? null,
    template,
    matrix: part.transformationMatrix ?? null,
  };
}
