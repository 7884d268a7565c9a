import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorkQueue } from './work-queue.ts';

describe('work queue', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('does the most urgent job first and tells when jobs are done', () => {
    const done: string[] = [];
    const progress = vi.fn();
    const queue = createWorkQueue(progress);
    for (const [name, priority] of [
      ['far', 9],
      ['near', 1],
    ] as const) {
      queue.add(name, priority, function* () {
        yield;
        done.push(name);
      });
    }
    expect(queue.size()).toBe(2);
    vi.runAllTimers();
    expect(done).toEqual(['near', 'far']);
    expect(queue.size()).toBe(0);
    expect(progress).toHaveBeenCalled();
  });

  it('forgets jobs that are dropped, also between two of their steps', () => {
    const done: string[] = [];
    const queue = createWorkQueue(() => undefined);
    queue.add('tile/1', 1, function* () {
      done.push('begun');
      queue.drop('tile/');
      yield;
      done.push('ended');
    });
    queue.add('other', 2, function* () {
      yield;
      done.push('other');
    });
    vi.runAllTimers();
    expect(done).toEqual(['begun', 'other']);
  });

  it('goes on after a job that fails', () => {
    const done: string[] = [];
    const queue = createWorkQueue(() => undefined);
    queue.add('bad', 1, function* () {
      yield;
      throw new Error('no such tile');
    });
    queue.add('good', 2, function* () {
      yield;
      done.push('good');
    });
    expect(() => vi.runAllTimers()).toThrow('no such tile');
    vi.runAllTimers();
    expect(done).toEqual(['good']);
  });

  it('stops when it is disposed', () => {
    const run = vi.fn();
    const queue = createWorkQueue(() => undefined);
    queue.add('job', 1, function* () {
      run();
      yield;
    });
    queue.dispose();
    vi.runAllTimers();
    expect(run).not.toHaveBeenCalled();
  });
});
