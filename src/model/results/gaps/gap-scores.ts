import type { GapResult, GapScore } from './gap-report.ts';

const share = (id: string, label: string, value: number | null, better: GapScore['better']): GapScore => ({
  id,
  label,
  value,
  unit: 'share',
  better,
});
const count = (id: string, label: string, value: number | null, better: GapScore['better']): GapScore => ({
  id,
  label,
  value,
  unit: 'count',
  better,
});

/** The numbers of a result that tell how well the plan stands, and nothing of where it fails. */
export function gapScores(result: GapResult): readonly GapScore[] {
  switch (result.kind) {
    case 'approach':
      return [
        share('unobserved', 'Arrives unobserved', result.best.unobserved, 'less'),
        share(
          'unobserved-failures',
          'Arrives unobserved, failures counted',
          result.best.unobservedWithFailures,
          'less',
        ),
        share('unwatched', 'Way below the category', result.best.unwatchedShare, 'less'),
      ];
    case 'vehicle-approach':
      return [
        share('unobserved', 'Arrives unobserved by car', result.best.unobserved, 'less'),
        share('unwatched', 'Drive below the category', result.best.unwatchedShare, 'less'),
      ];
    case 'conditions':
      return result.paths.map(({ condition, best }) =>
        share(`unobserved-${condition}`, `Arrives unobserved, ${condition}`, best.unobserved, 'less'),
      );
    case 'breach':
      return [
        {
          id: 'breach-rate',
          label: 'Worst watching endured, per second',
          value: result.breach.highestRate,
          unit: 'points',
          better: 'more',
        },
        count('thickness', 'Regions to be crossed', result.thickness.regions, 'more'),
        count('resilience', 'Devices whose loss opens a way, at least', result.resilience.lower, 'more'),
      ];
    case 'interception':
      return [
        share('once', 'Trips read', result.read.once, 'more'),
        share('twice', 'Trips read twice', result.read.twice, 'more'),
        share('kilometres', 'Vehicle-kilometres read', result.read.kilometresOnce, 'more'),
        share('evasive', 'Evasive trips read', result.evasive.once, 'more'),
      ];
    case 'cordon':
      return [
        count('leaking', 'Leaking roads', result.leaking, 'less'),
        count('cut', 'Units that close the cordon', result.cut.closable ? result.cut.units : null, 'less'),
      ];
    case 'incident':
      return [
        share('read', 'Read before leaving', result.read, 'more'),
        share('evasive-read', 'Evasive driver read', result.evasiveRead, 'more'),
        count('leaking', 'Exits without a read', result.leaking, 'less'),
      ];
    case 'timely':
      return [share('interruption', 'Interrupted in time', result.interruption, 'more')];
    case 'failures': {
      const worst = result.parts[0]?.loss ?? 0;
      return [
        { id: 'worst-loss', label: 'Worst loss by one failure', value: worst, unit: 'points', better: 'less' },
        count('single-points', 'Single points of failure', result.singlePoints, 'less'),
      ];
    }
    case 'availability': {
      const score = result.metrics.find(({ id }) => id === 'score') ?? result.metrics[0];
      return [
        {
          id: 'mean-score',
          label: 'Score, mean over failures',
          value: score?.mean ?? null,
          unit: 'points',
          better: 'more',
        },
        share('devices', 'Devices at work', result.devices === 0 ? null : result.meanDevices / result.devices, 'more'),
      ];
    }
    case 'empty':
      return [];
  }
}
