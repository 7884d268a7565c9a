import type { City } from '#model/city.ts';
import type { ClosingResult } from '#model/results/gaps/closing.ts';
import type { GapReport, GapResult, GapScore } from '#model/results/gaps/gap-report.ts';
import type { Scenario } from '#model/scenario.ts';
import { terminalText } from './terminal-text.ts';
import { aligned, brief, grouped } from './text-table.ts';

interface ToldRun {
  readonly report: GapReport;
  readonly closing: ClosingResult | null;
}

const runNames: Readonly<Record<GapReport['run'], string>> = {
  approach: 'Least-observed approach',
  breach: 'Maximal breach path',
  conditions: 'Day, night and fog',
  timely: 'Interruption in time (EASI)',
  interception: 'ALPR interception and evasion',
  cordon: 'Cordon',
  incident: 'Escape from an incident',
  failures: 'Single failures, N−1',
  availability: 'Availability',
};

/** Rows of a list that are told in a terminal at most. */
const mostRows = 12;

/** Gap runs for reading in a terminal: scores first, then where and how. Ends with a line feed. */
export function gapTable(runs: readonly ToldRun[], scenario: Scenario, city: City): string {
  const lines = [`${scenario.name} on ${city.manifest.name}${city.manifest.invented ? ' (an invented city)' : ''}`];
  for (const { report, closing } of runs) {
    lines.push('', `${runNames[report.run]}${report.redacted ? ' (scores only)' : ''}`);
    if (report.result?.kind === 'empty') lines.push(report.result.reason);
    lines.push(
      ...aligned(
        report.scores.map((score) => [`  ${score.label}`, scoreText(score)]),
        60,
      ),
    );
    if (report.result !== null) lines.push(...detailLines(report.result));
    if (closing !== null && !report.redacted) lines.push(...closingLines(closing, scenario));
    lines.push(`  Input ${report.inputHash}`);
  }
  const [first] = runs;
  if (first !== undefined) {
    const { watermark, preparedFor } = first.report;
    lines.push('', preparedFor === '' ? watermark : `${watermark} Prepared for ${preparedFor}.`);
  }
  for (const attribution of city.manifest.attribution) lines.push(attribution);
  return `${lines.map(terminalText).join('\n')}\n`;
}

function scoreText({ value, unit }: GapScore): string {
  if (value === null) return '–';
  if (unit === 'share') return percent(value);
  if (unit === 'metres') return `${grouped(value)} m`;
  return unit === 'seconds' ? clock(value) : brief(value);
}

