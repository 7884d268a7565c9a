import { csvText } from '#model/csv-text.ts';
import type { Device } from '#model/device.ts';
import type { DeviceModel } from '#model/device-model.ts';
import type { PlanFrame } from '#model/results/coverage-bits.ts';
import type { BillLine, PlanCosts } from '#model/results/plan-costs.ts';
import { type DevicePlace, isBought } from './device-costs.ts';

/** What is bought and what runs: one line a model, what stands already apart from it, then network and power. */
export function billOfMaterials(
  frame: Pick<PlanFrame, 'networkNodes' | 'networkLinks' | 'powerFeeds'>,
  places: readonly DevicePlace[],
): BillLine[] {
  const counts = new Map<string, { readonly place: DevicePlace; readonly bought: boolean; count: number }>();
  for (const place of places) {
    if (place.device.state === 'retired') continue;
    const bought = isBought(place.device);
    const key = `${bought}/${place.device.kind}/${place.model?.id ?? ''}`;
    const entry = counts.get(key);
    if (entry === undefined) counts.set(key, { place, bought, count: 1 });
    else entry.count += 1;
  }
  const lines = [...counts.values()];
  return [
    ...lines.filter(({ bought }) => bought).map(({ place, count }) => deviceLine(place, count)),
    ...lines.filter(({ bought }) => !bought).map(({ place, count }) => existingLine(place, count)),
    ...frame.networkNodes.map(({ name, price, yearly }) => ownLine('network', name, price, yearly)),
    ...frame.networkLinks.map(({ name, price, yearly }) => ownLine('network', name, price, yearly)),
    ...frame.powerFeeds.map(({ name, price }) => ownLine('power', name, price, 0)),
  ];
}

function itemName(device: Device, model: DeviceModel | null): string {
  return model?.name ?? `${device.kind}, no catalogue model`;
}

function sourceOf(model: DeviceModel | null): string {
  return model?.priceSource ?? 'no price: it has no catalogue model';
}

function deviceLine({ device, model }: DevicePlace, count: number): BillLine {
  const unitPrice = model?.price ?? 0;
  const installation = model?.installation ?? 0;
  return {
    item: itemName(device, model),
    kind: device.kind,
    count,
    unitPrice,
    installation,
    total: count * (unitPrice + installation),
    yearly: count * (model?.yearly ?? 0),
    source: sourceOf(model),
  };
}

function existingLine({ device, model }: DevicePlace, count: number): BillLine {
  return {
    item: `${itemName(device, model)} (stands already)`,
    kind: device.kind,
    count,
    unitPrice: 0,
    installation: 0,
    total: 0,
    yearly: count * (model?.yearly ?? 0),
    source: sourceOf(model),
  };
}

function ownLine(kind: 'network' | 'power', item: string, price: number, yearly: number): BillLine {
  return { item, kind, count: 1, unitPrice: price, installation: 0, total: price, yearly, source: 'the plan' };
}

/** The bill as comma-separated values, with its sum as the last row. */
export function billOfMaterialsCsv({ bill, currency, capital, yearly }: PlanCosts): string {
  return csvText([
    ['item', 'kind', 'count', 'unit price', 'installation each', 'total', 'yearly', 'currency', 'source of the price'],
    ...bill.map((line) => [
      line.item,
      line.kind,
      line.count,
      line.unitPrice,
      line.installation,
      line.total,
      line.yearly,
      currency,
      line.source,
    ]),
    ['Total', null, null, null, null, capital, yearly, currency, null],
  ]);
}
