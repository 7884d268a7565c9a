import type { Attributes } from '../osm/xml-stream.ts';

/** A flow of the input as vehicles that depart in a span of time. */
export interface SumoFlow {
  /** Vehicles, as expected where departures are random; not always whole. */
  readonly count: number;
  /** Seconds from the scenario's zero, first to last departure. */
  readonly from: number;
  readonly to: number;
  /** The flow states a rate and no end: one hour was taken. */
  readonly endless: boolean;
}

/** More vehicles than this in one flow, or a time beyond, are taken for a mistake. */
const mostVehicles = 1e7;
const latestSecond = 1e9;

/** Seconds from `12.5`, `hh:mm:ss` or `d:hh:mm:ss`; `null` for anything else (`triggered`, for example). */
export function secondsOf(text: string | undefined): number | null {
  const trimmed = (text ?? '').trim();
  const parts = trimmed.split(':');
  if (parts.length === 1 || parts.length === 3 || parts.length === 4) {
    const values = parts.map((part) => (/^\d+(\.\d*)?$/.test(part.trim()) ? Number(part) : Number.NaN));
    const [seconds, minutes = 0, hours = 0, days = 0] = values.toReversed();
    const total = seconds + 60 * minutes + 3600 * hours + 86_400 * days;
    if (total <= latestSecond) return total;
  }
  return null;
}

/**
 * What a `<flow>` amounts to, from `begin`, `end`, and one of `number`, `vehsPerHour` (`perHour`), `period` (seconds, or
 * `exp(rate per second)`) and `probability` (per second); see SUMO's “Definition of Vehicles, Vehicle Types, and Routes”.
 * `number` counts where there are two. `null` where that makes no flow.
 */
export function flowOf(attributes: Attributes): SumoFlow | null {
  const from = attributes['begin'] === undefined ? 0 : secondsOf(attributes['begin']);
  const end = attributes['end'] === undefined ? null : secondsOf(attributes['end']);
  if (from === null || (attributes['end'] !== undefined && (end === null || end < from))) return null;
  const perSecond = rateOf(attributes);
  if (Number.isNaN(perSecond)) return null;
  const stated = attributes['number'] ?? attributes['no'];
  if (stated !== undefined) {
    const number = positive(stated);
    if (Number.isNaN(number)) return null;
    const runs = perSecond === null || perSecond === 0 ? null : from + number / perSecond;
    const count = end !== null && runs !== null && runs > end ? (perSecond ?? 0) * (end - from) : number;
    return checked({ count, from, to: Math.min(end ?? runs ?? from, runs ?? Infinity), endless: false });
  }
  if (perSecond === null) return null;
  const to = end ?? from + 3600;
  return checked({ count: perSecond * (to - from), from, to, endless: end === null });
}

function checked(flow: SumoFlow): SumoFlow | null {
  return flow.count <= mostVehicles && flow.to <= latestSecond ? flow : null;
}

/** Vehicles per second; `null` where no rate is stated, NaN where it cannot be read. */
function rateOf(attributes: Attributes): number | null {
  const perHour = attributes['vehsPerHour'] ?? attributes['perHour'];
  if (perHour !== undefined) return positive(perHour) / 3600;
  const { period, probability } = attributes;
  if (period !== undefined) {
    const random = /^\s*exp\(([^()]*)\)\s*$/.exec(period);
    const rate = random === null ? 1 / positive(period) : positive(random[1]);
    return Number.isFinite(rate) ? rate : Number.NaN;
  }
  if (probability === undefined) return null;
  const chance = positive(probability);
  return chance <= 1 ? chance : Number.NaN;
}

/** Zero or more; NaN for anything else. */
function positive(text: string): number {
  return /^\s*\d+(\.\d*)?(e[-+]?\d{1,3})?\s*$/i.test(text) || /^\s*\.\d+\s*$/.test(text) ? Number(text) : Number.NaN;
}
