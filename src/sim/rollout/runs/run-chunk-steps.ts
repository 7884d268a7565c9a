import type { SimulationStep } from '../../simulation-step.ts';
import type { RunChunk } from '../run-chunk.ts';
import { medianWork } from '../schedule/median-schedule.ts';
import { taskCost } from '../schedule/schedule-cost.ts';
import { ChunkWriter, type RunSetup } from './chunk-writer.ts';
import { createSimulator } from './simulator.ts';

/** Plays the runs `from` until before `until` and measures each. The same bytes however runs are shared out into chunks. */
export function* runChunkSteps(
  setup: RunSetup,
  from: number,
  until: number,
): Generator<SimulationStep, RunChunk, void> {
  const writer = new ChunkWriter(setup, from, until);
  const simulator = createSimulator(setup.project, setup.planned, setup.seed);
  for (let run = from; run < until; run += 1) {
    writer.add(simulator.run(run));
    yield { step: 'Playing runs', fraction: (run + 1 - from) / (until - from) };
  }
  return writer.finished();
}

/** The planned schedule as a chunk of one run. */
export function plannedChunk(setup: RunSetup): RunChunk {
  const { project, planned } = setup;
  const { tasks, crews } = project;
  const work = medianWork(project);
  const crewHeld = new Float64Array(crews.length);
  tasks.forEach(({ needs }, task) => {
    for (const { crew, units } of needs) crewHeld[crew] += units * work[task];
  });
  const writer = new ChunkWriter({ ...setup, withColumns: false }, 0, 1);
  writer.add({
    ...planned,
    spent: Float64Array.from(tasks, (task, number) => taskCost(project, task, work[number])),
    crewHeld,
    crewWaiting: new Float64Array(crews.length),
  });
  return writer.finished();
}
