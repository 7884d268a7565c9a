import { describe, expect, it } from 'vitest';
import { gapReportSchema } from '#model/results/gaps/gap-report.ts';
import { lastLine, sightline } from '../fixtures/sightline-command.ts';

const plan = 'scenarios/havnby-phase-2.sightline.json';

const gaps = (...args: readonly string[]) => sightline('gaps', ...args);

const reportsOf = (out: string) => (JSON.parse(out) as unknown[]).map((report) => gapReportSchema.parse(report));

describe('sightline gaps', () => {
  it('gives the same numbers as JSON with and without threads, and names whom they are for', async () => {
    const args = [plan, '--run', 'interception,cordon', '--json', '--for', 'City council'];
    const [alone, threads] = await Promise.all([gaps(...args, '--workers', '0'), gaps(...args, '--workers', '2')]);
    expect([alone.code, threads.code]).toEqual([0, 0]);
    expect(threads.out).toBe(alone.out);
    const [interception, cordon] = reportsOf(alone.out);
    expect(interception).toMatchObject({ run: 'interception', preparedFor: 'City council', sensitivity: 'sensitive' });
    expect(interception.scores.find(({ id }) => id === 'once')?.value).toBeGreaterThan(0.5);
    expect(cordon.result?.kind).toBe('cordon');
    expect(cordon.inputHash).not.toBe(interception.inputHash);
  });

  it('tells one site’s way in as text, and scores alone without any place', async () => {
    const { out, code } = await gaps(plan, '--run', 'approach', '--site', 'Town hall and market', '--reach', '300');
    expect(code).toBe(0);
    expect(out).toMatch(/Arrives unobserved +[\d.]+ %/);
    expect(out).toContain('Town hall and market, day');
    expect(out).toContain('Sensitive');
    const scores = await gaps(plan, '--run', 'approach', '--reach', '300', '--scores', '--json');
    const [report] = reportsOf(scores.out);
    expect(report).toMatchObject({ redacted: true, result: null });
    expect(report.question).toMatchObject({ siteId: null, from: null, incident: null });
  });

  it('refuses what it does not know with one sentence', async () => {
    const [site, run, place] = await Promise.all([
      gaps(plan, '--site', 'Atlantis'),
      gaps(plan, '--run', 'approach,luck'),
      gaps(plan, '--from', '200,10'),
    ]);
    for (const { code, out } of [site, run, place]) expect([code, out]).toEqual([2, '']);
    expect(lastLine(site.err)).toMatch(/^error: --site: .*“Atlantis”; they have Havnby Station/);
    expect(lastLine(run.err)).toContain('--run knows approach');
    expect(lastLine(place.err)).toContain('--from must be longitude,latitude');
  });

  it('says why there is no answer where nobody can start', async () => {
    const { out, code } = await gaps(plan, '--run', 'approach', '--from', '4.5,56.5');
    expect(code).toBe(0);
    expect(out).toContain('The chosen point lies outside the study area');
  });
});
