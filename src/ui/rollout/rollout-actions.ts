import type { RolloutReport } from '#model/results/rollout/rollout-report.ts';
import { orderRules } from '#model/rollout/rollout-question.ts';
import { cutoverPolicies } from '#model/rollout/rollout-records.ts';
import { type RolloutDialog, rolloutDialogs, timeScales } from '#state/rollout-state.ts';
import type { Commands, VariantEntry } from '#state/session.ts';
import { action } from '../palette-action.ts';
import { orderWords, policyWords } from './rollout-words.ts';

/** What of the session decides on what can be done. */
export interface RolloutPaletteContext {
  readonly variants: readonly VariantEntry[];
  /** What Rollout mode last worked out. */
  readonly rollout: Pick<RolloutReport, 'start' | 'gaps'> | null;
}

const rolloutDialogNames: Readonly<Record<RolloutDialog, string>> = {
  crews: 'Crews, vehicles and offices',
  templates: 'Kinds of work',
  groups: 'Site groups and their turn',
  calendar: 'Calendar, weather and money',
  task: 'Task of the rollout',
  orders: 'Orders compared',
  policies: 'Ways of cutover compared',
};

/** Rollout mode: what is worked out, chosen and saved. */
export function rolloutActions(commands: Commands, { variants, rollout }: RolloutPaletteContext) {
  const inMode = (run: () => void) => () => {
    commands.setMode('rollout');
    run();
  };
  return [
    action('mode-rollout', 'Mode: Rollout', () => commands.setMode('rollout'), 'phases schedule', '3'),
    action(
      'rollout-run',
      'Run the rollout',
      inMode(() => commands.runRollout()),
      'simulate schedule phases',
      'Ctrl+Enter',
    ),
    action('rollout-stop', 'Stop what the rollout works out', () => commands.stopRollout(), 'cancel'),
    action(
      'rollout-play',
      'Play the rollout through the months',
      inMode(() => commands.playRollout(true)),
      '',
      'P',
    ),
    action('rollout-pause', 'Stop playing the rollout', () => commands.playRollout(false)),
    ...rolloutDialogs.map((dialog) =>
      action(
        `rollout-dialog-${dialog}`,
        `${rolloutDialogNames[dialog]}…`,
        inMode(() => commands.setRolloutView({ dialog })),
        'rollout dialog edit',
      ),
    ),
    ...timeScales.map((scale) =>
      action(
        `rollout-scale-${scale}`,
        `Timeline in ${scale}`,
        inMode(() => commands.setRolloutView({ scale })),
        'rollout zoom',
      ),
    ),
    action(
      'rollout-paint-date',
      'Paint coverage on the date',
      inMode(() => commands.setRolloutView({ paint: 'date' })),
    ),
    action(
      'rollout-paint-chance',
      'Paint the chance of coverage on the date',
      inMode(() => commands.setRolloutView({ paint: 'chance' })),
    ),
    action(
      'rollout-policies',
      'Compare the ways of cutover',
      inMode(() => commands.comparePolicies()),
      'rollout policy swap',
    ),
    ...cutoverPolicies.map((policy) =>
      action(
        `rollout-policy-${policy}`,
        `Old units: ${policyWords[policy].name.toLowerCase()}`,
        inMode(() => commands.setRolloutSettings({ policy })),
        'rollout cutover',
      ),
    ),
    action(
      'rollout-order',
      'Search a better order of the sites',
      inMode(() => commands.searchOrder()),
      'rollout turn',
    ),
    action(
      'rollout-take',
      'Take the best order found',
      inMode(() => commands.takeOrder('best')),
      'rollout turn',
    ),
    ...orderRules.map((order) =>
      action(
        `rollout-order-${order}`,
        `Order of the sites: ${orderWords[order].name.toLowerCase()}`,
        inMode(() => commands.setRolloutQuestion({ order })),
        'rollout turn',
      ),
    ),
    action(
      'rollout-months',
      'Work out security gaps month by month',
      inMode(() => commands.scoreMonths()),
      'rollout simulate',
    ),
    action(
      'rollout-compare-base',
      'Compare the rollout with the plan itself',
      inMode(() => commands.compareRollout(null)),
      'variant',
    ),
    ...variants.map(({ id, name }) =>
      action(
        `rollout-compare-${id}`,
        `Compare the rollout with the variant “${name}”`,
        inMode(() => commands.compareRollout(id)),
        'variant',
      ),
    ),
    action('rollout-compare-stop', 'End the comparison of rollouts', () => commands.endRolloutComparison(), 'variant'),
    action('rollout-csv', 'Save the rollout as tables (CSV)', () => commands.exportRollout('csv'), 'export'),
    action(
      'rollout-calendar',
      'Save the rollout as a calendar',
      () => commands.exportRollout('calendar'),
      'export ics',
    ),
    action('rollout-json', 'Save the rollout as a report (JSON)', () => commands.exportRollout('json'), 'export'),
    ...reportActions(commands, rollout, inMode),
  ];
}

/** Places of the last report: its first day, and the gaps that open on the way. */
function reportActions(
  commands: Commands,
  rollout: RolloutPaletteContext['rollout'],
  inMode: (run: () => void) => () => void,
) {
  if (rollout === null) return [];
  return [
    action(
      'rollout-start',
      'Go to the first day of the rollout',
      inMode(() => commands.setRolloutDate(rollout.start)),
    ),
    action('rollout-no-task', 'Leave the task', () => commands.showRolloutTask(null), 'rollout'),
    ...rollout.gaps.map(({ id, groupName, goalName }) =>
      action(
        `rollout-gap-${id}`,
        `Show the cutover gap: ${groupName}, ${goalName}`,
        inMode(() => commands.showCutoverGap(id)),
        'rollout',
      ),
    ),
  ];
}
