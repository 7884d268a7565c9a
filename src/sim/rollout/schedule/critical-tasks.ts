import type { Project, Schedule } from '../project.ts';

/** 1 per task on the path, or one of the paths, that set the end: from the tasks that end last back over what set their start. */
export function criticalTasks({ tasks }: Project, { finish, cause, end }: Schedule): Uint8Array {
  const critical = new Uint8Array(tasks.length);
  for (let last = 0; last < tasks.length; last += 1) {
    if (finish[last] < end) continue;
    for (let task = last; task >= 0 && critical[task] === 0; task = cause[task]) critical[task] = 1;
  }
  return critical;
}
