import type { Crossing, Street, TurnRestriction } from '#model/city.ts';
import { signalCrossings, streetNeighbours } from './furniture.ts';
import { direction, distance, offsetPoint, point } from './plane.ts';
import type { Random } from './random.ts';
import type { StreetChain } from './street-chains.ts';
import { type StreetNetwork, styleOf } from './street-network.ts';
import type { LineStyleName } from './town-plan.ts';

/** Styles of streets that have marked crossings where others meet them. */
const markedStyles: readonly LineStyleName[] = ['primary', 'boulevard', 'secondary', 'tertiary', 'avenue', 'quay'];

/** Where people cross: with signals at main crossings, marked or not elsewhere; kerbs mostly lowered. */
export function crossingsOf(network: StreetNetwork, random: Random): Crossing[] {
  const signals = new Set(signalCrossings(network).map(({ vertex }) => vertex));
  const crossings: Omit<Crossing, 'id'>[] = [];
  for (const [vertex, arms] of streetNeighbours(network)) {
    if (arms.length < 3) continue;
    const center = network.mesh.vertices[vertex];
    const styles = arms.map((arm) => network.lines[network.mesh.line(vertex, arm)].style);
    const widths = arms.map((arm) => styleOf(network, network.mesh.line(vertex, arm)).width);
    arms.forEach((arm, i) => {
      const marked = markedStyles.includes(styles[i]);
      if (styles[i] === 'promenade' || styles[i] === 'shopping' || (!marked && !random.chance(0.5))) return;
      const back = Math.max(...widths.filter((_, k) => k !== i)) / 2 + 2;
      if (distance(center, network.mesh.vertices[arm]) < back) return;
      const at = offsetPoint(center, direction(center, network.mesh.vertices[arm]), back, 0);
      const kind = signals.has(vertex) ? 'signals' : marked ? 'marked' : 'unmarked';
      crossings.push({ kind, kerb: kerbOf(marked, random), ...point(at.x, at.y) });
    });
  }
  return crossings.map((crossing, i) => ({ id: `demo/crossing/${i + 1}`, ...crossing }));
}

function kerbOf(marked: boolean, random: Random): Crossing['kerb'] {
  const draw = random.between(0, 1);
  if (draw < 0.1) return null;
  if (marked) return draw < 0.85 ? 'lowered' : 'flush';
  return draw < 0.5 ? 'lowered' : 'raised';
}

/** Mesh vertices at which streets are divided, so that a turn there has a street to come from and one to go to. */
export function turningVertices(network: StreetNetwork): Set<number> {
  return new Set(signalCrossings(network).map(({ vertex }) => vertex));
}

/**
 * At crossings with signals: no left turn between main roads at some of them, and here and there a side street that may
 * only turn right. `streets` are those of `chains`, which end at {@link turningVertices}.
 */
export function restrictionsOf(
  network: StreetNetwork,
  chains: readonly StreetChain[],
  streets: readonly Street[],
  random: Random,
): TurnRestriction[] {
  const streetOfArm = new Map<string, Street>();
  chains.forEach(({ vertices }, i) => {
    const last = vertices.length - 1;
    streetOfArm.set(`${vertices[0]} ${vertices[1]}`, streets[i]);
    streetOfArm.set(`${vertices[last]} ${vertices[last - 1]}`, streets[i]);
  });
  const restrictions: Omit<TurnRestriction, 'id'>[] = [];
  for (const { vertex, arms } of signalCrossings(network)) {
    const at = network.mesh.vertices[vertex];
    const noLeft = random.chance(0.3);
    for (const from of arms) {
      const own = random.between(0, 1);
      for (const to of arms) {
        const [one, other] = [streetOfArm.get(`${vertex} ${from}`), streetOfArm.get(`${vertex} ${to}`)];
        if (one === undefined || other === undefined || one === other || !one.car || !other.car || one.oneway) continue;
        const [into, out] = [direction(network.mesh.vertices[from], at), direction(at, network.mesh.vertices[to])];
        const left = into.x * out.y - into.y * out.x;
        const main = [one, other].every(({ class: kind }) => kind === 'primary' || kind === 'secondary');
        const side = one.class === 'tertiary' || one.class === 'residential';
        const kind = noLeft && main && left > 0.6 ? 'no' : side && own < 0.06 && left < -0.6 ? 'only' : null;
        if (kind === null || other.oneway) continue;
        const via = { viaX: at.x, viaY: at.y, viaStreetIds: [] };
        restrictions.push({ kind, fromStreetId: one.id, ...via, toStreetId: other.id });
      }
    }
  }
  return restrictions.map((turn, i) => ({ id: `demo/restriction/${i + 1}`, ...turn }));
}
