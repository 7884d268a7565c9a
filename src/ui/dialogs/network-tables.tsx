import { TriangleAlert } from 'lucide-react';
import {
  type NetworkLink,
  type NetworkNode,
  networkLinkSchema,
  networkNodeSchema,
  type PowerFeed,
  powerFeedSchema,
} from '#model/plan-records.ts';
import type { Scenario } from '#model/scenario.ts';
import { formatLength, formatNumber, formatShare } from '../format.ts';
import { usePose, useSession } from '../session-context.tsx';
import { formatBitrate, formatWatts } from '../text/amounts.ts';
import { columnsOf } from './record-columns.tsx';
import { RecordTable } from './record-table.tsx';

const nodeColumns = columnsOf<NetworkNode>();
const linkColumns = columnsOf<NetworkLink>();
const feedColumns = columnsOf<PowerFeed>();

const nodeKinds = [
  { value: 'switch', label: 'Switch' },
  { value: 'gateway', label: 'Gateway' },
  { value: 'centre', label: 'Centre' },
] as const;
const media = [
  { value: 'fibre', label: 'Fibre' },
  { value: 'copper', label: 'Copper' },
  { value: 'radio', label: 'Radio' },
  { value: 'mobile', label: 'Mobile' },
] as const;
const place = { unit: ' m', decimals: 1, minimum: -100_000, maximum: 100_000 } as const;

/** Switches, gateways, links and power feeds, with what the checks say of them. */
export function NetworkTables({ scenario }: { readonly scenario: Scenario }) {
  return (
    <>
      <Nodes scenario={scenario} />
      <Links scenario={scenario} />
      <Feeds scenario={scenario} />
    </>
  );
}

function Problem({ text }: { readonly text: string | null | undefined }) {
  if (text === null || text === undefined) return null;
  return (
    <p className="row-problem">
      <TriangleAlert className="warn" size={14} strokeWidth={1.75} aria-hidden />
      {text}
    </p>
  );
}

function Nodes({ scenario }: { readonly scenario: Scenario }) {
  const pose = usePose();
  const checks = useSession((state) => state.costs?.nodes);
  const check = (id: string) => checks?.find((entry) => entry.id === id);
  const { networkNodes } = scenario;
  return (
    <RecordTable
      list="networkNodes"
      noun="switch"
      title="Switches, gateways and centres"
      hint="A new one stands in the middle of the view."
      records={networkNodes}
      columns={[
        nodeColumns.text('name', 'Name', { required: true }),
        nodeColumns.choice('kind', 'Kind', nodeKinds),
        nodeColumns.number('ports', 'Ports', { maximum: 10_000 }),
        nodeColumns.number('poeBudgetWatts', 'PoE', { unit: ' W', maximum: 100_000, step: 10 }),
        nodeColumns.number('heightMeters', 'Height', { unit: ' m', decimals: 1, maximum: 1000 }),
        nodeColumns.number('radioReachMeters', 'IoT radio', { unit: ' m', maximum: 50_000, step: 50 }),
        nodeColumns.number('price', 'Price', { step: 100 }),
        nodeColumns.number('yearly', 'A year', { step: 10 }),
        nodeColumns.fact(
          'Carries',
          ({ id }) => {
            const one = check(id);
            return one === undefined
              ? '–'
              : `${formatNumber(one.devices)} · ${formatBitrate(one.loadMbps)} · ${formatWatts(one.poeWatts)}`;
          },
          true,
        ),
      ]}
      blank={(id) =>
        networkNodeSchema.parse({
          id,
          name: `Switch ${networkNodes.length + 1}`,
          kind: 'switch',
          poeBudgetWatts: 240,
          x: pose.targetX,
          y: pose.targetY,
        })
      }
      below={({ id }) => {
        const problem = check(id)?.problem ?? null;
        return problem === null ? null : <Problem text={problem} />;
      }}
    />
  );
}

function Links({ scenario }: { readonly scenario: Scenario }) {
  const units = useSession((state) => state.units);
  const checks = useSession((state) => state.costs?.links);
  const check = (id: string) => checks?.find((entry) => entry.id === id);
  const { networkNodes, networkLinks } = scenario;
  const [first, second] = networkNodes;
  return (
    <RecordTable
      list="networkLinks"
      noun="link"
      title="Links"
      hint="Radio links need a line of sight with most of the first Fresnel zone clear."
      records={networkLinks}
      columns={[
        linkColumns.text('name', 'Name', { required: true }),
        linkColumns.reference('from', 'From', networkNodes, null),
        linkColumns.reference('to', 'To', networkNodes, null),
        linkColumns.choice('medium', 'Medium', media),
        linkColumns.number('capacityMbps', 'Capacity', { unit: ' Mbit/s', maximum: 1e6, step: 10 }),
        linkColumns.number('frequencyGHz', 'Frequency', {
          unit: ' GHz',
          decimals: 1,
          minimum: 0.1,
          maximum: 300,
          step: 0.1,
        }),
        linkColumns.number('price', 'Price', { step: 100 }),
        linkColumns.number('yearly', 'A year', { step: 10 }),
        linkColumns.fact('Carries', ({ id }) => {
          const one = check(id);
          if (one === undefined) return '–';
          const fresnel = one.fresnelClear === null ? '' : ` · zone ${formatShare(one.fresnelClear)} clear`;
          return `${formatBitrate(one.loadMbps)} · ${formatLength(one.lengthMeters, units, 0)}${fresnel}`;
        }),
      ]}
      blank={
        first === undefined || second === undefined
          ? null
          : (id) =>
              networkLinkSchema.parse({
                id,
                name: `${first.name} to ${second.name}`,
                from: first.id,
                to: second.id,
                medium: 'fibre',
                capacityMbps: 1000,
              })
      }
      blocked="A link needs two switches, gateways or centres."
      below={({ id }) => {
        const problem = check(id)?.problem ?? null;
        return problem === null ? null : <Problem text={problem} />;
      }}
    />
  );
}

function Feeds({ scenario }: { readonly scenario: Scenario }) {
  const pose = usePose();
  const { powerFeeds } = scenario;
  return (
    <RecordTable
      list="powerFeeds"
      noun="power feed"
      title="Power feeds"
      records={powerFeeds}
      columns={[
        feedColumns.text('name', 'Name', { required: true, width: '180px' }),
        feedColumns.number('capacityWatts', 'Capacity', { unit: ' W', maximum: 1e7, step: 100 }),
        feedColumns.number('backupHours', 'Backup', { unit: ' h', decimals: 1, maximum: 1000 }),
        feedColumns.number('price', 'Price', { step: 100 }),
        feedColumns.number('x', 'East', place),
        feedColumns.number('y', 'North', place),
      ]}
      blank={(id) =>
        powerFeedSchema.parse({
          id,
          name: `Feed ${powerFeeds.length + 1}`,
          capacityWatts: 2000,
          x: pose.targetX,
          y: pose.targetY,
        })
      }
    />
  );
}
