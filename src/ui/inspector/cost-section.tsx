import { TriangleAlert } from 'lucide-react';
import { findModel } from '#model/catalogue/find-model.ts';
import { type Device, isOptical } from '#model/device.ts';
import { categorySets } from '#model/pixel-density.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatArea } from '../format.ts';
import { KeyValues, Section } from '../section.tsx';
import { useSession } from '../session-context.tsx';
import { formatBitrate, formatMoney, formatPower, formatStorage, isAssumption } from '../text/amounts.ts';

/** px/m from which a person at home is recognisable enough to be counted as exposed; a class of either edition. */
const privacyDensity = 250;

/** Money, data and power of one device, and how much of homes it sees. */
export function CostSection({ device, scenario }: { readonly device: Device; readonly scenario: Scenario }) {
  const costs = useSession((state) => state.costs?.devices.find(({ id }) => id === device.id) ?? null);
  const currency = useSession((state) => state.costs?.currency ?? 'EUR');
  const exposed = useSession((state) => state.coverage.devices.get(device.id)?.exposedSquareMeters ?? null);
  const units = useSession((state) => state.units);
  const model = findModel(scenario, device.model);
  const privacy = categorySets[scenario.categorySet].categories.find((one) => one.pixelsPerMeter === privacyDensity);
  const video = model !== null && (model.kind === 'camera' || model.kind === 'alpr') ? model : null;
  const days = device.retentionDays;
  const remark = costs?.remark ?? null;
  return (
    <Section
      title="Cost and network"
      aside={model !== null && isAssumption(model.priceSource) ? 'assumptions' : undefined}
    >
      {costs === null ? (
        <p className="section-body hint">Being worked out…</p>
      ) : (
        <KeyValues
          rows={[
            [
              'Cost',
              <>
                {formatMoney(costs.capital, currency)}{' '}
                <span className="muted">+ {formatMoney(costs.yearly, currency)}/yr</span>
              </>,
            ],
            [
              video === null
                ? 'Bandwidth'
                : `Bandwidth, ${video.codec === 'h265' ? 'H.265' : 'H.264'} ${video.framesPerSecond} fps`,
              formatBitrate(costs.bitrateMbps),
            ],
            ...(isOptical(device)
              ? [
                  [
                    days === null ? 'Storage, retention not settled' : `Storage, ${days} days`,
                    formatStorage(costs.storageGigabytes),
                  ] as const,
                ]
              : []),
            ['Power', formatPower(costs)],
            ...(exposed === null
              ? []
              : [[`Homes at ≥ ${privacy?.name ?? 'Characterise'}`, formatArea(exposed, units)] as const]),
          ]}
        />
      )}
      {remark !== null && (
        <p className="callout">
          <TriangleAlert size={14} strokeWidth={1.75} aria-hidden />
          {remark}
        </p>
      )}
    </Section>
  );
}
