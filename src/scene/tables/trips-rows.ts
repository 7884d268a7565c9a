import type { Geometry, Position } from 'geojson';
import type { Trip } from '#model/city.ts';
import type { TripJoin } from '../merge/layers-source.ts';
import type { FeatureReading } from './feature-reading.ts';
import type { FeatureTable, TableFeature } from './feature-table.ts';
import { numberOf, propertyOf, textOf } from './property-value.ts';

/** More trips of one file than this are left out; more in one hour than this are taken for a mistake. */
const mostTrips = 1_000_000;
const mostPerHour = 1e6;

/**
 * Makes trips of the features of a table: between the ends of a line or the coordinates of a row; rows and matrices by
 * zone become joins, since the zones may stand in another file.
 */
export class TripRows {
  readonly trips: Trip[] = [];
  readonly joins: TripJoin[] = [];
  readonly #reading: FeatureReading;
  readonly #table: FeatureTable;
  readonly #isMatrix: boolean;

  constructor(reading: FeatureReading, table: FeatureTable) {
    this.#reading = reading;
    this.#table = table;
    const { from, to, toX } = reading.mapping;
    this.#isMatrix = from !== null && to === null && toX === null;
  }

  take(feature: TableFeature, geometry: Geometry | null): void {
    if (this.#isMatrix && geometry === null) this.#takeMatrixRow(feature);
    else this.#takeRow(feature, geometry);
  }

  #takeRow(feature: TableFeature, geometry: Geometry | null): void {
    const { mapping } = this.#reading;
    const perHour = this.#perHour(mapping.weight === null ? 1 : propertyOf(feature.properties, mapping.weight));
    const mode = this.#mode(feature);
    if (mode === 'other') return this.#leaveOut('Its mode is neither by car nor on foot.');
    if (mode === null) return this.#drop(feature, 'Its mode is not understood.');
    if (perHour === null)
      return this.#drop(feature, 'Its number of trips is missing, negative, too large or no number.');
    if (perHour === 0) return this.#leaveOut('It has no trips.');
    if (geometry !== null) return this.#takeLine(feature, geometry, mode, perHour);
    const from = this.#reading.text(feature, mapping.from);
    const to = this.#reading.text(feature, mapping.to);
    if (from === null || to === null) return this.#drop(feature, 'It does not say from where to where it goes.');
    this.#join({ id: this.#reading.idOf(feature), place: this.#placeOf(feature), from, to, mode, perHour });
  }

  /** A row of a square matrix: its zone, and the number of trips to each zone that names a column. */
  #takeMatrixRow(feature: TableFeature): void {
    const { mapping, stem } = this.#reading;
    const from = this.#reading.text(feature, mapping.from);
    if (from === null) return this.#drop(feature, 'It does not say which zone it is about.');
    const place = this.#placeOf(feature);
    for (const [to, value] of Object.entries(feature.properties)) {
      if (to === mapping.from || textOf(value) === null) continue;
      const perHour = this.#perHour(value);
      if (perHour === null) this.#drop(feature, `Its number of trips to ${to.slice(0, 100)} is none.`);
      else if (perHour > 0) this.#join({ id: `${stem}/${from}/${to}`, place, from, to, mode: 'car', perHour });
    }
  }

  #takeLine(feature: TableFeature, geometry: Geometry, mode: Trip['mode'], perHour: number): void {
    const ends = endsOf(geometry);
    if (ends === null) return this.#drop(feature, 'It is no single line, so it has no two ends.');
    const from = this.#reading.point(ends[0]);
    const to = this.#reading.point(ends[1]);
    if (from === null || to === null) return this.#drop(feature, 'Its coordinates are no place on the globe.');
    if (!this.#reading.contains(...from) || !this.#reading.contains(...to))
      return this.#drop(feature, 'It begins or ends outside the scene.');
    if (from[0] === to[0] && from[1] === to[1]) return this.#leaveOut('It ends where it begins.');
    if (this.#isFull()) return;
    const id = this.#reading.idOf(feature);
    this.trips.push({ id, mode, fromX: from[0], fromY: from[1], toX: to[0], toY: to[1], perHour, route: null });
  }

  #join(join: TripJoin): void {
    if (join.from === join.to) this.#leaveOut('It ends in the zone where it begins.');
    else if (!this.#isFull()) this.joins.push(join);
  }

  #isFull(): boolean {
    if (this.trips.length + this.joins.length < mostTrips) return false;
    this.#reading.notes.tell('truncated', 'trip', 'Trips after the first 1,000,000 of a file are left out.', 1);
    return true;
  }

  #perHour(value: unknown): number | null {
    const number = numberOf(value);
    const perHour = number === null || !isDaily(this.#reading.mapping.weightUnit) ? number : number / 24;
    return perHour !== null && perHour >= 0 && perHour <= mostPerHour ? perHour : null;
  }

  /** Where no column holds modes, trips are by car. */
  #mode(feature: TableFeature): Trip['mode'] | 'other' | null {
    const { mapping } = this.#reading;
    const text = mapping.kind === null ? null : this.#reading.text(feature, mapping.kind);
    return text === null ? 'car' : modeOf(text);
  }

  #drop(feature: TableFeature, sentence: string): void {
    this.#reading.notes.add('dropped', 'trip', sentence, this.#placeOf(feature));
  }

  #leaveOut(sentence: string): void {
    this.#reading.notes.tell('ignored', 'trip', sentence, 1);
  }

  /** Line of the file where it has lines, else the number of the feature, from 1. */
  #placeOf(feature: TableFeature): string {
    const line = this.#table.lines?.[feature.index];
    const { stem } = this.#reading;
    return line === undefined ? `${stem}: feature ${feature.index + 1}` : `${stem}: line ${line}`;
  }
}

function endsOf(geometry: Geometry): readonly [Position, Position] | null {
  const [only] = geometry.type === 'MultiLineString' && geometry.coordinates.length === 1 ? geometry.coordinates : [];
  const line = geometry.type === 'LineString' ? geometry.coordinates : only;
  return line === undefined || line.length < 2 ? null : [line[0], line[line.length - 1]];
}

/** Numbers of a whole day are spread evenly over its hours. */
export function isDaily(unit: string): boolean {
  return /day|\/d\b|daily|24\s?h/i.test(unit);
}

function modeOf(text: string): Trip['mode'] | 'other' | null {
  if (
    /^(cars?|auto|drive|driving|driver|passenger|vehicles?|motor\w*|taxi|bus|buses|coach|truck|hgv|lgv|van|freight|goods)$/i.test(
      text,
    )
  )
    return 'car';
  if (/^(foot|on foot|walk|walking|pedestrians?)$/i.test(text)) return 'pedestrian';
  return /^(bike|bicycles?|cycle|cycling|train|rail|metro|subway|tram|transit|public transport|pt|ferry)$/i.test(text)
    ? 'other'
    : null;
}
