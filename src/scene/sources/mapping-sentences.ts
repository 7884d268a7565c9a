import type { FeatureRole, SourceMapping, SourceQuestion } from '#model/source-mapping.ts';

const roles: Readonly<Record<FeatureRole, string>> = {
  buildings: 'buildings',
  trees: 'trees',
  mounts: 'lamps, signals and poles',
  sites: 'critical sites and stops',
  zones: 'zones',
  surveillance: 'existing cameras and plate readers',
  demand: 'demand',
  trips: 'trips',
  streets: 'streets',
  areas: 'areas',
  barriers: 'walls and fences',
  elevation: 'heights of the ground',
  ignore: 'nothing',
};

/** The mapping that a source was read with, one sentence for each thing taken: “Height: property height, metres; …”. */
export function mappingSentences(mapping: SourceMapping, question: SourceQuestion | null): string[] {
  const unit = mapping.heightUnit === 'ft' ? 'feet' : 'metres';
  const property = (label: string, name: string | null, rest = ''): string[] =>
    name === null ? [] : [`${label}: property ${name}${rest}.`];
  const unknown =
    mapping.defaultHeight === null ? '' : `; ${mapping.defaultHeight} ${mapping.heightUnit} is the source’s default`;
  const measured = mapping.measured ? '; measured' : '';
  const weightUnit = mapping.weightUnit === '' ? '' : `, ${mapping.weightUnit}`;
  return [
    `Read as ${roles[mapping.role]}.`,
    ...property('Height', mapping.height, `, ${unit}${unknown}${measured}`),
    ...property('Height of the underside', mapping.minHeight, `, ${unit}`),
    ...property('Storeys', mapping.levels),
    ...property('Kind', mapping.kind),
    ...property('Name', mapping.name),
    ...property('Id', mapping.id),
    ...property('East', mapping.x),
    ...property('North', mapping.y),
    ...property('Direction', mapping.direction, ', degrees from north'),
    ...property('Weight', mapping.weight, weightUnit),
    ...property('East of the destination', mapping.toX),
    ...property('North of the destination', mapping.toY),
    ...property('Zone that trips begin in', mapping.from),
    ...property('Zone that trips end in', mapping.to),
    ...(mapping.from !== null && mapping.to === null
      ? ['Zones that trips end in: the names of all other columns.']
      : []),
    ...property('Building that a row is about', mapping.joinBuilding),
    `Coordinates: ${mapping.coordinateSystem ?? question?.coordinateSystem ?? 'WGS 84, as the format has it'}.`,
  ];
}
