import type { Budget } from '#model/plan-records.ts';
import type { DeviceCosts } from '#model/results/plan-costs.ts';
import { formatNumber } from '../format.ts';

/** Money, data and power for people. */

export type Currency = Budget['currency'];

const moneyFormats = new Map<string, Intl.NumberFormat>();

/** Whole units with the currency's sign in front: `€1,180`; “–” for what is no number. */
export function formatMoney(value: number, currency: string): string {
  if (!Number.isFinite(value)) return '–';
  let format = moneyFormats.get(currency);
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      maximumFractionDigits: 0,
    });
    moneyFormats.set(currency, format);
  }
  const text = format.format(value);
  return (/^-\D*0$/.test(text) ? text.slice(1) : text).replace('-', '−');
}

/** Whether a source is a guess of the program or of the user rather than a document. */
export function isAssumption(source: string): boolean {
  return source.trim().toLowerCase().startsWith('assumption');
}

/** A price, with ≈ where it is an assumption. */
export function formatPrice(value: number, currency: string, source: string): string {
  return `${isAssumption(source) ? '≈ ' : ''}${formatMoney(value, currency)}`;
}

/** Gigabytes of 10⁹ bytes, terabytes from 1000. */
export function formatStorage(gigabytes: number): string {
  if (gigabytes >= 1000) return `${formatNumber(gigabytes / 1000, 2)} TB`;
  return `${formatNumber(gigabytes, gigabytes < 10 && gigabytes > 0 ? 1 : 0)} GB`;
}

export function formatBitrate(mbps: number): string {
  return `${formatNumber(mbps, mbps >= 100 || mbps === 0 ? 0 : mbps < 0.1 ? 3 : 1)} Mbit/s`;
}

export function formatWatts(watts: number): string {
  return watts >= 10_000 ? `${formatNumber(watts / 1000, 1)} kW` : `${formatNumber(watts, watts >= 100 ? 0 : 1)} W`;
}

/** Power at the device's end of the cable, W: IEEE 802.3af, at, bt type 3 and type 4. */
const poeWatts = { af: 12.95, at: 25.5, bt3: 51, bt4: 71.3 } as const;
const poeNames = { af: 'af', at: 'at', bt3: 'bt, type 3', bt4: 'bt, type 4' } as const;

/** `9.5 of 12.95 W af`, `120 W, over any PoE`, `40 W`. */
export function formatPower({ powerWatts, poe }: Pick<DeviceCosts, 'powerWatts' | 'poe'>): string {
  if (poe === null) return formatWatts(powerWatts);
  if (poe === 'over') return `${formatWatts(powerWatts)}, over any PoE`;
  return `${formatNumber(powerWatts, 1)} of ${poeWatts[poe]} W ${poeNames[poe]}`;
}
