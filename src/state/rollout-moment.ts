export * from '#model/results/rollout/rollout-moment.ts';