function percent(share: number): string {
  return `${(Math.round(share * 1000) / 10).toFixed(1)} %`;
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function limited(rows: readonly string[][]): string[] {
  const told = aligned(
    rows.slice(0, mostRows).map(([first, ...rest]) => [`  ${first ?? ''}`, ...rest]),
    60,
  );
  return rows.length > mostRows ? [...told, `  … and ${rows.length - mostRows} more`] : told;
}

function detailLines(result: GapResult): string[] {
  switch (result.kind) {
    case 'approach':
      return [
        `  ${result.site.name}, ${result.condition}; ${grouped(result.ground.cells)} cells of ${result.ground.cellMeters} m, ${result.ground.entries} entries`,
        ...limited([
          ['Way in', 'unobserved', 'length', 'time'],
          ...[result.best, ...result.others].map((path) => [
            path.entry.name,
            percent(path.unobserved),
            `${grouped(path.lengthMeters)} m`,
            clock(path.seconds),
          ]),
        ]),
        ...result.best.gaps
          .slice(0, 5)
          .map(({ place, lengthMeters }) => `  Gap: ${place.name}, ${grouped(lengthMeters)} m`),
        ...result.notes.map((note) => `  ${note}`),
      ];
    case 'vehicle-approach':
      return [
        connectivityLine(result.connectivity),
        ...limited([
          ['Drive in', 'unobserved', 'length', 'time'],
          ...[result.best, ...result.others].map((drive) => [
            drive.entry.name,
            percent(drive.unobserved),
            `${grouped(drive.lengthMeters)} m`,
            clock(drive.seconds),
          ]),
        ]),
        ...result.notes.map((note) => `  ${note}`),
      ];
    case 'conditions':
      return limited([
        ['Condition', 'unobserved', 'length', 'from'],
        ...result.paths.map(({ condition, best }) => [
          condition,
          percent(best.unobserved),
          `${grouped(best.lengthMeters)} m`,
          best.entry.name,
        ]),
      ]);
    case 'breach':
      return [
        `  Unobserved ground ${result.region.connects ? 'joins the outside with the site' : 'does not reach the site'}; ${grouped(result.region.squareMeters)} m² of it hang together with the outside.`,
        `  Resilience: ${result.resilience.lower} to ${result.resilience.upper} devices.`,
      ];
    case 'timely':
      return [
        ...limited([
          ['Way in', 'P_I', 'station'],
          ...result.ways.map((way) => [way.entry.name, percent(way.interruption), way.stationId]),
        ]),
        ...limited([
          ['Station', 'response'],
          ...result.stations.map(({ name, seconds }) => [name, seconds === null ? 'no way' : clock(seconds)]),
        ]),
        ...result.notes.map((note) => `  ${note}`),
      ];
    case 'interception':
      return [
        connectivityLine(result.connectivity),
        `  ${grouped(result.pairs)} pairs, ${grouped(result.perHour)} trips an hour (${result.demand}, ${result.routes})`,
        ...limited([
          ['Unit', 'reads per hour', 'only it'],
          ...result.units.map(({ name, readsPerHour, onlyPerHour }) => [
            name,
            grouped(readsPerHour),
            grouped(onlyPerHour),
          ]),
        ]),
        ...result.notes.map((note) => `  ${note}`),
      ];
    case 'cordon':
      return [
        connectivityLine(result.connectivity),
        ...limited([
          ['Road', 'way', 'read', ''],
          ...result.crossings.map(({ name, way, read, leaks }) => [name, way, percent(read), leaks ? 'leaks' : '']),
        ]),
        ...result.cut.roads.map(({ name, distanceMeters }) => `  Close at ${name}, ${grouped(distanceMeters)} m away`),
        ...result.notes.map((note) => `  ${note}`),
      ];
    case 'incident':
      return [
        connectivityLine(result.connectivity),
        ...limited([
          ['Exit', 'time', 'read', 'first read'],
          ...result.exits.map(({ place, fastest }) => [
            place.name,
            clock(fastest.seconds),
            percent(fastest.read),
            fastest.reads[0] === undefined
              ? 'never'
              : `${clock(fastest.reads[0].seconds)} ${fastest.reads[0].place.name}`,
          ]),
        ]),
        ...result.notes.map((note) => `  ${note}`),
      ];
    case 'failures':
      return [
        ...limited([
          ['Without', 'devices', 'loss', ''],
          ...[...result.pairs, ...result.parts]
            .filter(({ lost, loss }) => lost.length > 0 || loss > 0)
            .map(({ name, lost, loss, single }) => [
              name,
              String(lost.length),
              `${brief(loss)} points`,
              single ? 'single point of failure' : '',
            ]),
        ]),
        ...result.notes.map((note) => `  ${note}`),
      ];
    case 'availability':
      return [
        ...limited([
          ['Measure', 'mean', 'P10', 'P50', 'P90'],
          ...result.metrics.map(({ label, mean, p10, p50, p90, unit }) => [
            label,
            ...[mean, p10, p50, p90].map((value) =>
              value === null ? '–' : unit === 'share' ? percent(value) : brief(value),
            ),
          ]),
        ]),
        ...result.notes.map((note) => `  ${note}`),
      ];
    case 'empty':
      return [];
  }
}

function connectivityLine(connectivity: {
  readonly nodes: number;
  readonly kilometres: number;
  readonly parts: number;
  readonly largestShare: number;
}): string {
  const { nodes, kilometres, parts, largestShare } = connectivity;
  return `  Streets: ${grouped(nodes)} junctions, ${brief(kilometres)} km in ${grouped(parts)} parts, ${percent(largestShare)} in the largest`;
}

function closingLines({ metric, before, after, proposals, notes }: ClosingResult, { budget }: Scenario): string[] {
  return [
    `  What closes it: ${metric} ${brief(before)} → ${brief(after)}`,
    ...limited(
      proposals.map(({ device, place, price, gain }) => [
        `${device.kind} at ${place}`,
        `${grouped(price)} ${budget.currency}`,
        `${brief(gain.before)} → ${brief(gain.after)}`,
      ]),
    ),
    ...notes.map((note) => `  ${note}`),
  ];
}
