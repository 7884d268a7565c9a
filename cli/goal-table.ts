import { lessIsBetter } from '#model/goal.ts';
import type { CoverageResult } from '#model/results/coverage.ts';
import type { Scenario } from '#model/scenario.ts';
import { terminalText } from './terminal-text.ts';
import { aligned, brief, grouped } from './text-table.ts';

/** How the goals stand, one line each, and the score; nothing for a plan without goals. */
export function goalTable({ goals, score }: CoverageResult, scenario: Scenario): string[] {
  if (scenario.goals.length === 0) return [];
  const results = new Map(goals.map((result) => [result.id, result]));
  const rows = scenario.goals.map((goal) => {
    const result = results.get(goal.id);
    const unit = result?.unit ?? 'percent';
    const bound = lessIsBetter.has(goal.metric) ? 'at most' : 'at least';
    return [
      terminalText(goal.name),
      result?.achieved === null || result === undefined ? '–' : amount(result.achieved, unit, scenario),
      `${bound} ${amount(goal.target, unit, scenario)}`,
      result?.met === true ? 'met' : 'missed',
      brief(goal.weight),
    ];
  });
  const missing = goals.filter(({ met, missing: words }) => !met && words !== '');
  return [
    '',
    ...aligned([['Goal', 'achieved', 'wanted', '', 'weight'], ...rows], 60),
    score === null ? '' : `Score: ${score.toFixed(1)} of 100`,
    ...missing.map(
      ({ id, missing: words }) => `${scenario.goals.find((goal) => goal.id === id)?.name ?? id}: ${words}`,
    ),
  ];
}

function amount(value: number, unit: CoverageResult['goals'][number]['unit'], { budget }: Scenario): string {
  if (unit === 'money') return `${grouped(value)} ${budget.currency}`;
  return unit === 'mbps' ? `${brief(value)} Mbit/s` : `${(Math.floor(value * 10) / 10).toFixed(1)} %`;
}
